### Notices of the Secretary-General.

notice =
    { $kind_id ->
        [circular]
            { $lines_given ->
                [yes]
                    🟡 Communication No. { $notice }: { $kind }
                    { $lines }
               *[no] 🟡 Communication No. { $notice }: { $kind }
            }
        [designation]
            🟡 Notice No. { $notice } of the CSTO Secretary-General (Art. 4): { $kind }
            { $lines }
        [change]
            🟡 Notice No. { $notice } of the CSTO Secretary-General (Art. 4): { $kind }
            { $lines }
       *[other]
            🟡 Communication No. { $notice } of the CSTO Secretary-General: { $kind }
            { $lines }
    }
    { $text }
    
    Acknowledge receipt.
    .help = /notice — enter a notice
    .asked = the notice to be entered
    .ask-kind = What is to be sent?
    .ask-party = Which Party notified?
    .ask-noticed = On which date did the Party send its notice of withdrawal? For example: 22.11.2026.
    .ask-on = From which date does it hold? For example: 01.12.2026.
    .ask-text = The text of the notice?
    .ask-body = Which authority changes?
    .ask-successor = Which authority is designated? Choose it, or write its full name.
    .ask-phone = The telephone of the authority? For example: +374 10 000-110.
    .ask-past = { $on } has passed. The head of the duty unit changes the register once the Parties are informed. Is the date right?
    .ask-document = Number and date of the Party's letter? For example: 12-4/881 of 22.11.2026. A scan can be sent as a file.
    .ask-arrived = When did the notice arrive (Moscow time)? For example: 22.11.2026 12:40.
    .option-past = The date is right
    .option-no-document = No letter
    .option-arrived = Just now
    .preview =
        { $kind_id ->
            [circular]
                { $lines_given ->
                    [yes]
                        Communication No. { $notice }: { $kind }
                        { $lines }
                   *[no] Communication No. { $notice }: { $kind }
                }
            [designation]
                Notice No. { $notice } (Art. 4): { $kind }
                { $lines }
            [change]
                Notice No. { $notice } (Art. 4): { $kind }
                { $lines }
           *[other]
                Communication No. { $notice }: { $kind }
                { $lines }
        }
        { $text }
        
        It goes to each Party without delay.
    .preview-own =
        { $kind_id ->
            [circular] Communication No. { $notice }: { $kind }
            [designation]
                Notice No. { $notice } (Art. 4): { $kind }
                { $lines }
            [change]
                Notice No. { $notice } (Art. 4): { $kind }
                { $lines }
           *[other]
                Communication No. { $notice }: { $kind }
                { $lines }
        }
        { $text }
        
        { $second }
    .second = Another officer of the Secretariat relays it to the Parties, by a code. If nobody does, you may from { $at } on, with a reason: /relay.
    .second-exit = A notice of exit takes two: you have entered it, another officer of the Secretariat relays it, by a code.
    .told =
        🟡 { $notice_named }: { $kind }. Entered by: { $officer }
        { $lines }
        { $text }
        
        Check it and relay it to the Parties: a second officer is needed.
    .preview-draft =
        { $kind_id ->
            [circular]
                { $lines_given ->
                    [yes]
                        Communication: { $kind }
                        { $lines }
                   *[no] Communication: { $kind }
                }
            [designation]
                Notice (Art. 4): { $kind }
                { $lines }
            [change]
                Notice (Art. 4): { $kind }
                { $lines }
           *[other]
                Communication: { $kind }
                { $lines }
        }
        { $text }
        
        Check it. It gets a number when it is entered; it is sent to the Parties in a step of its own.
    .option-designation = Designation of an authority
    .option-change = Change of an authority
    .option-contacts = Contacts
    .option-exit = Withdrawal from the Protocol
    .option-circular = Other communication of the Secretary-General
    .again =
        { $lines }
        
        { $text }

notify =
    .choice = Enter the notice

notices =
    Notices and communications of the Secretary-General: { $count }
    { $lines }
    .help = /notices — notices and communications of the Secretary-General
    .none = There are no notices and no communications.
    .line = No. { $notice } · { $kind } · { $state } { $at }
    .one =
        { $lines }
        
        { $text }

relay =
    .help = /relay NUMBER — send a notice to the Parties
    .choice = Send to all Parties
    .asked = the relay of a notice by one person
    .ask = № { $notice }: nobody has come as the second person. For which reason do you relay it alone? The Parties read «relayed by one person».
    .preview =
        № { $notice } is relayed to the Parties by one person.
        Reason:
        { $text }

relayall =
    .choice = Relay all by a code

alone =
    .choice = Relay alone

unnotice =
    .help = /unnotice NUMBER — withdraw an entered notice before it is sent
    .asked = the withdrawal of a notice
    .ask = No. { $notice }: for what reason is it withdrawn? It will not be sent to the Parties.
    .preview =
        No. { $notice } is withdrawn and will not be sent to the Parties.
        Reason:
        { $text }
    .choice = Withdraw the notice
    .done = ⚪ No. { $notice } has been withdrawn and was not sent to the Parties.
    .told =
        ⚪ No. { $notice } has been withdrawn and was not sent to the Parties: { $officer }, { $at_both }.
        Reason: { $text }

