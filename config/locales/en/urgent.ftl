### The urgent request: questions, drafts, review, sending.

urgent =
    .help = /urgent — an urgent request, question by question
    .asked = the urgent request
    .ask-to =
        Urgent request (Art. 6). Requested Party?
        In one message: /form. To stop: /cancel (the draft is kept).
    .ask-authority = This Party has several competent authorities. Which one?
    .ask-crime = { $step }/{ $steps } The crime (Art. 6)?
    .ask-ground = { $step }/{ $steps } Ground (Art. 3). The crime:
    .ask-qualification = { $step }/{ $steps } Qualification by national law? For example: Art. 205 of the Criminal Code.
    .ask-purpose = { $step }/{ $steps } Purpose of the request?
    .ask-justification = { $step }/{ $steps } Justification of the request?
    .ask-substance = { $step }/{ $steps } Substance of the matter?
    .ask-assistance = { $step }/{ $steps } Which assistance is requested?
    .ask-persons = { $step }/{ $steps } Persons involved, concerning whom an immediate reaction is needed? An account, an address or “not identified, known by …” is an answer too.
    .ask-periods = { $step }/{ $steps } Periods of execution set by law?
    .ask-urgent_until = The time limit that you name? For example: 25.11.2026 18:00, or “within 2 hours”. The bot will remind both Parties of it.
    .ask-urgent_since = Counted from which moment? Press, or write it, for example: 23.11.2026 13:00.
    .option-urgent_since-transmitted = From the transmission
    .option-urgent_since-sent = From the sending
    .preview-period = Time limit named by the requesting Party: until { $at }. The bot will remind both Parties of it.
    .preview-period-lasting = The time limit named by the requesting Party is counted from the transmission. The bot will remind both Parties of it.
    .preview-period-unread = 🟡 The time limit that is named cannot be read as a moment: there will be no reminders of it. “Edit”, and for example: 25.11.2026 18:00, or “within 2 hours”.
    .ask-other = Other information useful for the execution?
    .ask-language = No Russian letters: { $labels }. The working language is Russian (Art. 13). Keep it as it is? To correct it, send the field again, for example: “Purpose: …”.
    .preview =
        Check it and send it.
        
        URGENT REQUEST
        { $lines }
        
        State secrets are passed only under the Agreement of 18 June 2004 (Art. 10). Does it contain state secrets?
    .preview-blocked =
        It cannot be sent by technical means of communication.
        { $reasons }
        
        REQUEST
        { $lines }
    .preview-legal-assistance = Procedural acts are executed under the treaties on legal assistance and other relevant treaties (Art. 5).
    .preview-successor = { $authority }: the authority was changed, its successor is { $successor }.
    .successor = Since { $on } ({ $zone }) the competent authority of { $party_of } is { $successor } (notice No. { $notice }, Art. 4). The request goes to it.
    .replaced = { $lines }
    .preview-unreachable = 🔴 Nobody can receive the content now: { $authority }. Telephone: { $phone }. A telephonogram is ready.
    .option-several = Several
    .option-enough = Enough
    .option-ground-constitutional_order = Against the foundations of the constitutional order and the security of the state
    .option-ground-peace_and_security = Against the peace and security of mankind
    .option-ground-information_technology = In the field of information technology
    .option-ground-not_in_preparation = Another ground
    .option-crime-in_preparation = In preparation
    .option-crime-new_episodes = New episodes to come
    .option-crime-committed = Committed
    .option-persons-not_immediate = No immediate reaction needed
    .option-periods-not_set = None
    .option-language-keep = Keep as it is

form =
    .help = /form — an urgent request in one message
    .empty =
        Fill it in and send it in one message, in any order. What is missing will be asked for.
        IT — information technology, CO — constitutional order and state security, PS — peace and security of mankind (Art. 3).
        In preparation, new episodes or committed — the field “Crime”; left out: in preparation.
        
        To:
        Crime:
        Ground:
        Qualification:
        Purpose:
        Justification:
        Substance:
        Assistance:
        Persons:
        Periods:
    .kept =
        { $number_given ->
            [no] The form was kept as a draft: { $asked } — the question is open, and the form was not taken as its answer.
           *[yes] The form was kept as a draft: { $asked }, { $number_named } — the question is open, and the form was not taken as its answer.
        }
        { $lines_given ->
            [no] The form is complete.
           *[yes] { $lines }
        }

drafts =
    Drafts: { $count }
    { $lines }
    .help = /drafts — drafts
    .none = No drafts. To begin: /urgent.

