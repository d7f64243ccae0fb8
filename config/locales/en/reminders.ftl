### Reminders: what is owed, by which rule, until when, how long that is.

## Lines

owed = 🟡 { $kind }: { $due_until }, { $left } left · { $debtor_party }
owed-strictly_late = 🔴 { $kind }: expired by strict count (72 hours) { $due_past }, { $left } ago · { $debtor_party }
owed-late = 🔴 { $kind }: expired { $due_past }, { $left } ago · { $debtor_party }
entry = 🟡 { $number_named } · { $kind }: { $due_until }, { $left } left · { $debtor_party }
entry-strictly_late = 🔴 { $number_named } · { $kind }: expired by strict count (72 hours) { $due_past }, { $left } ago · { $debtor_party }
entry-late = 🔴 { $number_named } · { $kind }: expired { $due_past }, { $left } ago · { $debtor_party }

## Written confirmation (Art. 6)

remind-confirm-first =
    🟡 { $number }: official written confirmation (Art. 6) is needed { $due_until }, { $left } left.
    Responsible: { $people }
remind-confirm =
    🟡 { $left } left. { $number }: official written confirmation (Art. 6) { $due_until }.
    Responsible: { $people }
remind-confirm-strictly_late =
    🔴 Expired by strict count (72 hours) { $due }, { $left } ago. { $number }: the official written confirmation (Art. 6) is not registered.
    By calendar days it is due { $second_until }. The Protocol attaches no consequence; the request stays open. The requested Party was told.
    Next reminder: { $next_clock }. Responsible: { $people }
remind-confirm-late =
    🔴 Expired. { $number }: the official written confirmation (Art. 6) is not registered. It was due by strict count (72 hours) { $due }, { $left } ago; by calendar days { $second_past }.
    The Protocol attaches no consequence; the request stays open. The requested Party was told.
    Next reminder: { $next_clock }. Responsible: { $people }
told-confirm-strictly_late =
    🔴 { $request }: the official written confirmation (Art. 6) is not registered, it expired by strict count (72 hours) { $due }. By calendar days it is due { $second_until }.
    The Protocol attaches no consequence; the request stays open.
told-confirm-late =
    🔴 { $request }: the official written confirmation (Art. 6) is not registered, it expired: by strict count (72 hours) { $due }, by calendar days { $second_past }.
    The Protocol attaches no consequence; the request stays open.

## Forwarding, execution, information (Art. 7)

remind-forward =
    🟡 { $left } left. { $number }: if execution is outside your competence, forward the request to the body competent (Art. 7) { $due_until }. Accepting it for execution ends this period.
    Responsible: { $people }
remind-forward-late =
    🔴 The period for forwarding (Art. 7) expired { $due_past }, { $left } ago. { $number }: the request is neither accepted for execution nor forwarded.
    Responsible: { $people }
remind-execute =
    🟡 { $left } left. { $number }: execution of the request (Art. 7) { $due_until }. Of obstacles the requesting Party is told without delay.
    Responsible: { $people }
remind-execute-late =
    🔴 The period of execution (Art. 7) expired { $due_past }, { $left } ago. { $number }: no result was reported. Of obstacles the requesting Party is told without delay.
    Next reminder: { $next_clock }. Responsible: { $people }
remind-tell_result =
    🟡 { $left } left. { $number }: report the result as soon as possible (Art. 7); control date: { $due_until }.
    Responsible: { $people }
remind-tell_result-late =
    🔴 { $number }: the result was not reported (Art. 7: as soon as possible). The control date expired { $due_past }, { $left } ago.
    Next reminder: { $next_clock }. Responsible: { $people }
remind-tell_obstacle =
    🟡 { $left } left. { $number }: tell the requesting Party of the obstacle without delay (Art. 7); control date: { $due_until }.
    Responsible: { $people }
remind-tell_obstacle-late =
    🔴 { $number }: the requesting Party was not told of the obstacle (Art. 7: without delay). The control date expired { $due_past }, { $left } ago.
    Next reminder: { $next_clock }. Responsible: { $people }
remind-answer_details =
    🟡 { $left } left. { $number }: answer the request for additional information (Art. 7) { $due_until }.
    Responsible: { $people }
remind-answer_details-late =
    🔴 { $number }: the additional information (Art. 7) was not given. The answer was due { $due_past }, { $left } ago.
    Next reminder: { $next_clock }. Responsible: { $people }
remind-answer_conditions =
    🟡 { $left } left. { $number }: answer the proposed conditions of execution (Art. 7) { $due_until }.
    Responsible: { $people }
remind-answer_conditions-late =
    🔴 { $number }: the proposed conditions of execution (Art. 7) are not answered. The answer was due { $due_past }, { $left } ago.
    Next reminder: { $next_clock }. Responsible: { $people }

## Control dates

remind-record_confirmation =
    🟡 { $left } left. { $number }: record the incoming number of the written confirmation or object; control date: { $due_until }.
    Responsible: { $people }
remind-record_confirmation-late =
    🔴 { $number }: the incoming number of the written confirmation is not recorded and there is no objection. The control date expired { $due_past }, { $left } ago.
    Next reminder: { $next_clock }. Responsible: { $people }
remind-written_refusal =
    🟡 { $left } left. { $number }: send the written notification of refusal with its reasons (Art. 9); control date: { $due_until }.
    Responsible: { $people }
remind-written_refusal-late =
    🔴 { $number }: the written notification of refusal (Art. 9) was not sent. The control date expired { $due_past }, { $left } ago.
    Next reminder: { $next_clock }. Responsible: { $people }
remind-relay_notice =
    🟡 { $left } left. Notice No. { $number }: inform each Party without delay (Art. 4); control date: { $due_until }.
    Responsible: { $people }
remind-relay_notice-late =
    🔴 Notice No. { $number }: the Parties are not informed (Art. 4: without delay). The control date expired { $due_past }, { $left } ago.
    Next reminder: { $next_clock }. Responsible: { $people }
remind-receipt =
    🟡 { $left } left. Notice No. { $number } of the CSTO Secretary-General: give receipt; control date: { $due_until }.
    Responsible: { $people }
remind-receipt-late =
    🔴 Notice No. { $number } of the CSTO Secretary-General: no receipt was given. The control date expired { $due_past }, { $left } ago.
    Next reminder: { $next_clock }. Responsible: { $people }

## Digests

owe =
    Owed by your authority: { $count }
    { $lines }
owe-request = { $line } · { $direction }{ $purpose }
owe-nothing = 🟢 Your authority owes nothing now.
owed-digest =
    🟡 Owed at the same time: { $count }
    { $lines }
    Each of them: /owe.
digest =
    Digest of { $at } · { $authority }
    { $lines }
digest-before-days-off =
    Digest of { $at } · { $authority }
    { $lines }

    Due in the days off that follow:
    { $soon }
done-snooze = The reminder is put off for you alone: { $at_clock }.
