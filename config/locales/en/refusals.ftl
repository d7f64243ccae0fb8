### Refusals: what is so; the rule; what to do.

refused = { $lines }
rule = Rule: Art. { $article } of the Protocol.

## The request

refused-party = { $party }: the Protocol does not bind this Party now.
refused-own-party = A request goes to an authority of another Party, not of your own.
refused-not-designated = { $authority }: not designated as a competent authority now.
refused-no-authority = { $party }: the register holds no competent authority in force.
refused-authority-unknown = The register holds no authority “{ $text }”.
refused-authority-several = { $party }: several competent authorities are in force: { $authorities }.
refused-party-unknown = “{ $text }” is not the name of a Party.
refused-party-one = Exactly one Party is needed.
refused-nobody-chosen = No Party is chosen.
refused-channel = It cannot be sent over { $channel }: the register holds no agreement of { $one_of } and { $other_of } on this means of communication.
refused-channel-pointer = Content cannot go by { $channel }: the agreement of { $one_of } and { $other_of } allows only a pointer without content here.
refused-no-agreement = The register holds no agreement of { $one_of } and { $other_of } on technical means of communication for full content.
refused-consent-waits = { $authority }: consent was asked already, { $at_clock }.
refused-consent-answered = { $state }: { $officer }, { $at_both }.
refused-consent-needless = No consent is needed here: content passes by an agreement, or by the consent that was given.
refused-consent-none = Nothing waits for your consent.
refused-consent-nobody = { $authority }: there is nobody to be asked in chat, or nobody to receive content on this means of communication.
refused-consent-role = Consent beyond the agreement of the Parties is given by the head or a deputy; your role: { $role }.
refused-not-in-preparation = Only a request about a crime in preparation goes by technical means of communication.
refused-not-immediate = A request goes by technical means of communication only where an immediate reaction concerning persons involved is needed.
refused-appeal-nobody = Nobody of your authority can let the message pass now: no head or deputy has access to the bot.
refused-appeal-over = This message can pass no longer: that has to be done within a day of the refusal.
refused-secret = The text bears a marking of state secrecy.
refused-official-use = The agreement of the Parties does not let texts for official use («ДСП») pass over these means of communication.
refused-ground = The ground was not understood.
refused-language = That does not answer the question of the language.
refused-incomplete = Missing: { $labels }.
refused-empty = { $field }: empty.
refused-long = The text is too long: { $length } characters, { $limit } are possible.
refused-file-empty = The file is empty: { $name }.
refused-file-large = The file is larger than 20 MB: { $name }.
refused-file-active = The PDF holds scripts, files or acts that run when it is opened: { $name }.
refused-file-archive = Archives and disk images are not accepted: { $name }.
refused-file-closed = The PDF is locked in a way that nobody can check it: { $name }.
refused-file-office = Documents of Word, Excel and the like are not accepted, they may carry macros: { $name }.
refused-file-page = Web pages and SVG drawings are not accepted: { $name }.
refused-file-program = Programs and scripts are not accepted: { $name }.
refused-file-type = The file is neither a picture nor a PDF: { $name }.
refused-file-damaged = The file was damaged in the storage, send it again: { $name }.
refused-file-unfetched = The file could not be fetched, send it again: { $name }.

## Numbers and states

refused-number-none = No number of a request is given.
refused-number = “{ $text }” is not the number of a request.
refused-number-unknown = There is no request { $text } among yours.
refused-number-several = Several requests fit: { $numbers }.
refused-none-request = There is no request with which this can be done now.
refused-none-notice = There is no notice with which this can be done now.
refused-move = Not possible to { $deed }: { $request } is { $state }; { $officer }, { $at_both }.
refused-move-yet = Not possible to { $deed }: { $request } is { $state }.
refused-not-owed = Not possible to { $deed }: execution of { $request } was not refused.
refused-settled = Not possible to { $deed }: for { $request } the letter was recorded already; { $officer }, { $at_both }.
refused-side =
    { $side_id ->
        [either] Not possible to { $deed }: { $request }, this is for either Party of the request.
       *[other] Not possible to { $deed }: { $request }, only { $side } ({ $party }) can do this.
    }
refused-role = Not possible: this act is not for your role ({ $role }).
refused-signatory-only = Not possible to { $deed }: { $request }, this is done by the head or a deputy; your role is { $role }.

## Written confirmation

