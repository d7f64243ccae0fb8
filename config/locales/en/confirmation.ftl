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
    .option-signatory = { $officer }, { $role }
    .choice = Register the letter
    .done-on_time = 🟢 { $request }: written confirmation registered { $at }, { $left } before it was due. The requested Party was told.
    .done-strictly_late = 🟢 { $request }: written confirmation registered { $at }, { $left } late by strict count (72 hours). The requested Party was told.
    .done-days_late = 🟢 { $request }: written confirmation registered { $at }, { $left } late by strict count (calendar days). The requested Party was told.
    .done-late = 🟢 { $request }: written confirmation registered { $at }, { $left } late by strict count (72 hours); late by calendar days too. The requested Party was told.
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
        🟢 { $request }: official written confirmation No. { $letter } of { $on } (Art. 6) registered { $at }, { $left } late by strict count (72 hours); late by calendar days too.
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

signer =
    .choice = Somebody else signed

differs =
    .choice = The text differs

## Refusals

refused-addition-letter = { $request }: there is no addition of that number that needs a letter of its own.
refused-no-signatory = The register holds no head or deputy head on the date of the letter.
