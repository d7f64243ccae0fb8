### The written confirmation (Art. 6).

confirm =
    .help = /confirm NUMBER — register the written confirmation
    .asked = the written confirmation
    .ask = { $request }: outgoing number and date of the signed letter? For example: 12-4/881 of 23.11.2026. The scan or photo as the next message, or with the number as its caption.
    .ask-signatory = { $request }, letter No. { $letter } of { $on }: who signed? Those who were in office on the date of the letter are shown (Art. 6).
    .ask-differences = { $request }: in what does the signed text differ from the transmitted one?
    .preview =
        { $request }: written confirmation No. { $letter } of { $on }.
        Signed: { $signatory }, { $role }. { $differs ->
            [yes] Differences from the transmitted text: { $text }
           *[no] By registering you declare: the text is the same as transmitted.
        }
        { $count ->
            [0] Scan: none.
            [one] Scan: { $count } file, sha256 { $digest }.
           *[other] Scan: { $count } files, the last one sha256 { $digest }.
        }
    .review =
        { $line }
        { $lines }
    .registered =
        { $line }
        { $lines }
    .ask-sent = Was it dispatched?
    .ask-dispatch = { $request }: when and how was the letter dispatched? For example: 23.11.2026 14:20, by courier.
    .ask-office = { $request }: in what office was the letter signed?
    .ask-deviation =
        { $request }, letter No. { $letter } of { $on }:
        { $lines }
        Record the letter as it is? The requested Party will see this.
    .option-as-is = Record as it is
    .office-head = Head
    .office-deputy = Deputy head
    .office-acting_head = Acting head
    .office-other = Another office
    .no-confirmation = Neither the head, nor a deputy, nor the acting head signed the letter: it can be recorded, but does not confirm the request (Art. 6). The time limit runs on.
    .kept-unsent = 🟡 { $request }: the written confirmation was signed, not dispatched. Recorded: { $officer }, { $at_both }
    .kept-noted = 🟡 { $request }: a letter was recorded that does not confirm the request: neither the head, nor a deputy, nor the acting head signed it (Art. 6). Recorded: { $officer }, { $at_both }. The time limit runs on.
    .seen = The letter was recorded with a difference. The requested Party sees it.
    .option-signatory = { $officer }, { $role }
    .choice = Register the letter
    .done-on_time = 🟢 { $request }: written confirmation registered { $at }, { $left } before it was due. The requested Party was told.
    .done-strictly_late = 🟢 { $request }: written confirmation registered { $at }, { $left } late by strict count (72 hours). The requested Party was told.
    .done-days_late = 🟢 { $request }: written confirmation registered { $at }, { $left } late by strict count (calendar days). The requested Party was told.
    .done-late = 🟢 { $request }: written confirmation registered { $at }, { $left } late by the 72 hours; late by calendar days too. The requested Party was told.
    .told-colleagues = 🟢 { $request }: written confirmation registered: { $officer }, { $at_both }. Signed: { $signatory }
    .told-on_time =
        🟢 { $request }: official written confirmation No. { $letter } of { $on } (Art. 6) registered { $at }, { $left } before it was due.
        Signed: { $signatory }, { $role }. Registered: { $officer }
        { $differs ->
            [yes] Differences from the transmitted text: { $statement }
           *[no] Declared: the text is the same as transmitted.
        }
        Record the incoming number or object.
    .told-strictly_late =
        🟢 { $request }: official written confirmation No. { $letter } of { $on } (Art. 6) registered { $at }, { $left } late by strict count (72 hours).
        Signed: { $signatory }, { $role }. Registered: { $officer }
        { $differs ->
            [yes] Differences from the transmitted text: { $statement }
           *[no] Declared: the text is the same as transmitted.
        }
        Record the incoming number or object.
    .told-days_late =
        🟢 { $request }: official written confirmation No. { $letter } of { $on } (Art. 6) registered { $at }, { $left } late by strict count (calendar days).
        Signed: { $signatory }, { $role }. Registered: { $officer }
        { $differs ->
            [yes] Differences from the transmitted text: { $statement }
           *[no] Declared: the text is the same as transmitted.
        }
        Record the incoming number or object.
    .told-late =
        🟢 { $request }: official written confirmation No. { $letter } of { $on } (Art. 6) registered { $at }, { $left } late by the 72 hours; late by calendar days too.
        Signed: { $signatory }, { $role }. Registered: { $officer }
        { $differs ->
            [yes] Differences from the transmitted text: { $statement }
           *[no] Declared: the text is the same as transmitted.
        }
        Record the incoming number or object.
    .told-addition =
        🟢 { $request }: the official written confirmation No. { $letter } of { $on } (Art. 6) was registered { $at }. It was due by strict count (72 hours) { $due }, by calendar days { $second_until }.
        Signed: { $signatory }, { $role }. Registered: { $officer }
        { $differs ->
            [yes] Differences from the text that was sent: { $statement }
           *[no] Declared: the text is the one that was sent.
        }
    .scan-kept =
        The scan is kept.
        { $lines }
    .scan-kept-number = The scan is kept. { $request }: outgoing number and date of the letter? For example: 12-4/881 of 23.11.2026.

