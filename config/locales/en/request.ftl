### The request: the fields of Article 6, the alarm, the card, transmission, execution.

## Fields, in the order of Article 6

field-requesting = Authority of the requesting Party: { $authority }
field-requested = Authority of the requested Party: { $authority }
field-ground = Ground (Art. 3): a crime in preparation { $ground }; { $text }
field-purpose = Purpose: { $text }
field-justification = Justification: { $text }
field-substance = Substance of the matter: { $text }
field-assistance = Assistance requested: { $text }
field-persons = Persons involved: { $text }
field-periods = Periods set by law: { $text }
field-periods-none = Periods set by law: none
field-urgent_until = Urgent until: { $text }
field-other = Other information: { $text }
field-blank = { $field }: ________
field-attachment = Attachment: { $name }, { $size } KB, sha256 { $digest }

## The alarm

alarm =
    🔴 URGENT REQUEST { $request } · { $request_route }
    { $content }

    { $calls ->
        [all] Acknowledge receipt. At { $all_duty_at } all duty officers are called, at { $deputies_at } the deputy head.
        [deputies] Acknowledge receipt. At { $deputies_at } the deputy head is called.
       *[none] Acknowledge receipt.
    }
alarm-again =
    🔴 { $request } · { $party }: the urgent request is not acknowledged after { $left }. Transmitted { $since_clock }.
    Acknowledge receipt.
pointer-alarm =
    { $number_given ->
        [no] 🔴 Urgent request. Its content is in the protected chat.
       *[yes] 🔴 Urgent request { $number }. Its content is in the protected chat.
    }
pointer =
    { $number_given ->
        [no] New message. Its content is in the protected chat.
       *[yes] { $number }: new message. Its content is in the protected chat.
    }

way = Open it: /open { $number } ({ $channels }).
way-telephone = None of your channels may carry its content. Telephones: /phone { $number }.
closed =
    { $number_given ->
        [no] The request is closed to your authority, its content is not shown (Art. 10).
       *[yes] { $number }: the request is closed to your authority, its content is not shown (Art. 10). Where it is: /open { $number }.
    }

## The card

card = { $lines }
as-of = As of { $at }
head-transmitting = 🔴 { $request } · being transmitted since { $at }
head-transmitted = 🔴 { $request } · transmitted { $at }
head-acknowledged = 🟡 { $request } · acknowledged: { $officer }, { $at_both }
head-in_execution = 🟡 { $request } · accepted for execution: { $officer }, { $at_both }
head-postponed = 🟡 { $request } · execution postponed: { $officer }, { $at_both }
head-forwarded = 🟡 { $request } · forwarded to the competent body: { $officer }, { $at_both }
head-result_reported = 🟢 { $request } · result reported: { $officer }, { $at_both }
head-refused = ⚪ { $request } · execution refused: { $officer }, { $at_both }
head-misaddressed = ⚪ { $request } · received in error: { $officer }, { $at_both }
head-withdrawn = ⚪ { $request } · withdrawn: { $officer }, { $at_both }
head-closed = ⚪ { $request } · closed: { $officer }, { $at_both }
reached-sent = { $officer } — accepted by the server { $at_clock }
reached-opened = { $officer } — accepted by the server { $at_clock }, opened { $opened_clock }, for information
reached-waiting = { $officer } — being transmitted
reached-never = { $officer } — 🔴 not delivered
form-confirmed =
    🟢 Written confirmation { $text_given ->
        [no] of
       *[yes] No. { $text } of
    } { $on }: { $officer }, { $role }; registered { $at }
form-objected =
    🟡 Written confirmation { $text_given ->
        [no] of
       *[yes] No. { $text } of
    } { $on }: { $officer }, { $role }; registered { $at }; the requested Party objected
form-recorded =
    🟢 Written confirmation { $text_given ->
        [no] of
       *[yes] No. { $text } of
    } { $on }: { $officer }, { $role }; registered { $at }; incoming number recorded
form-declined = 🔴 There will be no written confirmation: { $officer }, { $at_both }

## Transmission

telephone = { $officer }: { $phone }
telephone-authority = { $authority }: { $phone }
phone =
    { $request }. Telephones:
    { $lines }
sent-unreachable =
    🔴 { $request }: no duty officer of the requested authority has an agreed means of communication. Transmit the request by telephonogram:
    { $lines }
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

