### The dialog: questions, drafts, preview, buttons, help.

## An urgent request

ask-to =
    Urgent request (Art. 6). Requested Party?
    In one message: /form. To stop: /cancel (the draft is kept).
ask-authority = This Party has several competent authorities. Which one?
ask-ground = { $step }/{ $steps } Ground (Art. 3). A crime is in preparation:
ask-qualification = { $step }/{ $steps } Qualification by national law? For example: Art. 205 of the Criminal Code.
ask-purpose = { $step }/{ $steps } Purpose of the request?
ask-justification = { $step }/{ $steps } Justification of the request?
ask-substance = { $step }/{ $steps } Substance of the matter?
ask-assistance = { $step }/{ $steps } Which assistance is requested?
ask-persons = { $step }/{ $steps } Persons involved, concerning whom an immediate reaction is needed? An account, an address or “not identified, known by …” is an answer too.
ask-periods = { $step }/{ $steps } Periods of execution set by law?
ask-urgent_until = Until when is it urgent?
ask-other = Other information useful for the execution?
ask-language = No Russian letters: { $labels }. The working language is Russian (Art. 13). Keep it as it is? To correct it, send the field again, for example: “Purpose: …”.
attached =
    { $count ->
        [one] { $count } file attached.
       *[other] { $count } files attached.
    }
attachment-lost = 🔴 The file { $name } is lost or damaged in the storage and was not passed on; the rest goes. Pass it on another way, and tell the administrator.

option-party = { $party }
option-several = Several
option-enough = Enough
option-authority = { $authority }
option-ground-constitutional_order = Against the foundations of the constitutional order and the security of the state
option-ground-peace_and_security = Against the peace and security of mankind
option-ground-information_technology = In the field of information technology
option-ground-not_in_preparation = No crime in preparation
option-persons-not_immediate = No immediate reaction needed
option-periods-not_set = None
option-language-keep = Keep as it is
option-signatory = { $officer }, { $role }

## The form

form-empty =
    Fill it in and send it in one message, in any order. What is missing will be asked for.
    IT — information technology, CO — constitutional order and state security, PS — peace and security of mankind (Art. 3).

    To:
    Ground:
    Qualification:
    Purpose:
    Justification:
    Substance:
    Assistance:
    Persons:
    Periods:
form-missing = What was given is kept. Missing: { $labels }.
form-untaken = { $field }, not taken: “{ $text }”.
form-stray = In no field: “{ $text }”.
form-twice = { $field }: given twice, and differently: { $text }. The field is not filled.
form-inside =
    { $count ->
        [0] { $field }: these lines are part of its text: { $text }.
       *[other] { $field }: these lines are part of its text: { $text }; and { $count } more.
    }
form-kept =
    { $number_given ->
        [no] The form was kept as a draft: { $asked } — the question is open, and the form was not taken as its answer.
       *[yes] The form was kept as a draft: { $asked }, { $number_named } — the question is open, and the form was not taken as its answer.
    }
    { $lines_given ->
        [no] The form is complete.
       *[yes] { $lines }
    }

## Preview

preview =
    Check it and send it.

    URGENT REQUEST
    { $lines }

    State secrets are passed only under the Agreement of 18 June 2004 (Art. 10). Does it contain state secrets?
preview-blocked =
    It cannot be sent by technical means of communication.
    { $reasons }

    REQUEST
    { $lines }
preview-legal-assistance = Procedural acts are executed under the treaties on legal assistance (Art. 5).
preview-successor = { $authority }: the authority was changed, its successor is { $successor }.
preview-unreachable = 🔴 Nobody can receive the content now: { $authority }. Telephone: { $phone }. A telephonogram is ready.

## Drafts

drafts =
    Drafts: { $count }
    { $lines }
drafts-none = No drafts. To begin: /urgent.
draft =
    { $count ->
        [0] { $place }. { $authorities }{ $words } · { $at_clock } · filled in
        [one] { $place }. { $authorities }{ $words } · { $at_clock } · { $count } field left
       *[other] { $place }. { $authorities }{ $words } · { $at_clock } · { $count } fields left
    }
draft-words = {" · "}{ $text }
draft-unaddressed =
    { $count ->
        [0] { $place }. No addressee{ $words } · { $at_clock } · filled in
        [one] { $place }. No addressee{ $words } · { $at_clock } · { $count } field left
       *[other] { $place }. No addressee{ $words } · { $at_clock } · { $count } fields left
    }
