### Time: reminders, digests, what time has shown.

owe =
    Owed by your authority: { $count }
    { $lines }
    .help = /owe — what your authority owes
    .request = { $line } · { $direction }{ $purpose }
    .nothing = 🟢 Your authority owes nothing now.

snooze =
    .choice = Remind in { $left }
    .done = The reminder is put off for you alone: { $at_clock }.

choice-owed = { $number_named }: { $command }
choice-owed-addition = { $number_named }, addition No. { $count }: { $command }
remind-dispatch =
    🟡 { $left } left. { $number }: send the request to the body to which it was forwarded, and record the dispatch; control date: { $due_until }.
    Responsible: { $people }
remind-dispatch-late =
    🔴 { $number }: the dispatch of the request to the body to which it was forwarded is not recorded. The control date expired { $due_past }, { $left } ago.
    Next reminder: { $next_clock }. Responsible: { $people }
remind-expected =
    🟡 { $left } left. { $number }: expected date of execution, as your authority named it: { $due_until }. Of obstacles the requesting Party is told without delay (Art. 7).
    Responsible: { $people }
remind-expected-late =
    🔴 { $number }: the expected date of execution passed { $due_past }, { $left } ago. No result was reported. Of obstacles the requesting Party is told without delay (Art. 7).
    Next reminder: { $next_clock }. Responsible: { $people }
remind-postponed =
    🟡 { $left } left. { $number }: execution is postponed; whether it can be resumed is to be answered { $due_until }.
    Responsible: { $people }
remind-postponed-due =
    🟡 { $number }: execution is postponed. Can it be resumed? An answer is expected since { $due_past }, { $left } ago; the requesting Party is told it at once.
    Next question: { $next_clock }. Responsible: { $people }
remind-confirm-first =
    🟡 { $number }: official written confirmation (Art. 6) is needed { $due_until }, { $left } left.
    Responsible: { $people }
remind-confirm-asked =
    🟡 { $number }: an official written confirmation (Art. 6) is required { $due_until }, { $left } left.{ $complete ->
        [no] { " " }It falls due on a day off.
       *[yes] { "" }
    }
    Who will sign it? Responsible: { $people }
remind-confirm =
    🟡 { $left } left. { $number }: official written confirmation (Art. 6) { $due_until }.
    Responsible: { $people }
remind-confirm-strictly_late =
    🔴 Expired by strict count (72 hours) { $due }, { $left } ago. { $number }: the official written confirmation (Art. 6) is not registered.
    By calendar days it is due { $second_until }. The Protocol attaches no consequence; the request stays open. The requested Party reads so in its own digest of the morning.
    Next reminder: { $next_clock }. Responsible: { $people }
remind-confirm-days_late =
    🔴 Expired by strict count (calendar days) { $second_past }, { $left } ago. { $number }: the official written confirmation (Art. 6) is not registered.
    By the 72 hours it is due { $due_until }. The Protocol attaches no consequence; the request stays open. The requested Party reads so in its own digest of the morning.
    Next reminder: { $next_clock }. Responsible: { $people }
remind-confirm-late =
    🔴 Expired. { $number }: the official written confirmation (Art. 6) is not registered. It was due by the 72 hours { $due }, { $left } ago; by calendar days { $second_past }.
    The Protocol attaches no consequence; the request stays open. The requested Party reads so in its own digest of the morning.
    Next reminder: { $next_clock }. Responsible: { $people }
told-confirm-strictly_late =
    🔴 { $request }: the official written confirmation (Art. 6) is not registered, it expired by strict count (72 hours) { $due }. By calendar days it is due { $second_until }.
    The Protocol attaches no consequence; the request stays open.
told-confirm-days_late =
    🔴 { $request }: the official written confirmation (Art. 6) is not registered, it expired by strict count (calendar days) { $second_past }. By the 72 hours it is due { $due_until }.
    The Protocol attaches no consequence; the request stays open.
