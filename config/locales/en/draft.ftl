### The form of Art. 6.

option-party = { $party }
form-missing = What was given is kept. Missing: { $labels }.
form-untaken = { $field }, not taken: “{ $text }”.
form-stray = In no field: “{ $text }”.
form-unsaid = { $field }: nothing stands behind the label, what was given before stays.
form-twice = { $field }: given twice, and differently: { $text }. The field is not filled.
form-inside =
    { $count ->
        [0] { $field }: these lines are part of its text: { $text }.
       *[other] { $field }: these lines are part of its text: { $text }; and { $count } more.
    }

## Refusals

refused-no-authority = { $party }: the register holds no competent authority in force.
refused-authority-several = { $party }: several competent authorities are in force: { $authorities }.
refused-crime = Whether the crime is in preparation or committed was not understood.
refused-ground = The ground was not understood.
refused-language = That does not answer the question of the language.
refused-moment = This is neither a date nor a time.
refused-moment-past = This moment has passed.
refused-date-far = That date is more than a year away.
refused-urgent-since = This is no moment from which it can be counted.
instead-urgent-since = Press “From the transmission” or “From the sending”, or write, for example: 23.11.2026 13:00.
instead-urgent-until = Write a time limit ahead, within a year, for example: 25.11.2026 18:00, or “within 2 hours”.
refused-period-over = The time limit named by the requesting Party has passed already.
instead-drafts = Your drafts: /drafts.
instead-crime = Write: in preparation, new episodes or committed; or choose what is offered.
instead-ground = Write IT, CO or PS, or choose what is offered.
instead-language = Choose “Keep as it is” or send the field in Russian, for example: “Purpose: …”.
instead-urgent = Choose one of the authorities offered: /urgent.