draft-former =
    { $text_given ->
        [no] This is a new request. The former draft is kept: { $authorities } · { $at_clock }.
       *[yes] This is a new request. The former draft is kept: { $authorities } · “{ $text }” · { $at_clock }.
    }
draft-former-unaddressed =
    { $text_given ->
        [no] This is a new request. The former draft is kept: no addressee · { $at_clock }.
       *[yes] This is a new request. The former draft is kept: no addressee · “{ $text }” · { $at_clock }.
    }
edit-which = Which field is to be changed?
cancelled = Stopped, the draft is kept: /drafts.
cancelled-confirm = Stopped, what was given is kept. To go on: /confirm { $request }.
stopped = Stopped, nothing was done.
cancelled-nothing = No draft is open.
discarded = The draft is deleted.
dropped = The message is destroyed, nobody received it.
list-more = Not shown yet: { $count }
which-request =
    Which request is meant?
    { $lines }
which-notice =
    Which notice is meant?
    { $lines }

## Written confirmation

ask-confirm = { $request }: outgoing number and date of the signed letter? For example: 12-4/881 of 23.11.2026. The scan or photo as the next message, or with the number as its caption.
scan-kept =
    The scan is kept.
    { $lines }
scan-kept-number = The scan is kept. { $request }: outgoing number and date of the letter? For example: 12-4/881 of 23.11.2026.
ask-signatory = { $request }, letter No. { $letter } of { $on }: who signed? Those who were in office on the date of the letter are shown (Art. 6).
ask-differences = { $request }: in what does the signed text differ from the transmitted one?
preview-confirm =
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

## The words of an act: question and preview

ask-refuse = { $request }: reasons of the refusal? The one ground: the execution is contrary to national law (Art. 9).
ask-refusal = { $request }: number and date of the written notification of refusal (Art. 9)? For example: 17/5 of 23.11.2026.
ask-decline = { $request }: for which reasons will it not be confirmed in writing? The requested Party learns it at once.
ask-record = { $request }: incoming number and date of the written confirmation? For example: 3418 of 23.11.2026.
ask-object = { $request }: what is the objection to the written confirmation? It moves no period of execution.
ask-reply = { $request }: the answer to the objection?
ask-obstacle = { $request }: which circumstances prevent the execution or delay it (Art. 7)? Tell the new expected date, if known.
ask-partial = { $request }: the interim result (Art. 7)?
ask-result = { $request }: the result of the execution (Art. 7)?
ask-received = { $request }: is the result received? A note may be added, for example: received, No. 3418. It closes the execution.
ask-withdraw = { $request }: reasons of the withdrawal? The written confirmation is still owed, Art. 10 still applies.

preview-refuse =
    { $request }: refusal of execution (Art. 9). Reasons:
    { $text }
preview-refusal =
    { $request }: written notification of refusal (Art. 9):
    { $text }
preview-decline =
    { $request }: there will be no written confirmation. Reasons:
    { $text }
preview-record =
    { $request }: incoming number of the written confirmation:
    { $text }
preview-object =
    { $request }: objection to the written confirmation:
    { $text }
preview-reply =
    { $request }: answer to the objection:
    { $text }
preview-obstacle =
    { $request }: obstacle to the execution (Art. 7):
    { $text }
preview-partial =
    { $request }: interim result (Art. 7):
    { $text }
ask-replace =
    The text was shown to you already. Replace it with the new one?
    The earlier one:
    { $text }
    The new one:
    { $statement }
preview-result =
    { $request }: result of the execution (Art. 7):
    { $text }
preview-received =
    { $request }: receipt of the result, the execution closes:
    { $text }
skipped-received = Without a note.
preview-withdraw =
    { $request }: withdrawal of the request. Reasons:
    { $text }

choice-state-refuse = Refuse execution
choice-state-refusal = Record the letter
choice-state-decline = No confirmation
choice-state-record = Record the incoming number
choice-state-object = Object
choice-state-reply = Answer the objection
choice-state-obstacle = Report an obstacle
choice-state-partial = Interim result
choice-state-result = Report the result
choice-state-received = Result received
choice-state-withdraw = Withdraw the request

## Buttons

