### Notices of the CSTO Secretary-General (Art. 4, 18).

ask-notice-kind = What is to be sent?
ask-notice-party = Which Party notified?
ask-notice-on = From which date does it hold? For example: 01.12.2026.
ask-notice-text = The text of the notice?
label-notice-kind = Kind
label-notice-party = Party
label-notice-on = Date
label-notice-text = Text
option-notice-designation = Designation of an authority
option-notice-change = Change of an authority
option-notice-contacts = Contacts
option-notice-exit = Withdrawal from the Protocol
option-notice-circular = Other communication of the Secretary-General

notice-party = Party: { $party }
notice-on = In force from { $on } (as the Party notified)
preview-notice =
    { $kind_id ->
        [circular] Communication No. { $notice }: { $kind }
       *[other] Notice No. { $notice } (Art. 4): { $kind }
            { $lines }
    }
    { $text }

    It goes to each Party without delay.
preview-notice-draft =
    { $kind_id ->
        [circular] Communication: { $kind }
       *[other] Notice (Art. 4): { $kind }
            { $lines }
    }
    { $text }

    Check it. It gets a number when it is entered; it is sent to the Parties in a step of its own.
notice =
    { $kind_id ->
        [circular] 🟡 Communication No. { $notice }: { $kind }
       *[other] 🟡 Notice No. { $notice } of the CSTO Secretary-General (Art. 4): { $kind }
            { $lines }
    }
    { $text }

    Acknowledge receipt.

notice-again =
    { $lines }

    { $text }

head-notice-entered = 🟡 Notice No. { $notice } · { $kind } · entered { $at }, not sent to the Parties
notice-number = No. { $number }
head-notice-relayed =
    { $complete ->
        [yes] 🟢
       *[no] 🟡
    } { $kind_id ->
        [circular] Communication No. { $notice } · sent to the Parties { $at }
       *[other] Notice No. { $notice } · { $kind } · sent to the Parties { $at } · in force from { $on } (as the Party notified)
    }
head-notice-withdrawn = ⚪ Notice No. { $notice } · { $kind } · withdrawn { $at }, was not sent to the Parties
head-notice-superseded = ⚪ Notice No. { $notice } · { $kind } · superseded; was sent { $at }
receipt-acknowledged = { $party } 🟢 { $officer }, { $at_both }
receipt-accepted = { $party } 🟡 accepted by the server
receipt-waiting = { $party } 🟡 being transmitted
receipt-never = { $party } 🔴 not delivered
receipts-count = Receipt given by { $count } of { $parties }
notice-reason = Reason for the withdrawal: { $statement }
ask-unnotice = For what reason is notice No. { $notice } withdrawn?
preview-unnotice =
    Withdraw notice No. { $notice }. It will not be sent to the Parties.
    Reason:
    { $text }
done-unnotice = ⚪ Notice No. { $notice } has been withdrawn. It was not sent to the Parties.
told-unnotice =
    ⚪ Notice No. { $notice } has been withdrawn and was not sent to the Parties: { $officer }, { $at_both }.
    Reason: { $text }
done-receipt = 🟢 Receipt of notice No. { $notice } given { $at }. The Secretariat sees it.
