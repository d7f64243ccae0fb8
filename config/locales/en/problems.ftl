### What is wrong with a file of settings or a register: where it stands and what belongs there.

problem-unreadable = { $where } cannot be read: { $reason }.
problem-not-text = { $where } is not a text in UTF-8.
problem-not-toml =
    { $where } is not TOML: { $line ->
        [end] the fault is at its end
       *[other] the fault is at line { $line }, column { $column }
    }.
problem-no-section = { $where } stands in no section; did you mean { $meant }?
problem-section = { $where } is not a known section; did you mean { $meant }?
problem-key = { $where } is not a known key; did you mean { $meant }?
problem-variable = { $where } is not a known setting; did you mean { $meant }?
problem-both = { $where } and { $other } are both given; keep one of them.
problem-file-empty = { $where } names a file that is empty.
problem-file-unreadable = { $where } names a file that cannot be read: { $reason }.
problem-file-not-text = { $where } names a file that is not a text in UTF-8.
problem-missing = { $where } is missing.
problem-table = { $where } should be a table.
problem-path = { $where } should be a path.
problem-list = { $where } should be a list.
problem-boolean = { $where } should be true or false.
problem-integer = { $where } should be a whole number.
problem-number = { $where } should be a number.
problem-string = { $where } should be a text in quotes.
problem-date = { $where } should be a date, like 2026-12-01.
problem-one-of = { $where } should be one of: { $limit }.
problem-above = { $where } should be greater than { $limit }.
problem-at-least = { $where } should be at least { $limit }.
problem-below = { $where } should be less than { $limit }.
problem-at-most = { $where } should be at most { $limit }.
problem-other = { $where } has a value that does not fit.
problem-time = { $where } should be a time of day like "09:00".
problem-database-url = { $where } should begin with sqlite:/// or postgresql://.
problem-token = { $where } is no token of Telegram. It looks so: a number, a colon and at least 20 Latin letters, digits, _ and -; take the whole of it from @BotFather.
problem-http = { $where } should begin with http:// or https://.
problem-webhook-url = { $where } should be https:// with a host and a plain path, without a query.
problem-host-port = { $where } should be a host and a port, like 127.0.0.1:8443.
problem-https = { $where } should be https:// with a host.
problem-user-id = { $where } should be a whole user id, like @nabat:example.org.
problem-alarm-reserve = { $where } should keep alarm_reserve below messages_per_second.
problem-text = { $where } should be a text, not empty and without spaces around it.
problem-phone = { $where } should be a telephone with its country, like "+7 495 000-01-10".
problem-zone = { $where }: there is no time zone "{ $value }".
problem-address = { $where } should hold addresses like "console:kz-duty".
problem-pair = { $where } should hold pairs of two Parties, like ["KZ", "BY"].
problem-pairs = { $where } should be "all" or a list of pairs, like [["KZ", "BY"]].
problem-repeated = { $where }: "{ $value }" is given { $count } times.
problem-later = { $where } should be later than { $value }.
problem-secretariat = { $where }: { $value } is no authority of a Party.
problem-no-party = { $where }: there is no [[party]] for { $value }.
problem-successor = { $where }: "{ $value }" is not another authority of the same Party.
problem-working = { $where }: { $value } is no Saturday or Sunday, or is among the holidays too. Name days off that became working days.
problem-no-authority = { $where }: there is no [[authority]] for "{ $value }"; did you mean { $meant }?
problem-role = { $where }: the role { $value } does not exist at { $authority }.
problem-accounts-real = { $where } belong to a training register; real officers are enrolled by invitation.
problem-accounts-training = { $where } of a training register may be on the console only.
problem-except = { $where } goes only with pairs = "all".
problem-official-telegram = { $where } cannot be true for telegram.
problem-official-pointer = { $where } cannot be true where only a pointer may pass.
problem-unseen = { $where }: line { $line }, character { $place } is { $char }, which cannot be seen, or a terminal obeys it; take it out.
problem-alike = { $where }: the name reads as that of { $value } of the same authority; add a patronymic or a second initial.