continue =
    .choice-place = Go on with { $place }

edit =
    .ask = Which field is to be changed?
    .choice = Edit
    .choice-readdress = Another addressee

cancel =
    .help = /cancel — stop, the draft is kept
    .choice-postpone = Keep the draft
    .done = Stopped, the draft is kept: /drafts.
    .done-confirm = Stopped, what was given is kept. To go on: /confirm { $request }.
    .stopped = Stopped, nothing was done.
    .nothing = No draft is open.

discard =
    .choice = Delete the draft
    .done = The draft is deleted.

send =
    .choice = No, send
    .unreachable =
        🔴 { $request }: no duty officer of the requested authority has an agreed means of communication. Transmit the request by telephonogram:
        { $lines }
    .predecessor = The request { $request }, which named your authority, has gone to its successor: { $successor }.
    .predecessor-content =
        🔴 The request { $request } has gone to the successor: { $successor }. None of its officers can be reached now. Inform it of the request: { $phone }
        { $content }

enter =
    .help = /enter — enter a telephonogram or a fax: what was transmitted or received outside of the bot
    .asked = the entry of a telephonogram or a fax
    .choice = Enter a telephonogram
    .choice-again = The transmission
    .ask-means = By which means of communication was the request transmitted?
    .option-means-telephone = Telephone
    .option-means-fax = Fax
    .option-means-paper = A letter on paper
    .ask-side = Did your authority transmit it, or receive it?
    .option-side-sent = We transmitted it
    .option-side-received = We received it
    .ask-body = The other Party?
    .ask-at = When was it transmitted? For example: 23.11.2026 13:05, "yesterday 23:50" or "13:05", by the clocks of your authority. The periods run from that moment.
    .ask-passed = Who passed it on (name, office)?
    .ask-taken = Who took it (name, office)?
    .option-self = I did
    .ask-read_back = Was it checked by reading it back?
    .option-read_back-yes = Checked
    .option-read_back-no = Not checked
    .ask-outgoing = The outgoing number and the date of the letter? For example: 12-4/881 of 23.11.2026.
    .ask-signer = Who signed it (name, initials)?
    .ask-office = In which office was it signed?
    .option-office-head = Head
    .option-office-deputy = Deputy
    .option-office-acting_head = Acting head
    .option-office-other = Another office
    .ask-on =
        { $count ->
            [0] When was the letter dispatched? For example: 23.11.2026.
           *[other] When was the letter received? For example: 24.11.2026. The periods of execution are counted from that day (Art. 7).
        }
    .ask-agreed = The register has no agreement of the Parties on this means of communication (Art. 6). Who agreed to this transmission, and when (name, office, time)?
    .review =
        Check it and enter it: { $request }.
        { $lines }

entered =
    .choice = No, enter
    .preview =
        Check it and enter it.
        
        URGENT REQUEST transmitted outside of the bot
        { $lines }
        
        State secrets are passed only under the Agreement of 18 June 2004 (Art. 10). Does it contain state secrets?
    .preview-blocked =
        It cannot be entered as transmitted by technical means of communication.
        { $reasons }
        
        REQUEST
        { $lines }
    .done =
        🟢 { $request }: entered. Transmitted { $at }. A signal was sent to the requested authority.
        { $line }
    .done-received =
        🟢 { $request }: entered. Transmitted { $at }, you have acknowledged it. The requesting authority was told.
        { $line }
    .told =
        🟡 { $request }: the requested Party has entered a request received from you outside of the bot ({ $channel }, { $at }). Acknowledged by { $officer }
        { $line }
        If there was no such transmission, withdraw it: /withdraw { $request }.
    .done-paper = 🟢 { $request }: entered. The letter was dispatched { $on }; no confirmation is needed (Art. 6). The requested authority will state the date of receipt.
    .done-received-paper = 🟢 { $request }: entered. The letter was received { $on }, the periods of execution are counted from that day (Art. 7). The requesting authority was told.
    .told-paper =
        🟡 { $request }: the requesting Party has sent a request on paper. No written confirmation is needed (Art. 6).
        { $lines }
        When the letter comes, state the date of receipt: the periods of execution are counted from it (Art. 7).
    .told-received-paper =
        🟡 { $request }: the requested Party has entered a request received from you on paper.
        { $lines }
        If there was no such letter, withdraw it: /withdraw { $request }.
    .told-own = 🟢 { $request }: transmitted outside of the bot { $at }, entered ({ $officer }). The earlier message that it is not transmitted is no longer true: the period for the written confirmation has begun.

