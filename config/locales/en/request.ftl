### A request: card, journal, case file, telephone.

phone =
    { $request }. Telephones:
    { $lines }
    .help = /phone NUMBER — the telephones of the other Party to a request
    .choice = Telephone of the sender

open =
    .help = /open — what is open; /open NUMBER — a card and its history
    .choice = Open the card
    .none = No open requests.
    .secretariat = The Parties' requests are not shown to the Secretariat.
    .list =
        Open requests: { $count }
        { $lines }
    .request =
        { $lines }
        
        URGENT REQUEST { $request } · { $request_route }
        { $content }
        
        History:
        { $history }
    .predecessor =
        { $request }: the request is with the successor, { $successor }. You see what you saw before it passed.
        
        URGENT REQUEST { $request } · { $request_route }
        { $content }
        
        History:
        { $history }
    .state =
        { $lines }
        
        History:
        { $history }
    .number = { $lines }
    .readers =
        { $request }. The content was shown to:
        { $lines }

export =
    The case file of { $request } as a document: the fields of Art. 6, the course, due moments, confirmation, journal. Each export is recorded.
    { $casefile }
    .help = /export NUMBER — the case file of a request as one document, by a code of the app
    .record =
        The case file of { $request } without content, as a document: the course, due moments, journal. Each export is recorded.
        { $record }

journal =
    { $request }. Entries of the journal:
    { $lines }
    .notice =
        № { $notice }. Entries of the journal:
        { $lines }
    .help = /journal NUMBER — the journal's entries about a request, without content
    .entry =
        { $digest_given ->
            [no] { $place }. { $moment } · { $actor } · { $action }
           *[yes] { $place }. { $moment } · { $actor } · { $action } · { $digest }
        }

signed-export = The whole case file would leave the record, with its content.
signed-export-record = The case file would leave the record without content: number, course, due moments, journal.
case-title = CASE FILE OF REQUEST { $number }
case-made = Made { $at_utc } ({ $at }): { $officer }, { $role }
case-content =
    { "" }
    CONTENT (Art. 6)
case-additions =
    { "" }
    ADDITIONS AND CORRECTIONS
case-terms =
    { "" }
    CONDITIONS AND LIMITS THAT STAY
case-conditions =
    { "" }
    CONDITIONS OF EXECUTION
case-consents =
    { "" }
    CONSENTS: PRESENCE (Art. 8), USE FOR OTHER PURPOSES (Art. 10), COSTS (Art. 12), PERIODS
case-statements =
    { "" }
    STATEMENTS OF THE PARTIES
case-statement = { $at_utc } ({ $at }) · { $officer } · { $action }: { $statement }
case-files =
    { "" }
    ATTACHMENTS
case-file = { $name }, { $size } KB, sha256 { $digest }
case-file-unnamed = { $size } KB, sha256 { $digest }
case-execution =
    { "" }
    EXECUTION: { $state }
case-form =
    { "" }
    FORM: { $state }
case-move = { $at_utc } ({ $at }) · { $action } · { $actor } · { $state }
case-confirmation =
    { "" }
    OFFICIAL WRITTEN CONFIRMATION (Art. 6)
case-registered = Registered { $at_utc } ({ $at }): { $officer }; scans: { $count }
case-incoming = Incoming number, recorded { $at_utc } ({ $at }), { $officer }: { $statement }
case-incoming-none = No incoming number is recorded.
case-owed =
    { "" }
    OBLIGATIONS AND DUE MOMENTS
case-obligation = { $kind }: { $debtor }, from { $at_utc } ({ $at })
case-due = — due: { $at_utc } ({ $at })
case-due-strict = — due by reading A (72 hours): { $at_utc } ({ $at })
case-due-wide = — due by reading B (end of the third day): { $at_utc } ({ $at })
case-discharged = — discharged { $at_utc } ({ $at }): { $actor }
case-open = — not discharged
case-journal =
    { "" }
    JOURNAL: place, moment, who, what, hash of the entry
case-journal-without-readers =
    { "" }
    JOURNAL without the entries of who was shown the content: place, moment, who, what, hash of the entry
case-entry = { $place } · { $at_utc } ({ $at }) · { $actor } · { $action } · { $digest }
case-none = none
reader =
    { $count ->
        [1] { $actor }: { $since }
       *[other] { $actor }: first { $since }, last { $at }, { $count } times
    }
history = { $moment } · { $actor } · { $action }
said = { $statement }
signed-letter = Letter No. { $letter } of { $on }
signed-dispatch = Dispatched: { $line }
signed-by = Signed by: { $signatory }, { $role }
signed-differs =
    { $differs ->
        [yes] Differences from the text that was sent: { $text }
       *[no] The text is the same as the one that was sent.
    }

## Refusals

refused-export-early = The request was not transmitted yet: the requested side has no case file so far.
instead-export-early = Open the request: /open. From that moment it counts as transmitted.
