### Consent beyond the agreement.

seek =
    .choice = Ask for consent
    .done =
        🟡 { $authority }: consent is asked. The question goes to: { $people }
        The answer is awaited { $due_until }. No content was transmitted. Telephones:
        { $lines }

consent =
    .help = /consent — consents to one transmission that are asked for
    .choice = Agree
    .done-given = 🟢 Consent to one transmission by { $channel } is given, the requesting Party was told. Should the request not be sent, consent holds { $until_until }.
    .done-declined = ⚪ Consent is declined, the requesting Party was told. No content was transmitted.
    .told-given =
        🟢 { $authority }: consent to one transmission by { $channel } is given (Art. 6): { $officer }, { $at_both }.
        Send the request { $until_until }.
    .told-given-whole =
        🟢 { $authority }: consent to one transmission by { $channel } is given (Art. 6): { $officer }, { $at_both }.
        Send the request { $until_until }.
        State secrets are passed only under the Agreement of 18 June 2004 (Art. 10). Does it contain state secrets?
    .told-declined =
        ⚪ { $authority }: consent to the transmission by { $channel } is declined: { $officer }, { $at_both }.
        Reasons: { $text }
        No content was transmitted. Send the request by letter, or telephone:
        { $lines }
    .told-lapsed =
        🔴 { $authority }: no answer came to the question for consent to the transmission by { $channel }, it has lapsed. No content was transmitted. Telephone:
        { $lines }
    .told-unanswered =
        🔴 { $authority }: no answer to the question for consent for { $left }. No content was transmitted. Telephone:
        { $lines }

disagree =
    .asked = the reasons for declining consent
    .ask = For which reasons do you not agree to this transmission? The requesting Party learns them at once; these words may pass by any of its means of communication.
    .preview =
        Consent to the transmission is declined. Reasons:
        { $text }
    .choice = Decline

dissent =
    .choice = Decline

consent-asked =
    🔴 { $party }: an urgent request waits; consent is asked to its one transmission by { $channel }.
    The Parties have not agreed on full content on this means of communication; without your consent it does not pass (Art. 6). There is no content in this message.
    Asked by: { $requesting }, { $officer }, { $at }
    The answer is awaited { $due_until }. Consent holds for this request and this means of communication, and stays in the record with your name.
consent-ended = { $party }, { $channel }: { $state } — { $officer }, { $at_both }.
choice-go-on = Open the draft

## Refusals

refused-consent-waits = { $authority }: consent was asked already, { $at_clock }.
refused-consent-needless = No consent is needed here: content passes by an agreement, or by the consent that was given.
refused-consent-none = Nothing waits for your consent.
refused-consent-nobody = { $authority }: there is nobody to be asked in chat, or nobody to receive content on this means of communication.
refused-draft-gone = This draft is gone: sent or deleted.
instead-consent-declined = Send the request by letter, or telephone: the actions below.
instead-consent-nobody = Prepare a letter, or telephone: /registry.
instead-consent-waits = The answer is awaited { $due_until }. No content was transmitted.
