### What the record tells: alarm, cards, content, lists.

consented = Consent to the transmission by { $channel } (Art. 6): { $officer }, { $at_both }
entered-telephone = Transmitted by telephone { $at }; entered { $since }: { $officer } ({ $authority_party })
entered-fax = Transmitted by fax { $at }; entered { $since }: { $officer } ({ $authority_party })
entered-letter =
    { $letter_given ->
        [yes] Request on paper: letter No. { $letter } of { $on }, signed by: { $name }, { $role }
       *[no] Request on paper: letter of { $on }, signed as: { $role }
    }
entered-sent_on = Letter dispatched { $on }; entered { $since }: { $officer } ({ $authority_party })
entered-received_on = Letter received { $on }; entered { $since }: { $officer } ({ $authority_party })
entered-unreceived = The date of receipt has not been stated.
entered-otherwise = As the other Party has written it down ({ $authority_party }, { $officer }):
entered-people = Passed on by: { $one_who }; taken by: { $other_who }
entered-officer = { $officer }
entered-person = { $name }
entered-read_back = Checked by reading it back.
entered-not-read_back = Not checked by reading it back.
entered-agreed = Consent to this transmission (Art. 6), in the words of whoever entered it: { $text }
which-request =
    Which request is meant?
    { $lines }
which-notice =
    Which notice is meant?
    { $lines }
choice-number = { $number_named }
notice-supersedes = Supersedes No. { $notice }
party-left = { $party }: the Party left the Protocol on { $on } (Art. 18). Open obligations go on.
notice-party = Party: { $party }
notice-former = Former authority: { $authority }
notice-successor = New authority: { $successor }
notice-new = New authority: { $name }, telephone { $phone }
notice-document = Letter: { $letter } of { $on }
notice-arrived = Arrived { $at }
notice-files = { $files }
notice-on = In force from { $on } (as the Party notified)
notice-exit =
    { $complete ->
        [yes] The notice of withdrawal was sent on { $since }; to leave on { $on } it is sent not later than { $until } (Art. 18): it was.
       *[no] The notice of withdrawal was sent on { $since }; to leave on { $on } it is sent not later than { $until } (Art. 18): it was not.
    }
notice-exit-forward = Counted forward, from the notice, the withdrawal takes effect not before { $earliest }; the stricter count leads.
head-notice-entered = 🟡 Notice No. { $notice } · { $kind } · entered { $at }, not sent to the Parties
head-notice-relayed =
    { $complete ->
        [yes] 🟢
       *[no] 🟡
    } { $kind_id ->
        [circular] Communication No. { $notice } · sent to the Parties { $at }
       *[other] Notice No. { $notice } · { $kind } · sent to the Parties { $at } · in force from { $on } (as the Party notified)
    }
head-notice-withdrawn = ⚪ No. { $notice } · { $kind } · withdrawn { $at }, was not sent to the Parties
head-notice-superseded = ⚪ Notice No. { $notice } · { $kind } · superseded; was sent { $at }
receipt-acknowledged = { $party } 🟢 { $officer }, { $at_both }
receipt-accepted = { $party } 🟡 accepted by the server
receipt-waiting = { $party } 🟡 being transmitted
receipt-never = { $party } 🔴 not delivered
receipts-count = Receipt given by { $count } of { $parties }
owed-due = 🟡 { $kind }: expected since { $due_past } · { $debtor_party }
entry-due = 🟡 { $number_named } · { $kind }: expected since { $due_past } · { $debtor_party }
turn-own-due = you owe: { $kind }, since { $due_past }
turn-other-due = { $one_of } owes: { $kind }, since { $due_past }
owed = 🟡 { $kind }: { $due_until }, { $left } left · { $debtor_party }
owed-strictly_late = 🔴 { $kind }: expired by strict count (72 hours) { $due_past }, { $left } ago · { $debtor_party }
owed-days_late = 🔴 { $kind }: expired by strict count (calendar days) { $due_past }, { $left } ago · { $debtor_party }
owed-late = 🔴 { $kind }: expired { $due_past }, { $left } ago · { $debtor_party }
owed-silent = 🔴 { $kind }: not fulfilled; it was said that it will not be · { $debtor_party }
entry-silent = 🔴 { $number_named } · { $kind }: not fulfilled; it was said that it will not be · { $debtor_party }
entry = 🟡 { $number_named } · { $kind }: { $due_until }, { $left } left · { $debtor_party }
entry-strictly_late = 🔴 { $number_named } · { $kind }: expired by strict count (72 hours) { $due_past }, { $left } ago · { $debtor_party }
entry-days_late = 🔴 { $number_named } · { $kind }: expired by strict count (calendar days) { $due_past }, { $left } ago · { $debtor_party }
entry-late = 🔴 { $number_named } · { $kind }: expired { $due_past }, { $left } ago · { $debtor_party }
field-requesting = Authority of the requesting Party: { $authority }
field-requested = Authority of the requested Party: { $authority }
field-ground = Ground (Art. 3): a crime in preparation { $ground }; { $text }
field-ground-new_episodes = Ground (Art. 3): new episodes in preparation of a crime { $ground }; { $text }
field-ground-committed = Ground (Art. 3): a crime committed { $ground }; { $text }
field-ground-other = Ground: another one; { $text }
field-purpose = Purpose: { $text }
field-justification = Justification: { $text }
field-substance = Substance of the matter: { $text }
field-assistance = Assistance requested: { $text }
field-persons = Persons involved: { $text }
field-periods = Periods set by law: { $text }
field-periods-none = Periods set by law: none
field-urgent_until = Urgent until: { $text }
field-urgent_since = Counted from { $moment }
field-urgent_since-transmitted = Counted from the transmission
field-other = Other information: { $text }
correction = Correction No. { $count }, { $field } — it was: { $was }; it is: { $text } ({ $officer }, { $at })
correction-unset = not set
addition =
    { $asks ->
        [yes] Addition No. { $count }, asks for something new: { $text } ({ $officer }, { $at })
       *[no] Addition No. { $count }: { $text } ({ $officer }, { $at })
    }