pair =
    .choice = It is { $number }
    .alike =
        { $text_given ->
            [yes] 🟡 The other Party may have entered this already: { $number }, transmitted { $at }, "{ $text }". If it is the same, there is one number.
           *[no] 🟡 The other Party may have entered this already: { $number }, transmitted { $at }. If it is the same, there is one number.
        }
    .done = 🟢 { $request }: recorded as the same request, transmitted { $at }. What both Parties state is on the card.
    .told =
        🟢 { $request }: the other Party has entered the same transmission; the periods run from the earlier moment, { $at }.
        { $lines }
        If it is another request, take them apart.

unpair =
    .choice = It is another request
    .told = 🟡 { $request }: the second entry is of another request, { $number } ({ $officer }). Each has its own periods.

letter =
    .choice-consent = Text asking for consent
    .choice = Draft letter
    .choice-telephonogram = Text to read out
    .text-letter =
        { $number_given ->
            [no] REQUEST for assistance (Art. 6 of the Protocol of 23 December 2014)
           *[yes] OFFICIAL WRITTEN CONFIRMATION of the request { $number } (Art. 6 of the Protocol of 23 December 2014)
        }
        { $lines }
        To be signed by the head of the competent authority or the deputy head.
        Draft: { $officer }, { $at }
    .text-telephonogram =
        { $number_given ->
            [no] TELEPHONOGRAM. Urgent request (Art. 6)
           *[yes] TELEPHONOGRAM. Urgent request { $number } (Art. 6)
        }
        { $lines }
        Read out by: { $officer }, prepared { $at }
        Taken down by (name, office), time, read back: write it down.
    .text-consent =
        { $number_given ->
            [no] REQUEST FOR CONSENT to transmit one urgent request by technical means of communication (Art. 6)
           *[yes] REQUEST FOR CONSENT to transmit the urgent request { $number } by technical means of communication (Art. 6)
        }
        { $lines }
        Asked by: { $officer }, { $at }. Please tell your consent and the means of communication.
    .content = { $content }
    .transmitted = The request was transmitted by technical means of communication { $at } ({ $at_utc }).
    .withdrawn = The request was withdrawn { $at } ({ $at_utc }); this letter confirms the request as transmitted, with this statement.
    .consent-of = Parties: { $one } and { $other }

admit =
    .choice = Not a marking, go on

drop =
    .choice = Destroy the message
    .done = The message is destroyed, nobody received it.

draft =
    { $count ->
        [0] { $place }. { $authorities }{ $words } · { $at_clock } · filled in
        [one] { $place }. { $authorities }{ $words } · { $at_clock } · { $count } field left
       *[other] { $place }. { $authorities }{ $words } · { $at_clock } · { $count } fields left
    }
draft-words = { " · " }{ $text }
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
choice-go-back = Go on with the former
field-blank = { $field }: ________

## Refusals

refused-nobody-chosen = No Party is chosen.
refused-entered-office = A request on paper is signed by the head of the authority or the deputy.
instead-entered-office = Choose the office of whoever signed, or enter it as transmitted by fax.
refused-on-paper = { $request } went on paper: no written confirmation is needed.
refused-pair = It is not the same transmission any more: the request has ended or was entered otherwise.
refused-unpaired = This request has no second entry.
refused-entered-choice = Answer by a button.
instead-entered-choice = Choose one of what is offered.
refused-incomplete = Missing: { $labels }.
refused-nothing-asked = The text is not accepted: the draft is complete.
instead-elsewhere = Content may go by { $channels }: open the draft there, /drafts.
instead-for-letter = The request goes by letter: answer the other questions, and the bot writes its text. To stop: /cancel.
instead-preview = To correct a field: “Edit”, or one line, for example: “Persons: …”.

burst =
    .ask =
        🟡 Urgent requests within { $left }: more than { $count }. Requested authority: { $authority }. All were sent and recorded. Is this no mistake?
        If it is one, withdraw those that were not meant: /withdraw NUMBER. The signatories of both authorities are told.
    .choice = It is no mistake
    .done = Recorded: this is no mistake ({ $authority }).
    .told =
        🟡 { $officer } sends more than { $count } urgent requests within { $left }. Requested authority: { $requested }.
        If this is a mistake, withdraw those that were not meant: /withdraw NUMBER. If somebody else uses the account: /lost or /suspend.
    .told-there =
        🟡 More than { $count } urgent requests came within { $left }. Requesting authority: { $requesting }; the latest was sent by { $officer }, who was asked whether this is a mistake.
        Each is passed on at once; what rings again for them is one message with a list.