refused-number-and-date = The outgoing number and the date of the letter are needed.
refused-number-missing = The date is clear, the outgoing number is missing.
refused-number-long = The outgoing number has more than 64 characters.
refused-date = The date was not understood.
refused-date-none = There is no day { $text }.
refused-date-future = The date of the letter has not come yet.
refused-date-early = The letter is dated before the request was sent.
refused-signatory = { $officer } was neither head nor deputy head on the date of the letter.
refused-no-signatory = The register holds no head or deputy head on the date of the letter.
refused-not-signatory = In this system only the head or the deputy head registers the confirmation.
refused-scan-missing = A duty officer registers the confirmation only with the scan of the signed letter.

## Notices

refused-notice-unknown =
    { $text_given ->
        [no] No number of a notice was given.
       *[yes] There is no notice “{ $text }”.
    }
refused-notice-kind = No kind was chosen.
refused-notice-relayed = Notice No. { $notice } was already sent to the Parties: { $officer }, { $at_both }.
refused-notice-move = Notice No. { $notice }: { $state } — { $officer }, { $at_both }.
refused-receipt = Receipt of notice No. { $notice } was already given: { $officer }, { $at_both }.
refused-exit = A withdrawal is possible 6 months after its notification at the earliest: from { $earliest }.

## Reminders, buttons, the rest

refused-snooze-alarm = The alarm of an urgent request cannot be put off.
refused-snooze-late = The period expired, the reminder cannot be put off any more.
refused-button = The button is no longer valid.
refused-done-already = It is already done.
refused-typed-elsewhere = The content was typed over { $channels } and may not be shown here.
refused-draft-gone = This draft is gone: sent or deleted.
refused-words-number-alone = The text is not accepted: “{ $text }” is only a number.
refused-words-button = The text is not accepted: “{ $text }” is the name of a button or of a command.
refused-held = The message is not accepted: first answer whether the one that is held may pass.
refused-nothing-asked = These words do not count: the draft is complete, nothing is asked now.
refused-nothing-said = The message is empty.
refused-not-understood = The message was not understood: no question is open.
refused-chosen-several = "{ $text }" may mean different things, so nothing was done:
refused-chosen-old = The number { $text } no longer stands by itself, nothing was done. It stood here:
refused-chosen-open =
    { $number_given ->
        [no] The number { $text } was taken neither as an action nor as the answer. The open question: { $asked }. The number stands here:
       *[yes] The number { $text } was taken neither as an action nor as the answer. The open question: { $asked }, { $number_named }. The number stands here:
    }
refused-reply-number = The number { $text } was not taken: it does not stand under the message that you replied to.
refused-reply-words = These words choose nothing here. Under the message that you replied to:
refused-reply-other =
    { $number_given ->
        [no] "{ $text }" replies to another message, and the open question is: { $asked }. Nothing was recorded.
       *[yes] "{ $text }" replies to another message, and the open question is: { $asked }, { $number_named }. Nothing was recorded.
    }
refused-reply-file =
    { $number_given ->
        [no] The file was not attached: it replies to another message, and the open question is: { $asked }.
       *[yes] The file was not attached: it replies to another message, and the open question is: { $asked }, { $number_named }.
    }
chosen-card =
    { $number_given ->
        [no] "{ $label }", { $at_clock }
       *[yes] "{ $label }", { $number_named }, { $at_clock }
    }{ $way_given ->
        [no] {""}
       *[yes] {" — "}{ $way }
    }
chosen-line =
    { $count ->
        [0] "{ $label }"
       *[other] { $count }. { $label }
    }
file-left = The file that came with this message is not attached.
refused-file-alone = The file was not taken: there is nothing now to attach it to.
refused-command = There is no command /{ $text }.
refused-setting = “{ $text }” is neither a language nor a time zone.
refused-characters = The message was not accepted: it holds invisible control characters ({ $text }).
refused-edited = The edit was not taken: the bot reads only what you sent first, and that is what it answered.
refused-forwarded = A forwarded message is not taken in: it does not show who wrote it.
refused-voice = Voice messages, audio and video are not taken in.
refused-reaction = A reaction decides nothing: the server sees it and can forge it.
refused-redacted = Deleting a message undoes nothing: what the bot has answered stands; what it had not read before was not taken.
refused-missed = A part of your messages may not have reached the bot: the Matrix homeserver did not give them, or has lost them.
refused-undecryptable = The message could not be decrypted; it was not taken in.
refused-unsigned = The message was not taken in: it came from a device that you have not verified.
refused-unsealed = The number was not taken in: your client has not encrypted which message you answer.
refused-other = A message of this kind is not taken in.
refused-rest = The rest of a message that was not accepted is not accepted either.
refused-too-long = The message was not accepted: { $length } characters, { $limit } are possible.