addition-of = { $request }, addition No. { $count }
addition-confirmed = Addition No. { $count } is confirmed by letter No. { $letter } of { $on }
signed-addition = Addition No. { $count }
field-attachment = Attachment: { $name }, { $size } KB, sha256 { $digest }
alarm =
    🔴 URGENT REQUEST { $request } · { $request_route }
    { $content }
    
    { $calls ->
        [all] Acknowledge receipt. At { $all_duty_at } all duty officers are called, at { $deputies_at } the deputy head.
        [deputies] Acknowledge receipt. At { $deputies_at } the deputy head is called.
       *[none] Acknowledge receipt.
    }
alarm-burst =
    🔴 Urgent requests that nobody has acknowledged: { $count }.
    { $lines }
    Acknowledge receipt. The content of each: /open NUMBER.
alarm-burst-line =
    { $requesting }: { $unacknowledged }.{ $complete ->
        [yes] { " " }The sender says that this is no mistake.
       *[no] { "" }
    }
alarm-burst-more = Not named yet: { $count } (/open).
told-unacknowledged-burst =
    🔴 Urgent requests that nobody has acknowledged: { $count }. All duty officers of the requested authority are being called.
    { $numbers }
    Telephone:
    { $lines }
digest-news = The other side acted since the last digest; as it stands now:
card = { $lines }
preview-lines = { $lines }
preview-answer = { $lines }
term-expected = Expected date of execution: { $on } (told by { $officer }, { $at_both }); the period of execution stays
term-unsigned = Result of { $at }: not signed with a code
term-signed = Result of { $since }: signed with a code, { $officer }, { $at_both }
term-result =
    Result of { $since }, { $officer }:
    { $text }
term-purposes = Use of the information: for the purposes stated in the request (Art. 10)
term-limits =
    { $not_before_given ->
        [yes] Limits of use (Art. 10): { $limits_given ->
            [yes] { $limits }; { "" }
           *[no] { "" }
        }take no action before { $not_before }
       *[no] Limits of use (Art. 10): { $limits }
    }
term-proposed =
    { $basis_id ->
        [hinders] Proposed conditions of execution (Art. 7): { $officer }, { $at_both }:
        [use] Proposed conditions on the use of the information (Art. 10): { $officer }, { $at_both }:
       *[other] Proposed conditions of execution: { $officer }, { $at_both }:
    }
    { $text }
term-period =
    Another period of execution is agreed by both Parties (Art. 7): until the end of { $on }; { $officer }, { $at_both }{ $signatory_given ->
        [yes] ; at the direction of { $signatory }
       *[no] { "" }
    }{ $treaty_given ->
        [yes] { "" }
            Treaty: { $treaty }
       *[no] { "" }
    }
term-moment =
    The period of execution is changed as both Parties agreed: until the end of { $on }; { $officer }, { $at_both }{ $signatory_given ->
        [yes] ; at the direction of { $signatory }
       *[no] { "" }
    }
