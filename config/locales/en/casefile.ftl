### The case file of a request: the document that /export makes.

export =
    The case file of { $request } as a document: the fields of Art. 6, the course, due moments, confirmation, journal. Each export is recorded (Art. 10).
    { $casefile }
export-record =
    The case file of { $request } without content, as a document: the course, due moments, journal. Each export is recorded (Art. 10).
    { $record }
help-export = /export NUMBER — the case file of a request as one document, by a code of the app
action-exported = case file exported as a document
sign-export = export of the case file of a request
signed-export = The whole case file would leave the record, with its content (Art. 10).
signed-export-record = The case file would leave the record without content: number, course, due moments, journal.
refused-export-early = The request was not transmitted yet: the requested side has no case file so far.
instead-export-early = Open the request: /open. From that moment it counts as transmitted.

case-title = CASE FILE OF REQUEST { $number }
case-made = Made { $at_utc } ({ $at }): { $officer }, { $role }
case-content =
    {""}
    CONTENT (Art. 6)
case-additions =
    {""}
    ADDITIONS AND CORRECTIONS
case-conditions =
    {""}
    CONDITIONS OF EXECUTION
case-consents =
    {""}
    CONSENTS: PRESENCE (Art. 8), OTHER USE (Art. 10), COSTS (Art. 12), PERIODS
case-statements =
    {""}
    STATEMENTS OF THE PARTIES
case-statement = { $at_utc } ({ $at }) · { $officer } · { $action }: { $statement }
case-files =
    {""}
    ATTACHMENTS
case-file = { $name }, { $size } KB, sha256 { $digest }
case-file-unnamed = { $size } KB, sha256 { $digest }
case-execution =
    {""}
    EXECUTION: { $state }
case-form =
    {""}
    FORM: { $state }
case-move = { $at_utc } ({ $at }) · { $action } · { $actor } · { $state }
case-confirmation =
    {""}
    OFFICIAL WRITTEN CONFIRMATION (Art. 6)
case-registered = Registered { $at_utc } ({ $at }): { $officer }; scans: { $count }
case-incoming = Incoming number, recorded { $at_utc } ({ $at }), { $officer }: { $statement }
case-incoming-none = No incoming number is recorded.
case-owed =
    {""}
    OBLIGATIONS AND DUE MOMENTS
case-obligation = { $kind }: { $debtor }, from { $at_utc } ({ $at })
case-due = — due: { $at_utc } ({ $at })
case-due-strict = — due by reading A (72 hours): { $at_utc } ({ $at })
case-due-wide = — due by reading B (end of the third day): { $at_utc } ({ $at })
case-discharged = — discharged { $at_utc } ({ $at }): { $actor }
case-open = — not discharged
case-journal =
    {""}
    JOURNAL: place, moment, who, what, hash of the entry
case-journal-without-readers =
    {""}
    JOURNAL without the entries of who was shown the content: place, moment, who, what, hash of the entry
case-entry = { $place } · { $at_utc } ({ $at }) · { $actor } · { $action } · { $digest }
case-none = none