## Execution

done-acknowledge =
    🟡 { $request } · acknowledged: { $officer }, { $at_clock }.
    If its execution is outside your competence, forward it to the body competent { $due_until }, Art. 7.
told-acknowledge = 🟡 { $request } · acknowledged: { $officer }, { $at_both }.
done-accept = 🟡 { $request } · accepted for execution. It is executed, as a rule, { $due_until }, Art. 7.
told-accept = 🟡 { $request } · accepted for execution: { $officer }, { $at_both }. It is executed, as a rule, { $due_until }, Art. 7.

done-refuse = ⚪ { $request }: the refusal was passed to the requesting Party. A written notification with the reasons is still owed (Art. 9).
told-refuse =
    ⚪ { $request }: execution refused (Art. 9): { $officer }, { $at_both }.
    Reasons: { $statement }
    A written notification of the refusal follows.
done-refusal = ⚪ { $request }: the written notification of refusal is recorded as sent (Art. 9). The requesting Party was told.
told-refusal =
    ⚪ { $request }: written notification of refusal sent (Art. 9): { $officer }, { $at_both }.
    Letter: { $statement }
done-decline = 🔴 { $request }: the requested Party was told that there will be no written confirmation. It can still be registered later.
told-decline =
    🔴 { $request }: the requesting Party said that it will not confirm in writing (Art. 6): { $officer }, { $at_both }.
    Reasons: { $statement }
done-record = 🟢 { $request }: the incoming number of the written confirmation is recorded. The requesting Party was told.
told-record = 🟢 { $request }: written confirmation recorded: { $officer }, { $at_both }. Incoming number: { $statement }
done-object = 🟡 { $request }: the objection to the written confirmation was passed to the requesting Party. It moves no period of execution.
told-object =
    🟡 { $request }: the requested Party objected to the written confirmation: { $officer }, { $at_both }.
    { $statement }
done-reply = 🟡 { $request }: the answer to the objection was passed to the requested Party.
told-reply =
    🟡 { $request }: answer to the objection to the written confirmation: { $officer }, { $at_both }.
    { $statement }
done-obstacle = 🟡 { $request }: the requesting Party was told of the obstacle (Art. 7).
told-obstacle =
    🟡 { $request }: circumstances prevent the execution or delay it substantially (Art. 7): { $officer }, { $at_both }.
    { $statement }
done-partial = 🟡 { $request }: the interim result was passed to the requesting Party (Art. 7).
told-partial =
    🟡 { $request }: interim result of the execution (Art. 7): { $officer }, { $at_both }.
    { $statement }
done-result = 🟢 { $request }: the result was passed to the requesting Party (Art. 7). The request closes when it acknowledges it.
told-result =
    🟢 { $request }: result of the execution (Art. 7): { $officer }, { $at_both }.
    { $statement }
    Acknowledge the result.
done-received = ⚪ { $request }: result acknowledged, execution closed.
told-received =
    ⚪ { $request }: the requesting Party acknowledged the result, execution closed: { $officer }, { $at_both }.
    { $statement }
done-withdraw = ⚪ { $request }: the request is withdrawn, the requested Party was told. The written confirmation is still owed, Art. 10 still applies.
told-withdraw =
    ⚪ { $request }: the requesting Party withdrew the request: { $officer }, { $at_both }.
    { $statement }

## Written confirmation

done-confirm-on_time = 🟢 { $request }: written confirmation registered { $at }, { $left } before it was due. The requested Party was told.
done-confirm-strictly_late = 🟢 { $request }: written confirmation registered { $at }, { $left } late by strict count (72 hours). The requested Party was told.
done-confirm-late = 🟢 { $request }: written confirmation registered { $at }, { $left } late by strict count (72 hours); late by calendar days too. The requested Party was told.
told-colleagues-confirm = 🟢 { $request }: written confirmation registered: { $officer }, { $at_both }. Signed: { $signatory }
told-confirm-registered-on_time =
    🟢 { $request }: official written confirmation No. { $letter } of { $on } (Art. 6) registered { $at }, { $left } before it was due.
    Signed: { $signatory }, { $role }. Registered: { $officer }
    { $differs ->
        [yes] Differences from the transmitted text: { $statement }
       *[no] Declared: the text is the same as transmitted.
    }
    Record the incoming number or object.