term-proposed-period =
    { $treaty_given ->
        [yes] Another period of execution is proposed (Art. 7): until the end of { $on }; { $officer }, { $at_both }. Treaty: { $treaty }
       *[no] A period of execution is proposed: until the end of { $on }; { $officer }, { $at_both }
    }
told-agreed-unrefuse =
    🟡 { $request }: the requested Party took its refusal back: { $officer }, { $at_both }.
    { $statement }
    Execution is resumed; the agreed period: { $due_until }.
told-agreed-incomplete =
    🟡 { $request }: the requesting Party calls the result incomplete: { $officer }, { $at_both }.
    { $statement }
    Execution is resumed; the agreed period: { $due_until }.
told-expected-unrefuse =
    🟡 { $request }: the requested Party took its refusal back: { $officer }, { $at_both }.
    { $statement }
    Execution is resumed; it is expected { $due_until }.
told-expected-incomplete =
    🟡 { $request }: the requesting Party calls the result incomplete: { $officer }, { $at_both }.
    { $statement }
    Execution is resumed; it is expected { $due_until }.
term-conditions =
    { $basis_id ->
        [hinders] Conditions of execution that must be kept (Art. 7); accepted: { $officer }, { $at_both }
        [use] Conditions on the use of the information (Art. 10), which must be kept; accepted: { $officer }, { $at_both }
       *[other] Conditions of execution that must be kept; accepted: { $officer }, { $at_both }
    }{ $signatory_given ->
        [yes] ; at the direction of { $signatory }
       *[no] { "" }
    }{ $text_given ->
        [yes] :
            { $text }
       *[no] { "" }
    }
head-transmitting = 🔴 { $request } · being transmitted since { $at }
head-on-paper = 🟡 { $request } · sent on paper
head-transmitted = 🔴 { $request } · transmitted { $at }
head-acknowledged = 🟡 { $request } · acknowledged: { $officer }, { $at_both }
head-in_execution = 🟡 { $request } · accepted for execution: { $officer }, { $at_both }
head-postponed = 🟡 { $request } · execution postponed: { $officer }, { $at_both }
head-forwarded = 🟡 { $request } · forwarded to the competent body: { $officer }, { $at_both }
head-result_reported = 🟢 { $request } · result reported: { $officer }, { $at_both }
head-incomplete = 🟡 { $request } · the result is called incomplete: { $officer }, { $at_both }
head-refused = ⚪ { $request } · execution refused: { $officer }, { $at_both }
head-misaddressed = 🔴 { $request } · received in error: { $officer }, { $at_both }
head-misdirected = ⚪ { $request } · sent in error: { $officer }, { $at_both }
head-withdrawn = ⚪ { $request } · withdrawn: { $officer }, { $at_both }
head-unconfirmed = 🔴 { $request } · { $state } { $at } · not confirmed
head-closed = ⚪ { $request } · closed: { $officer }, { $at_both }
head-unreceipted = ⚪ { $request } · closed { $at }: receipt of the result was not acknowledged
reached-sent = { $officer } — accepted by the server { $at_clock }
reached-opened = { $officer } — accepted by the server { $at_clock }, opened { $opened_clock }, for information
reached-waiting = { $officer } — being transmitted
reached-never = { $officer } — 🔴 not delivered
digest-of-content = Digest of the content: { $digest }
form-signed =
    🟡 Written confirmation { $text_given ->
        [no] of
       *[yes] No. { $text } of
    } { $on }: { $officer }, { $role }; signed, not dispatched; recorded { $at }
form-noted =
    🟡 Letter recorded { $text_given ->
        [no] of
       *[yes] No. { $text } of
    } { $on }: { $officer }, { $role }; does not confirm the request (Art. 6); recorded { $at }
letter-dispatch = Dispatched: { $line }{ $timing_given ->
        [no] { "" }
       *[yes] { ", " }{ $timing }
    }
letter-whole-dispatch = Dispatched: { $line }
letter-deviation = Difference: { $line }
letter-differs = Differences from the transmitted text: { $text }
letter-corrected =
    Correction No. { $count } of the letter: { $officer }, { $at_both }
    It was: { $line }
    It is: { $lines }
letter-whole =
    letter { $text_given ->
        [no] of
       *[yes] No. { $text } of
    } { $on }; signed by { $officer }, { $role }; dispatched: { $line }
