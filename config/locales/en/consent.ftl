### Consent to one transmission (Art. 6): asked without content, answered, what is left.

## To the requested Party

consent-asked =
    🔴 { $party }: an urgent request waits; consent is asked to its one transmission by { $channel }.
    The Parties have not agreed on full content on this means of communication; without your consent it does not pass (Art. 6). There is no content in this message.
    Asked by: { $requesting }, { $officer }, { $at }
    The answer is awaited { $due_until }. Consent holds for this request and this means of communication, and stays in the record with your name.
consent-ended = { $party }, { $channel }: { $state } — { $officer }, { $at_both }.
done-consent-given = 🟢 Consent to one transmission by { $channel } is given, the requesting Party was told. Should the request not be sent, consent holds { $until_until }.
done-consent-declined = ⚪ Consent is declined, the requesting Party was told. No content was transmitted.
ask-disagree = For which reasons do you not agree to this transmission? The requesting Party learns them at once; these words may pass by any of its means of communication.
preview-disagree =
    Consent to the transmission is declined. Reasons:
    { $text }

## To the requesting Party

done-consent-asked =
    🟡 { $authority }: consent is asked. The question goes to: { $people }
    The answer is awaited { $due_until }. No content was transmitted. Telephones:
    { $lines }
told-consent-given =
    🟢 { $authority }: consent to one transmission by { $channel } is given (Art. 6): { $officer }, { $at_both }.
    Send the request { $until_until }.
told-consent-given-whole =
    🟢 { $authority }: consent to one transmission by { $channel } is given (Art. 6): { $officer }, { $at_both }.
    Send the request { $until_until }.
    State secrets are passed only under the Agreement of 18 June 2004 (Art. 10). Does it contain state secrets?
told-consent-declined =
    ⚪ { $authority }: consent to the transmission by { $channel } is declined: { $officer }, { $at_both }.
    Reasons: { $text }
    No content was transmitted. Send the request by letter, or telephone:
    { $lines }
told-consent-lapsed =
    🔴 { $authority }: no answer came to the question for consent to the transmission by { $channel }, it has lapsed. No content was transmitted. Telephone:
    { $lines }
told-consent-unanswered =
    🔴 { $authority }: no answer to the question for consent for { $left }. No content was transmitted. Telephone:
    { $lines }

## On the card

consented = Consent to the transmission by { $channel } (Art. 6): { $officer }, { $at_both }