choice-ack = Acknowledge receipt
choice-accept = Accept for execution
choice-allow = Let this text pass
choice-appeal = Ask to let it pass
choice-admit = Not a marking, go on
choice-confirm = Register the letter
choice-consent = Agree
choice-consent-text = Text asking for consent
choice-decline = No confirmation
choice-disagree = Decline
choice-dissent = Decline
choice-differs = The text differs
choice-discard = Delete the draft
choice-drop = Destroy the message
choice-edit = Edit
choice-fallback = Choice { $number }
choice-go-back = Go on with the former
choice-go-on = Open the draft
choice-lang-en = English
choice-lang-ru = Русский
choice-letter = Draft letter
choice-more = { $count } more
choice-number = { $number_named }
choice-object = Object
choice-obstacle = Report an obstacle
choice-open = Open the card
choice-owed = { $number_named }: { $command }
choice-partial = Interim result
choice-phone = Telephone of the sender
choice-postpone = Keep the draft
choice-readdress = Another addressee
choice-unnotice = Withdraw the notice
choice-retract = Withdraw the notice
choice-receipt = Acknowledge the notice
choice-received = Result received
choice-record = Record the incoming number
choice-refusal = Record the letter
choice-refuse = Refuse execution
choice-register = Register the letter
choice-relay = Send to all Parties
choice-reply = Answer the objection
choice-result = Report the result
choice-resume = Go on with { $place }
choice-seek = Ask for consent
choice-send = No, send
choice-signer = Somebody else signed
choice-snooze = Remind in { $left }
choice-replace = Replace
choice-retain = Keep the earlier one
choice-notify = Enter the notice
choice-stop = Stop
choice-telephonogram = Text to read out
choice-withdraw = Withdraw the request

## Help: only what is possible now

help =
    { $officer }, you may now:
    { $lines }
help-urgent = /urgent — an urgent request, question by question
help-form = /form — an urgent request in one message
help-drafts = /drafts — drafts
help-open = /open — what is open; /open NUMBER — a card and its history
help-journal = /journal NUMBER — the journal's entries about a request, without content
help-owe = /owe — what your authority owes
help-notice = /notice — enter a notice
help-relay = /relay NUMBER — send a notice to the Parties
help-unnotice = /unnotice NUMBER — withdraw an entered notice before it is sent
help-receipt = /receipt NUMBER — give receipt of a notice
help-registry = /registry — competent authorities
help-invite = /invite — invite an officer; /invite NAME — a new code
help-approve = /approve — approve an officer by four words
help-suspend = /suspend NAME — suspend an officer's access
help-reinstate = /reinstate NAME — give access back
help-leave = /leave NAME, SUCCESSOR — an officer leaves, their work passes on
help-lost = /lost NAME — a telephone is lost: let the account go
help-channel = /channel — a code for a second channel
help-me = /me — who I am to the system, language, time zone
help-phone = /phone NUMBER — the telephones of the other Party to a request
help-cancel = /cancel — stop, the draft is kept
help-help = /help — this page
help-consent = /consent — consents to one transmission that are asked for
help-ack = /ack NUMBER — acknowledge receipt
help-accept = /accept NUMBER — accept for execution
help-refuse = /refuse NUMBER — refuse execution
help-refusal = /refusal NUMBER — record the written notification of refusal
help-obstacle = /obstacle NUMBER — report an obstacle
help-partial = /partial NUMBER — report an interim result
help-result = /result NUMBER — report the result
help-received = /received NUMBER — acknowledge the result
help-withdraw = /withdraw NUMBER — withdraw the request
help-confirm = /confirm NUMBER — register the written confirmation
help-decline = /decline NUMBER — tell that there will be no written confirmation
help-record = /record NUMBER — record the incoming number of the confirmation
help-object = /object NUMBER — object to the confirmation
help-reply = /reply NUMBER — answer the objection

me =
    { $officer }, { $role }
    { $authority }
    { $duty ->
        [yes] On duty.
       *[no] Not on duty.
    }
    { $app ->
        [active] Code app: active.
        [idle] Code app: issued, its first code is missing.
       *[none] Code app: none.
    }
    Language: { $lang }. Time zone: { $zone }. Telephone: { $phone }. Means of communication: { $channels }.
    To change: /me ru, /me Asia/Almaty.