told-confirm-late =
    🔴 { $request }: the official written confirmation (Art. 6) is not registered, it expired: by strict count (72 hours) { $due }, by calendar days { $second_past }.
    The Protocol attaches no consequence; the request stays open.
remind-confirm-unsent =
    🟡 { $left } left. { $number }: the written confirmation (Art. 6) is signed, not dispatched; due { $due_until }. State the dispatch.
    Responsible: { $people }
remind-confirm-unsent-strictly_late =
    🔴 Late by the strict count (72 hours) since { $due }, { $left } ago. { $number }: the written confirmation (Art. 6) is signed, not dispatched. By the calendar count: { $second_until }.
    Next reminder: { $next_clock }. Responsible: { $people }
remind-confirm-unsent-days_late =
    🔴 Late by the strict count (calendar days) since { $second_past }, { $left } ago. { $number }: the written confirmation (Art. 6) is signed, not dispatched. By the 72 hours: { $due_until }.
    Next reminder: { $next_clock }. Responsible: { $people }
remind-confirm-unsent-late =
    🔴 Late. { $number }: the written confirmation (Art. 6) is signed, not dispatched. By the 72 hours it was due { $due }, { $left } ago; by the calendar count { $second_past }.
    Next reminder: { $next_clock }. Responsible: { $people }
told-confirm-unsent-strictly_late =
    🔴 { $request }: the written confirmation (Art. 6) is signed, not dispatched; late by the strict count (72 hours) since { $due }. By the calendar count: { $second_until }.
    The Protocol attaches no consequence; the request stays open.
told-confirm-unsent-days_late =
    🔴 { $request }: the written confirmation (Art. 6) is signed, not dispatched; late by the strict count (calendar days) since { $second_past }. By the 72 hours: { $due_until }.
    The Protocol attaches no consequence; the request stays open.
told-confirm-unsent-late =
    🔴 { $request }: the written confirmation (Art. 6) is signed, not dispatched; late: by the strict count (72 hours) since { $due }, by the calendar count since { $second_past }.
    The Protocol attaches no consequence; the request stays open.
remind-forward =
    🟡 { $left } left. { $number }: if execution is outside your competence, forward the request to the body competent (Art. 7) { $due_until }. Accepting it for execution ends this period.
    Responsible: { $people }
remind-forward-late =
    🔴 { $number }: if execution is outside your competence, the period for forwarding (Art. 7) expired { $due_past }, { $left } ago. The request is neither accepted for execution nor forwarded.
    Responsible: { $people }
remind-execute =
    🟡 { $left } left. { $number }: execution of the request (Art. 7), as a rule, { $due_until }. Of obstacles the requesting Party is told without delay.
    Responsible: { $people }
remind-execute-late =
    🔴 The period of execution (Art. 7: as a rule 30 days) expired { $due_past }, { $left } ago. { $number }: no result was reported. Of obstacles the requesting Party is told without delay.
    Next reminder: { $next_clock }. Responsible: { $people }
told-unreceipted = ⚪ { $request }: the request is closed: nobody has acknowledged the result that was reported { $at }. The result stays visible.
remind-result_receipt =
    🟡 { $left } left. { $number }: acknowledge the result or state that it is incomplete; control date: { $due_until }.
    Responsible: { $people }
remind-result_receipt-late =
    🔴 { $number }: the result is not acknowledged. The control date expired { $due_past }, { $left } ago.
    Next reminder: { $next_clock }. Responsible: { $people }
remind-confirm_addition-first =
    🟡 { $number }, addition No. { $count } asks for something new; a written confirmation of its own (Art. 6) is required { $due_until }, { $left } left.
    Responsible: { $people }
remind-confirm_addition =
    🟡 { $left } left. { $number }, addition No. { $count }: its written confirmation (Art. 6) { $due_until }.
    Responsible: { $people }
