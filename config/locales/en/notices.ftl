### Notices of the Secretary-General.

notice =
    { $kind_id ->
        [circular] 🟡 Communication No. { $notice }: { $kind }
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
    .preview =
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
            [circular] Communication: { $kind }
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

receipt =
    .help = /receipt NUMBER — give receipt of a notice
    .choice = Acknowledge the notice
    .done = 🟢 Receipt of notice No. { $notice } given { $at }. The Secretariat sees it.

label-notice-kind = Kind
label-notice-party = Party
label-notice-noticed = Date of the notice
label-notice-on = Date
label-notice-text = Text
notice-alone = Relayed by one person.
notice-reason-alone = Relayed by one person; reason: { $statement }
signed-alone = Relayed by one person; reason: { $text }
notice-reason = Reason for the withdrawal: { $statement }
signed-notice = { $notice_named }: { $kind }

## Refusals

refused-noticed-ahead = The date of the notice lies ahead.
refused-party-one = Exactly one Party is needed.
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