## What to do

instead-rest = Send the corrected message anew, as a whole.
instead-ask-signatory = Pass the letter to the head or the deputy head: /confirm.
instead-characters = Type the text anew or paste it as plain text.
instead-edited = To correct it, send a new message.
instead-forwarded = Write it in your own words or attach a scan.
instead-voice = Write it as text, or send a photo, a scan or a PDF.
instead-reaction = Answer with the number of the action, or with a command.
instead-redacted = What is recorded: /open. To stop what was begun: /cancel.
instead-missed = Look which ones have no answer, and send them again.
instead-undecryptable = Send it again.
instead-unsigned = Verify this device from another one of yours (in Element: "Verify session"), then send it again. If the device is not yours, tell your head.
instead-unsealed = Send the number as a new message, not as a reply, or type a command: /help.
instead-other = Write it as text, or send a photo, a scan or a PDF.
instead-consent = Ask consent to this transmission, prepare a letter, or transmit by telephonogram.
instead-consent-declined = Send the request by letter, or telephone: the actions below.
instead-consent-nobody = Prepare a letter, or telephone: /registry.
instead-consent-role = Pass it on to the head or a deputy: they can answer.
instead-consent-waits = The answer is awaited { $due_until }. No content was transmitted.
instead-typed-elsewhere = Go on there: /drafts, a written confirmation: /confirm. A new request here: /urgent.
instead-elsewhere = Content may go by { $channels }: open the draft there, /drafts.
instead-date = Write the date so: 01.12.2026.
instead-drafts = Your drafts: /drafts.
instead-exit = Give a date from { $earliest } on.
instead-file-convert = Save the document as a PDF and send the PDF of up to 20 MB.
instead-file-print = Print it into a new PDF ("Print", "Save as PDF") or photograph its pages.
instead-file-send = Send a photo, a scan or a PDF of up to 20 MB.
instead-file-unpack = Unpack it and send one file at a time: a photo, a scan or a PDF of up to 20 MB.
instead-for-letter = The request goes by letter: answer the other questions, and the bot writes its text. To stop: /cancel.
instead-file-alone = Begin what it belongs to (/urgent, /drafts, /confirm) and send the file again.
instead-ground = Write IT, CO or PS, or choose what is offered.
instead-words = Write the text in words, press a button under the question, or stop: /cancel.
instead-help = What is possible now: /help.
instead-buttons = Press the button under the message or type its words. What you can do now: /help.
instead-chosen-several = Reply with the number to the message that you mean, or type the command.
instead-chosen-old = Reply to that message with the number, or type the command. What you can do now: /help.
instead-chosen-open = Answer the question in words (a number with its sign: № 7). For the action reply to its message with the number, type the command, or stop the question: /cancel.
instead-reply-number = Reply with a number that stands under that message, or send the number as a new message, not as a reply.
instead-reply-words = Reply with the number or the words of the button, or type a command: /help.
instead-reply-other = Send the answer to the question as a new message. To stop the question: /cancel.
instead-language = Choose “Keep as it is” or send the field in Russian, for example: “Purpose: …”.
instead-letter = Send the request as a letter signed by the head or the deputy head.
instead-letter-words = Send this by letter.
instead-me = For example: /me ru, /me en, /me Asia/Almaty.
instead-notice = Enter a new one or find one by number: /notice, /notice 2026/14.
instead-notice-kind = Choose what is offered.
instead-none-request = What is open: /open.
instead-none-notice = What is owed: /owe. By its number, for example: 2026/14.
instead-number = For example: KZ-BY-2026-7, KZ-7 or 7. The list: /open.
instead-number-and-date = For example: 12-4/881 of 23.11.2026.
instead-open = What is open: /open.
instead-other-party = Choose another Party: /urgent.
instead-owe = What your authority owes: /owe.
instead-party = Write the name of a Party, for example: Belarus, Kazakhstan.
instead-possible = What can be done now: /open { $request }.
instead-preview = Choose an action under the draft (on Matrix: as a reply to it) or open /drafts.
instead-registry = Authorities in force and telephones: /registry.
instead-scan = Send a scan or a photo of the signed letter.
instead-appeal-over = Send the message again: if the bot does not accept it, you can ask again.
instead-secret = State secrets are passed only under the Agreement of 18 June 2004. Delete them from the chat.
instead-shorter = Shorten the text or attach it as a PDF.
instead-signatory = Choose who signed: “Somebody else signed”.
instead-urgent = Choose one of the authorities offered: /urgent.