remind-confirm_addition-strictly_late =
    🔴 Late by the strict count (72 hours) since { $due }, { $left } ago. { $number }, addition No. { $count }: its written confirmation (Art. 6) is not registered.
    By calendar days it is { $second_until }. The Protocol attaches no consequence. The requested Party reads so in its own digest of the morning.
    Next reminder: { $next_clock }. Responsible: { $people }
remind-confirm_addition-days_late =
    🔴 Late by the strict count (calendar days) since { $second_past }, { $left } ago. { $number }, addition No. { $count }: its written confirmation (Art. 6) is not registered.
    By the 72 hours it is { $due_until }. The Protocol attaches no consequence. The requested Party reads so in its own digest of the morning.
    Next reminder: { $next_clock }. Responsible: { $people }
remind-confirm_addition-late =
    🔴 Late. { $number }, addition No. { $count }: its written confirmation (Art. 6) is not registered. By the 72 hours the time ended { $due }, { $left } ago; by calendar days { $second_past }.
    The Protocol attaches no consequence. The requested Party reads so in its own digest of the morning.
    Next reminder: { $next_clock }. Responsible: { $people }
told-confirm_addition-strictly_late =
    🔴 { $request }, addition No. { $count }: its written confirmation (Art. 6) is not registered; late by the strict count (72 hours) since { $due }. By calendar days it is { $second_until }.
    The Protocol attaches no consequence.
told-confirm_addition-days_late =
    🔴 { $request }, addition No. { $count }: its written confirmation (Art. 6) is not registered; late by the strict count (calendar days) since { $second_past }. By the 72 hours it is { $due_until }.
    The Protocol attaches no consequence.
told-confirm_addition-late =
    🔴 { $request }, addition No. { $count }: its written confirmation (Art. 6) is not registered; the time ended by the 72 hours { $due }, by calendar days { $second_past }.
    The Protocol attaches no consequence.
remind-named_period =
    🟡 { $number }: { $left } left until the time limit named by the requesting Party ({ $due }).
    Responsible: { $people }
remind-named_period-due =
    🟡 { $number }: the time limit named by the requesting Party came ({ $due }), { $left } ago.
    Responsible: { $people }
told-named_period = 🟡 { $request }: { $left } left until the time limit named by your Party ({ $due }). No result is reported.
told-named_period-due = 🟡 { $request }: the time limit named by your Party has come ({ $due }). No result is reported.
told-named_period-read = 🟡 { $request }: the time limit named by the requesting Party is read as { $due }. The bot will remind both Parties of it.
remind-progress =
    🟡 { $number }: tell the progress of the execution { $due_until }, { $left } left.
    Responsible: { $people }
remind-progress-late =
    🔴 { $number }: the progress of the execution was not told. The internal time ended { $due_past }, { $left } ago.
    Responsible: { $people }
told-progress = 🟡 { $request }: nothing was heard from the requested Party since { $since }; it is asked about the progress of the execution, the answer is due { $due_until }.
remind-answer_details =
    🟡 { $left } left. { $number }: additional information was asked for; the answer is expected { $due_until }.
    Responsible: { $people }
remind-answer_details-late =
    🔴 { $number }: the additional information was not given. The answer was due { $due_past }, { $left } ago.
    Next reminder: { $next_clock }. Responsible: { $people }
remind-answer_conditions =
    🟡 { $left } left. { $number }: conditions of execution were proposed; the answer is expected { $due_until }.
    Responsible: { $people }
remind-answer_conditions-late =
    🔴 { $number }: the proposed conditions of execution are not answered. The answer was due { $due_past }, { $left } ago.
    Next reminder: { $next_clock }. Responsible: { $people }
remind-answer_counter =
    🟡 { $left } left. { $number }: the requesting Party proposed other conditions; the answer is expected { $due_until }.
    Responsible: { $people }