letter-signer = { $name } (not in the register)
letter-signer-unnamed = a person who is not in the register
letter-office-other = another office
letter-object_confirmation = Objection ({ $officer }): { $statement }
letter-answer_objection = Answer to the objection ({ $officer }): { $statement }
dispatch-none = not dispatched
dispatch-assumed = No date of dispatch was given: the letter counts as dispatched when it was registered
dispatch-at = { $at }{ $text_given ->
        [no] { "" }
       *[yes] { ", " }{ $text }
    }
dispatch-on = { $on }{ $text_given ->
        [no] { "" }
       *[yes] { ", " }{ $text }
    }
dispatch-on_time = in time
dispatch-unproven = in time by the calendar count; by the strict count not established
dispatch-strictly_late = late by the strict count (72 hours), in time by the calendar count
dispatch-days_late = late by the calendar count
dispatch-late = late
deviation-dated_early = signed { $on }, before the transmission of the request
deviation-before_addition = signed { $on }, before the addition was sent
deviation-unregistered = who signed is not in the register of the authority
deviation-not_in_office = by the register who signed was neither head, deputy nor acting head on the date of the letter ({ $on })
deviation-dispatched_early = dispatched { $on }, before the date of the letter
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
form-declined = 🔴 Not confirmed: there will be no written confirmation, { $officer }, { $at_both }
telephone = { $officer }: { $phone }
telephone-authority = { $authority }: { $phone }
listed =
    { $state_id ->
        [execution-transmitting] 🔴
        [execution-transmitted] 🔴
        [execution-result_reported] 🟢
        [execution-refused] ⚪
        [execution-misaddressed] 🔴
        [execution-misdirected] ⚪
        [execution-withdrawn] ⚪
        [execution-closed] ⚪
        [execution-unreceipted] ⚪
       *[other] 🟡
    } { $request } · { $direction }{ $ringing ->
        [yes] { "" }
       *[no] { " · " }{ $state }
    }{ $turn_given ->
        [no] { "" }
       *[yes] { " · " }{ $turn }
    }{ $purpose }
listed-unconfirmed =
    🔴 { $request } · { $direction } · { $state }, not confirmed{ $turn_given ->
        [no] { "" }
       *[yes] { " · " }{ $turn }
    }{ $purpose }
listed-form = { $state }
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
told-reads-much = 🟡 { $officer }: contents of requests were shown more than { $count } times since { $since_clock }. Alarms go on. If the situation does not explain it, suspend the access: /suspend.
signed-request = Request { $request }
signed-parties = { $requesting } → { $requested }
part-reasons =
    Reasons:
    { $statement }
part-treaty =
    Treaty:
    { $statement }
part-remains =
    Executed:
    { $statement }
part-portion =
    Which part:
    { $statement }
signed-reasons = Reasons: { $reasons }
signed-remains = Executed: { $remains }
signed-file = File: { $size } KB, sha256 { $digest }

## Refusals

refused-none-request = There is no request with which this can be done now.
refused-none-notice = There is no notice with which this can be done now.
refused-not-owed = Not possible to { $deed }: execution of { $request } was not refused.
refused-own-proposal = Not possible to { $deed }: your Party proposed the period for { $request }; the other one answers.
refused-unowed = Not possible to { $deed }: nothing of the kind is expected for { $request } ({ $kind }).
refused-answered = Not possible to { $deed }: for { $request } this was done already; { $officer }, { $at_both }.
refused-number-which = Which request is it, to { $deed }? Several fit: { $numbers }. Nothing was done. Choose the request, and write the rest again.
refused-needs-conditions = Not possible to { $deed }: no conditions were accepted for { $request }.
refused-needs-letter = Not possible to { $deed }: no letter with the request { $request } was announced.
refused-needs-refused_part = Not possible to { $deed }: no part of { $request } is refused.
refused-needs-unsigned_result = Not possible to { $deed }: { $request } has no unsigned result.
refused-content-elsewhere = The content of the request may not be shown here.
refused-settled = Not possible to { $deed }: for { $request } the letter was recorded already; { $officer }, { $at_both }.
refused-typed-elsewhere = The content was typed over { $channels } and may not be shown here.
instead-typed-elsewhere = Go on there: /drafts, a written confirmation: /confirm. A new request here: /urgent.
instead-content-elsewhere = Open the request in a chat where its content may pass: /open.
instead-letter-words = Send this by letter.
instead-none-request = What is open: /open.
instead-none-notice = What is owed: /owe. By its number, for example: 2026/14.