told-confirm-registered-strictly_late =
    🟢 { $request }: official written confirmation No. { $letter } of { $on } (Art. 6) registered { $at }, { $left } late by strict count (72 hours).
    Signed: { $signatory }, { $role }. Registered: { $officer }
    { $differs ->
        [yes] Differences from the transmitted text: { $statement }
       *[no] Declared: the text is the same as transmitted.
    }
    Record the incoming number or object.
told-confirm-registered-late =
    🟢 { $request }: official written confirmation No. { $letter } of { $on } (Art. 6) registered { $at }, { $left } late by strict count (72 hours); late by calendar days too.
    Signed: { $signatory }, { $role }. Registered: { $officer }
    { $differs ->
        [yes] Differences from the transmitted text: { $statement }
       *[no] Declared: the text is the same as transmitted.
    }
    Record the incoming number or object.

## What is open

open-none = No open requests.
open-secretariat = The Parties' requests are not shown to the Secretariat (Art. 10).
open-list =
    Open requests: { $count }
    { $lines }
listed =
    { $state_id ->
        [execution-transmitting] 🔴
        [execution-transmitted] 🔴
        [execution-result_reported] 🟢
        [execution-refused] ⚪
        [execution-misaddressed] ⚪
        [execution-withdrawn] ⚪
        [execution-closed] ⚪
       *[other] 🟡
    } { $request } · { $direction }{ $ringing ->
        [yes] {""}
       *[no] {" · "}{ $state }
    }{ $turn_given ->
        [no] {""}
       *[yes] {" · "}{ $turn }
    }{ $purpose }
listed-form = { $state }
listed-purpose = {" · "}{ $text }
listed-from = from { $one_of }
listed-to =
    { $other_id ->
        [AM] to Armenia
       *[other] to { $other }
    }
listed-between = { $request_route }
turn-own =
    { $kind_id ->
        [acknowledge] waits for your acknowledgement until { $due_clock }
       *[other] you owe { $due_until }: { $kind }
    }
turn-own-late =
    { $kind_id ->
        [acknowledge] waits for your acknowledgement, expired { $due_clock }
       *[other] you owe: { $kind }, expired { $due_past }
    }
turn-other =
    { $kind_id ->
        [acknowledge] waits for the acknowledgement of { $one_of } until { $due_clock }
       *[other] { $one_of } owes { $due_until }: { $kind }
    }
turn-other-late =
    { $kind_id ->
        [acknowledge] waits for the acknowledgement of { $one_of }, expired { $due_clock }
       *[other] { $one_of } owes: { $kind }, expired { $due_past }
    }
open-request =
    { $lines }

    URGENT REQUEST { $request } · { $request_route }
    { $content }

    History:
    { $history }
open-state =
    { $lines }

    History:
    { $history }
open-number = { $lines }
digest-of-content = Digest of the content: { $digest }
open-readers =
    { $request }. The content was shown to (Art. 10):
    { $lines }
reader =
    { $count ->
        [1] { $actor }: { $since }
       *[other] { $actor }: first { $since }, last { $at }, { $count } times
    }
journal =
    { $request }. Entries of the journal:
    { $lines }
journal-entry =
    { $digest_given ->
        [no] { $place }. { $moment } · { $actor } · { $action }
       *[yes] { $place }. { $moment } · { $actor } · { $action } · { $digest }
    }
told-reads-much = 🟡 { $officer }: contents of requests were shown more than { $count } times since { $since_clock }. Alarms go on. If the situation does not explain it, the administrator can suspend the access.
history = { $moment } · { $actor } · { $action }

## Actions in the history