retract =
    .choice = Withdraw the notice

supersede =
    .help = /supersede NUMBER — replace a notice that was relayed by a corrected one
    .choice = Supersede

exit =
    .help = /exit NUMBER DATE — set the date on which a Party leaves the Protocol
    .choice = Set the date of exit
    .done = The date of exit is set (No. { $notice }): { $party }, { $on }. Both sides get the list of open requests 30, 7 and 1 days before.
    .settlement =
        { $party }: exit from the Protocol on { $on }. By then all obligations that arose under it are settled (Art. 18). Open requests: { $count }.
        { $lines }
    .left =
        { $party }: the Party left the Protocol on { $on } (Art. 18). No new requests under it; other treaties apply (Art. 14). Open obligations go on: { $count }.
        { $lines }

change =
    .help = /change NUMBER — change the register by a notice, where it did not change by itself
    .choice = Change the register
    .done = 🟢 The register was changed by notice No. { $notice }.
    .asked =
        { $complete ->
            [yes] 🔴 Notice No. { $notice } ({ $kind }): the register was not changed, though the date has come ({ $due }).
           *[no] 🟡 Notice No. { $notice } ({ $kind }): the register will not change { $due }.
        }
        { $lines }

succession-yours =
    Since { $on } ({ $zone }) the competent authority of { $party_of } is { $successor } (notice No. { $notice }, Art. 4). Open requests that have passed to you: { $count }. The time limits are the same.
    { $lines }
succession-former =
    Since { $on } ({ $zone }) the competent authority of { $party_of } is { $successor } (notice No. { $notice }, Art. 4). Open requests that have passed to it: { $count }. Until { $until } you see what you saw.
    { $lines }
succession-told =
    Since { $on } ({ $zone }) the competent authority of { $party_of } is { $successor } (notice No. { $notice }, Art. 4). Requests with your authority that have passed to it: { $count }. The time limits are the same.
    { $lines }
barred-unrelayed = The Parties have not been informed.
barred-late = The Parties were informed after the date, or the date passed without a decision.
barred-contradicted = It contradicts a notice: { $numbers }.
barred-ended = Not in force on that date: { $authority }.

receipt =
    .help = /receipt NUMBER — give receipt of a notice
    .choice = Acknowledge the notice
    .done = 🟢 Receipt of notice No. { $notice } given { $at }. The Secretariat sees it.

label-notice-kind = Kind
label-notice-party = Party
label-notice-noticed = Date of the notice
label-notice-on = Date
label-notice-body = Former authority
label-notice-successor = New authority
label-notice-phone = Telephone
label-notice-document = Letter
label-notice-arrived = Arrived
label-notice-text = Text
notice-alone = Relayed by one person.
notice-reason-alone = Relayed by one person; reason: { $statement }
signed-alone = Relayed by one person; reason: { $text }
notice-reason = Reason for the withdrawal: { $statement }
signed-notice = { $notice_named }: { $kind }
signed-exit = Date of the exit in the register: { $on }

## Refusals

refused-noticed-ahead = The date of the notice lies ahead.
refused-party-one = Exactly one Party is needed.
refused-notice-phone = This is no telephone.
refused-arrived = This is no moment.
refused-arrived-ahead = This moment has not come yet.
refused-successor-same = This is the same authority.
refused-exit-none = No. { $notice } is no notice of exit.
refused-change-nothing = Notice No. { $notice } changes nothing of the register.
refused-change-done = The register was changed by notice No. { $notice } at { $at }.
refused-change-unrelayed = The Parties have not been informed of notice No. { $notice }. Do so first: /relay { $notice }.
refused-change-early = Notice No. { $notice } is effective from { $on }; the register does not change before.
refused-change-ended = Notice No. { $notice }: the former authority ({ $authority }) is not in force on that date.
refused-notice-unknown =
    { $text_given ->
        [no] No number of a notice was given.
       *[yes] There is no notice “{ $text }”.
    }
refused-notice-kind = No kind was chosen.
refused-notice-relayed = Notice No. { $notice } was already sent to the Parties: { $officer }, { $at_both }.
refused-relay-second = № { $notice } was entered by you: another officer of the Secretariat relays it. Alone from { $at } on, with a reason.
refused-relay-exit = The notice of exit № { $notice } was entered by you: another officer of the Secretariat relays it, and nobody else.
instead-relay-second = Telephone the second officer. To withdraw: /unnotice.
refused-receipt = Receipt of notice No. { $notice } was already given: { $officer }, { $at_both }.
instead-notice = Enter a new one or find one by number: /notice, /notice 2026/14.
instead-notice-kind = Choose what is offered.
instead-arrived = Give the date and the time, for example: 22.11.2026 12:40.
instead-successor = Name another authority of this Party.
instead-notice-phone = A telephone with the country code, for example: +374 10 000-110.
instead-notices = All notices: /notices.