register =
    .choice = Register the letter

registerall =
    .choice = Sign all by a code

senttoday =
    .choice = Sent today

unsent =
    .choice = Not sent yet

sentother =
    .choice = State the dispatch

sent =
    .help = /sent NUMBER — state that the signed letter was dispatched
    .asked = when and how the letter was dispatched
    .ask = { $request }: when and how was the signed letter dispatched? For example: 23.11.2026 14:20, by courier.
    .preview = { $request }: dispatch of the signed letter: { $line }
    .choice = State the dispatch
    .done =
        🟢 { $request }: the written confirmation was dispatched. The requested Party was notified: { $officer }, { $at_both }
        { $lines }
    .told =
        🟢 { $request }: the written confirmation (Art. 6) was dispatched: { $officer }, { $at_both }
        { $lines }
        Record the incoming number, or object.

stated =
    .choice = State the dispatch

fixletter =
    .help = /fixletter NUMBER — correct the registered letter
    .asked = correction of the letter
    .preview =
        { $request }: correction of the letter.
        { $lines }
    .was = Registered: { $line }
    .becomes = Becomes: { $line }
    .number = Number and date
    .signer = Who signed
    .dispatch = Dispatch
    .choice = Correct the letter
    .void = The letter does not confirm the request (Art. 6): the written confirmation is owed again, until the moment that it had.
    .done =
        🟡 { $request }: the letter was corrected. The requested Party was notified.
        { $lines }
    .told =
        🟡 { $request }: the requesting Party corrected its letter.
        { $lines }

fixed =
    .choice = Correct the letter

deviates-dated_early = The date of the letter lies before the transmission of the request.
deviates-before_addition = The date of the letter lies before the addition was sent.
deviates-unregistered = Who signed is not in the register of the authority.
deviates-not_in_office = { $officer } was neither head nor deputy head on the date of the letter.
deviates-dispatched_early = Dispatched before the date of the letter.

signer =
    .choice = Somebody else signed

differs =
    .choice = The text differs

## Refusals

refused-addition-letter = { $request }: there is no addition of that number that needs a letter of its own.
refused-no-signatory = The register holds no head or deputy head on the date of the letter.
refused-office = The office is chosen by a button.
refused-as-is = The letter differs from what was expected; that is confirmed by a button.
refused-signer-long = The name has more than 200 signs.
instead-office = Press the office in which the letter was signed.
instead-as-is = Press “Record as it is”, or write the outgoing number and the date anew.
instead-signatory = Write the name, for example: Omarov T.
refused-unchanged = Nothing is corrected: the values are the same.
instead-unchanged = Choose what to correct: number and date, who signed, or the dispatch.

willsign =
    .help = /willsign NUMBER — name who will sign the written confirmation
    .ask = { $request }: who will sign the written confirmation (Art. 6) { $due_until }?
    .choice = Who will sign
    .done = 🟡 { $request }: the written confirmation (Art. 6) { $due_until } will be signed by { $signatory }
    .told = 🟡 { $request }: you are named to sign the written confirmation (Art. 6) { $due_until }. Named by: { $officer }
    .told-head = 🟡 { $request }: nobody is named who will sign the written confirmation (Art. 6) { $due_until }.
refused-not-signer = Who will sign is not clear: “{ $text }”. The head or the deputy signs the written confirmation.