remind-answer_counter-late =
    🔴 { $number }: the counter-proposal is not answered. The answer was due { $due_past }, { $left } ago.
    Next reminder: { $next_clock }. Responsible: { $people }
remind-answer_breach =
    🟡 { $left } left. { $number }: a condition was reported as not observed; the answer is expected { $due_until }.
    Responsible: { $people }
remind-answer_breach-late =
    🔴 { $number }: the report about the condition is not answered. The answer was due { $due_past }, { $left } ago.
    Next reminder: { $next_clock }. Responsible: { $people }
remind-answer_period =
    🟡 { $left } left. { $number }: another period of execution is proposed; the answer is expected { $due_until }.
    Responsible: { $people }
remind-answer_period-late =
    🔴 { $number }: the proposed period is not answered. The answer was due { $due_past }, { $left } ago. The former period holds.
    Next reminder: { $next_clock }. Responsible: { $people }
remind-agreed_period =
    🟡 { $left } left. { $number }: period of execution that both Parties agreed on (Art. 7): { $due_until }.
    Responsible: { $people }
remind-agreed_period-late =
    🔴 { $number }: the period of execution that both Parties agreed on (Art. 7) ended { $due_past }, { $left } ago. No result was reported.
    Next reminder: { $next_clock }. Responsible: { $people }
remind-agreed_moment =
    🟡 { $left } left. { $number }: execution as both Parties agreed: { $due_until }.
    Responsible: { $people }
remind-agreed_moment-late =
    🔴 { $number }: the moment of execution that both Parties agreed on passed { $due_past }, { $left } ago. No result was reported.
    Next reminder: { $next_clock }. Responsible: { $people }
remind-record_confirmation =
    🟡 { $left } left. { $number }: record the incoming number of the written confirmation or object; control date: { $due_until }.
    Responsible: { $people }
remind-record_confirmation-late =
    🔴 { $number }: the incoming number of the written confirmation is not recorded and there is no objection. The control date expired { $due_past }, { $left } ago.
    Next reminder: { $next_clock }. Responsible: { $people }
remind-answer_objection =
    🟡 { $left } left. { $number }: answer the objection to the written confirmation; control date: { $due_until }.
    Responsible: { $people }
remind-answer_objection-late =
    🔴 { $number }: the objection to the written confirmation was not answered. The control date expired { $due_past }, { $left } ago.
    Next reminder: { $next_clock }. Responsible: { $people }
remind-written_refusal =
    🟡 { $left } left. { $number }: send the written notification of refusal with its reasons (Art. 9); control date: { $due_until }.
    Responsible: { $people }
remind-written_refusal-late =
    🔴 { $number }: the written notification of refusal (Art. 9) was not sent. The control date expired { $due_past }, { $left } ago.
    Next reminder: { $next_clock }. Responsible: { $people }
remind-relay_notice =
    🟡 { $left } left. No. { $number }: send it to each Party; control date: { $due_until }.
    Responsible: { $people }
remind-relay_notice-late =
    🔴 No. { $number }: not sent to the Parties. The control date expired { $due_past }, { $left } ago.
    Next reminder: { $next_clock }. Responsible: { $people }
remind-relay_notice-of_authority =
    🟡 { $left } left. Notice No. { $number }: inform each Party without delay (Art. 4); control date: { $due_until }.
    Responsible: { $people }
remind-relay_notice-of_authority-late =
    🔴 Notice No. { $number }: the Parties are not informed (Art. 4: without delay). The control date expired { $due_past }, { $left } ago.
    Next reminder: { $next_clock }. Responsible: { $people }
remind-receipt =
    🟡 { $left } left. Notice No. { $number } of the CSTO Secretary-General: give receipt; control date: { $due_until }.
    Responsible: { $people }
remind-receipt-late =
    🔴 Notice No. { $number } of the CSTO Secretary-General: no receipt was given. The control date expired { $due_past }, { $left } ago.
    Next reminder: { $next_clock }. Responsible: { $people }
