### Refusals by the Protocol and the rules.

refused-invite-role = You do not invite an officer of this role ({ $role }).
refused-approve-other = An officer of the same authority approves.
refused-approve-self = Nobody approves themselves.
refused-approve-issuer = You issued the code, so another officer approves: { $officer }
refused-approve-role = Your role does not approve this one: { $role }.
refused-party = { $party }: the Protocol does not bind this Party yet.
refused-party-left = { $party }: left the Protocol on { $on }. No new requests under it. Open obligations go on.
refused-own-party = A request goes to an authority of another Party, not of your own.
refused-not-designated = { $authority }: not designated as a competent authority now.
refused-channel = It cannot be sent over { $channel }: the register holds no agreement of { $one_of } and { $other_of } on this means of communication.
refused-channel-pointer = Content cannot go by { $channel }: the agreement of { $one_of } and { $other_of } allows only a pointer without content here.
refused-no-agreement = The register holds no agreement of { $one_of } and { $other_of } on technical means of communication for full content.
refused-consent-answered = { $state }: { $officer }, { $at_both }.
refused-consent-role = Consent beyond the agreement of the Parties is given by the head or a deputy; your role: { $role }.
refused-other-ground = A request goes by technical means of communication only about the crimes listed in Article 3 of the Protocol.
refused-not-in-preparation = Only a request about a crime in preparation goes by technical means of communication.
refused-not-immediate = A request goes by technical means of communication only where an immediate reaction concerning persons involved is needed.
refused-secret = The text bears a marking of state secrecy.
refused-official-use = The agreement of the Parties does not let texts for official use («ДСП») pass over these means of communication.
refused-move = Not possible to { $deed }: { $request } is { $state }; { $officer }, { $at_both }.
refused-move-yet = Not possible to { $deed }: { $request } is { $state }.
refused-passed = Not possible to { $deed }: { $request } has passed to the successor: { $successor }.
refused-side =
    { $side_id ->
        [either] Not possible to { $deed }: { $request }, this is for either Party of the request.
       *[other] Not possible to { $deed }: { $request }, only { $side } ({ $party }) can do this.
    }
refused-taken-over = Not possible to { $deed }: { $request } was taken over by another authority: { $authority }
refused-role = Not possible: this act is not for your role ({ $role }).
refused-signatory-only = Not possible to { $deed }: { $request }, this is done by the head or a deputy; your role is { $role }.
refused-number-and-date = The outgoing number and the date of the letter are needed.
refused-number-missing = The date is clear, the outgoing number is missing.
refused-number-long = The outgoing number has more than 64 characters.
refused-date = The date was not understood.
refused-date-none = There is no day { $text }.
refused-date-future = The date of the letter has not come yet.
refused-not-signatory = In this system only the head or the deputy head registers the confirmation.
refused-scan-missing = A duty officer registers the confirmation only with the scan of the signed letter.
refused-dispatch = It does not say when the letter was dispatched.
refused-dispatch-long = The way of the dispatch has more than 200 signs.
refused-dispatch-future = This moment of dispatch has not come yet.
refused-clock-none = There is no time of day { $text }.
refused-notice-move = Notice No. { $notice }: { $state } — { $officer }, { $at_both }.
instead-invite = For example: /invite duty officer, Ivanov I., +7 495 000-01-10. By questions: /invite.
instead-approve = A duty officer or registrar is approved by a duty officer or signatory, a signatory by another signatory. Where there is nobody, call the administrator.
instead-ask-signatory = Pass the letter to the head or the deputy head: /confirm.
instead-consent = Ask consent to this transmission, prepare a letter, or transmit by telephonogram.
instead-consent-role = Pass it on to the head or a deputy: they can answer.
instead-dispatch = For example: 23.11.2026 14:20, by courier. Or: yesterday, by post.
instead-date = Write the date so: 01.12.2026.
instead-help = What is possible now: /help.
instead-letter = Send the request as a letter signed by the head or the deputy head.
instead-number-and-date = For example: 12-4/881 of 23.11.2026.
instead-open = What is open: /open.
instead-other-party = Choose another Party: /urgent.
instead-other-treaties = Under the Protocol no requests go to or from this Party, by letter neither; other treaties hold (Art. 14).
instead-possible = What can be done now: /open { $request }.
instead-registry = Authorities in force and telephones: /registry.
instead-scan = Send a scan or a photo of the signed letter.
instead-secret = State secrets are passed only under the Agreement of 18 June 2004. Delete them from the chat.
refused-transmitted = The moment of the transmission is not understood: it takes a day and a time.
refused-transmitted-ahead = That moment has not come yet.
refused-transmitted-early = Before it was made: { $request } was made { $at }.
refused-transmitted-then = At that moment ({ $at }) there could be no request between these authorities under the Protocol.
instead-transmitted = Write, for example: 23.11.2026 13:05, "yesterday 23:50" or "13:05".