action-sent = sent
action-signed = signed by a code
action-consent-asked = consent to the transmission was asked
action-consent-given = consent to the transmission was given
action-consent-declined = consent to the transmission was declined
action-consent-lapsed = the question for consent lapsed without an answer
action-consent-withdrawn = the question for consent was withdrawn
action-entrusted = the sender's successor answers for it
action-shown = content shown
action-unshown = content did not arrive
action-journal-read = journal read
action-opened = period begun
action-reminded = reminder sent
action-snoozed = reminder put off
action-notice-entered = notice entered
action-notice-withdrawn = notice withdrawn
action-notice-relayed = notice sent to the Parties
action-notice-received = receipt of the notice given
action-transmit = transmitted
action-acknowledge = acknowledged
action-accept = accepted for execution
action-forward = forwarded to the body competent
action-forward_part = forwarded in part
action-take_over = taken over by the body to which it was forwarded
action-received_in_error = marked as received in error
action-ask_details = additional information requested
action-answer_details = additional information given
action-propose_conditions = conditions proposed
action-accept_conditions = conditions accepted
action-decline_conditions = conditions not accepted
action-postpone = execution postponed
action-note_obstacle = obstacle noted
action-report_obstacle = obstacle reported
action-propose_period = another period proposed
action-agree_period = another period agreed
action-refuse = execution refused
action-refuse_part = execution refused in part
action-send_written_refusal = written notification of refusal sent
action-note_executed = execution noted
action-report_partial = interim result reported
action-report_result = result reported
action-acknowledge_result = result acknowledged
action-withdraw = withdrawn
action-add = addition sent
action-correct = correction sent
action-link = linked to another request
action-ask_presence = presence of representatives requested (Art. 8)
action-answer_presence = presence of representatives answered (Art. 8)
action-ask_other_use = consent to another use requested (Art. 10)
action-answer_other_use = other use answered (Art. 10)
action-propose_costs = bearing of costs proposed (Art. 12)
action-agree_costs = bearing of costs agreed (Art. 12)
action-record_consultation = consultation recorded (Art. 11)
action-register_confirmation = written confirmation registered
action-decline_confirmation = told that there will be no written confirmation
action-record_confirmation = incoming number of the confirmation recorded
action-object_confirmation = objection to the confirmation
action-answer_objection = objection answered

## Texts for a letter and a telephone

text-letter =
    { $number_given ->
        [no] REQUEST for assistance (Art. 6 of the Protocol of 23 December 2014)
       *[yes] OFFICIAL WRITTEN CONFIRMATION of the request { $number } (Art. 6 of the Protocol of 23 December 2014)
    }
    { $lines }
    To be signed by the head of the competent authority or the deputy head.
    Draft: { $officer }, { $at }
text-telephonogram =
    { $number_given ->
        [no] TELEPHONOGRAM. Urgent request (Art. 6)
       *[yes] TELEPHONOGRAM. Urgent request { $number } (Art. 6)
    }
    { $lines }
    Read out by: { $officer }, prepared { $at }
    Taken down by (name, office), time, read back: write it down.
text-consent =
    { $number_given ->
        [no] REQUEST FOR CONSENT to transmit one urgent request by technical means of communication (Art. 6)
       *[yes] REQUEST FOR CONSENT to transmit the urgent request { $number } by technical means of communication (Art. 6)
    }
    { $lines }
    Asked by: { $officer }, { $at }. Please tell your consent and the means of communication.
letter-content = { $content }
consent-of = Parties: { $one } and { $other }

## What is done, as a refusal says it

do-transmit = transmit the request
do-acknowledge = acknowledge receipt
do-accept = accept for execution
do-forward = forward to the competent body
do-forward_part = forward a part
do-take_over = take over
do-received_in_error = mark as received in error
do-ask_details = ask for details
do-answer_details = give details
do-propose_conditions = propose conditions
do-accept_conditions = accept the conditions
do-decline_conditions = decline the conditions
do-postpone = postpone execution
do-note_obstacle = note an obstacle
do-report_obstacle = report an obstacle
do-propose_period = propose another period
do-agree_period = agree another period
do-refuse = refuse execution
do-refuse_part = refuse in part
do-send_written_refusal = record the letter of refusal
do-note_executed = note the execution
do-report_partial = report an interim result
do-report_result = report the result
do-acknowledge_result = acknowledge the result
do-withdraw = withdraw the request
do-add = send an addition
do-correct = send a correction
do-link = link requests
do-ask_presence = ask for presence
do-answer_presence = answer about presence
do-ask_other_use = ask for use for other purposes
do-answer_other_use = answer about other purposes
do-propose_costs = propose the bearing of costs
do-agree_costs = agree the bearing of costs
do-record_consultation = record consultations
do-register_confirmation = register the written confirmation
do-decline_confirmation = tell that there will be no confirmation
do-record_confirmation = record the incoming number
do-object_confirmation = object
do-answer_objection = answer the objection
do-phone = show the telephones
do-letter = draft the letter
do-readers = show who was shown the content
do-export = export the case file