remind-exit_date =
    🟡 Notice No. { $number } of an exit from the Protocol (Art. 18) was relayed to the Parties: set the date of the exit in the register; target time { $due_until }, { $left } left.
    Responsible: { $people }
remind-exit_date-late =
    🔴 Notice No. { $number } of an exit from the Protocol (Art. 18): the date of the exit is not set in the register. The target time was { $due_past }, { $left } ago.
    Next reminder: { $next_clock }. Responsible: { $people }
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
digest-now = What is open and whose step is next:
digest-days-off =
    Digest of { $at } · { $authority }
    Days off are ahead. Due by { $limit }:
    { $lines }
alarm-again =
    🔴 { $request } · { $party }: the urgent request is not acknowledged after { $left }. Transmitted { $since_clock }.
    Acknowledge receipt.
told-untransmitted =
    🔴 { $request }: the request is not transmitted, no agreed means of communication took its content. The period for the written confirmation has not begun. Transmit it by telephonogram:
    { $lines }
told-alarm-stopped =
    🔴 { $request }: because of the failure { $incident } the system cannot go on ringing for this request. Tell the administrator the number, and telephone:
    { $lines }
told-reminders-stopped = 🔴 { $request }: because of the failure { $incident } the system does not remind of the time limit of this request. The limit has not changed: /owe. Tell the administrator the number.
told-uncertain =
    🔴 { $request }: after { $left } the server has not confirmed that it took the request, it is not known whether it is transmitted. Sending goes on. The period for the written confirmation begins with a confirmed transmission. Do not wait for it, telephone:
    { $lines }
told-transmitted = 🔴 { $request }: the request was transmitted { $at }, it is not acknowledged yet. The earlier message, that it was not transmitted or that this was not confirmed, is true no longer: the time limit for the written confirmation has begun.
told-undelivered =
    🔴 { $number }: for a day the server has not confirmed the message of { $at } for any officer. Authority: { $authority }. Telephone:
    { $lines }
told-unacknowledged =
    🔴 { $request }: not acknowledged after { $left }. All duty officers of the requested authority are being called. Telephone:
    { $lines }
outage-messages =
    { $channel }: no connection from { $since } to { $until }. Messages and files sent before { $messages } and buttons pressed before { $presses } may not have arrived. Repeat whatever was not answered.
    { $lines_given ->
        [no] Nothing is owed by you now.
       *[yes]
            Owed by you now:
            { $lines }
    }
channel-silent = 🔴 { $channel } has not answered since { $since }. Messages come here meanwhile; the texts of requests wait for { $channel }. If it cannot wait, telephone.
channel-heard = 🟢 { $channel } answers again, { $until }: it did not since { $since }.
outage-presses =
    { $channel }: no connection from { $since } to { $until }. Buttons pressed before { $presses } may not have arrived: if there was no answer, press again. Messages and files are not lost.
    { $lines_given ->
        [no] Nothing is owed by you now.
       *[yes]
            Owed by you now:
            { $lines }
    }
told-returned =
    🟡 From { $since } to { $until } the bot could not write to you. Messages not delivered: { $count }.
    { $history_given ->
        [no] Open requests: /open.
       *[yes]
            What they were about, as it stands now:
            { $history }
    }
    { $lines_given ->
        [no]
            { $rung ->
                [0] Nothing is owed by you now.
               *[other] Acknowledge the alarm above.
            }
       *[yes]
            Owed by you now:
            { $lines }
    }
returned-more = and { $count } more: /open
told-missed = 🟡 Until { $at } some messages could not be delivered to you within a day, they are not sent any more. What is open: /open. What is owed: /owe.

## Refusals

refused-snooze-alarm = The alarm of an urgent request cannot be put off.
refused-snooze-late = The period expired, the reminder cannot be put off any more.
instead-owe = What your authority owes: /owe.
