### Что не так с файлом настроек или реестра: где это стоит и что там должно быть.

problem-unreadable = { $where } не читается: { $reason }.
problem-not-text = { $where } — не текст в UTF-8.
problem-not-toml =
    { $where } — не TOML: { $line ->
        [end] ошибка в конце файла
       *[other] ошибка в строке { $line }, знак { $column }
    }.
problem-no-section = { $where } стоит вне разделов; возможно, имелось в виду { $meant }.
problem-section = { $where }: такого раздела нет; возможно, имелось в виду { $meant }.
problem-key = { $where }: такого ключа нет; возможно, имелось в виду { $meant }.
problem-variable = { $where }: такой настройки нет; возможно, имелось в виду { $meant }.
problem-both = { $where } и { $other } заданы вместе; оставьте одно.
problem-file-empty = { $where }: названный файл пуст.
problem-file-unreadable = { $where }: названный файл не читается: { $reason }.
problem-file-not-text = { $where }: названный файл — не текст в UTF-8.
problem-missing = { $where }: не указано.
problem-table = { $where }: нужна таблица.
problem-path = { $where }: нужен путь.
problem-list = { $where }: нужен список.
problem-boolean = { $where }: нужно true или false.
problem-integer = { $where }: нужно целое число.
problem-number = { $where }: нужно число.
problem-string = { $where }: нужна строка в кавычках.
problem-date = { $where }: нужна дата, например 2026-12-01.
problem-one-of = { $where }: нужно одно из: { $limit }.
problem-above = { $where }: нужно больше { $limit }.
problem-at-least = { $where }: нужно не меньше { $limit }.
problem-below = { $where }: нужно меньше { $limit }.
problem-at-most = { $where }: нужно не больше { $limit }.
problem-other = { $where }: такое значение не годится.
problem-time = { $where }: нужно время суток, например "09:00".
problem-database-url = { $where }: адрес должен начинаться с sqlite:/// или postgresql://.
problem-token = { $where }: это не токен Telegram. Он выглядит так: число, двоеточие и не меньше 20 латинских букв, цифр, _ и -; возьмите его у @BotFather целиком.
problem-http = { $where }: адрес должен начинаться с http:// или https://.
problem-webhook-url = { $where }: нужен адрес https:// с узлом и простым путём, без запроса.
problem-host-port = { $where }: нужны узел и порт, например 127.0.0.1:8443.
problem-https = { $where }: нужен адрес https:// с узлом.
problem-user-id = { $where }: нужен полный идентификатор, например @nabat:example.org.
problem-alarm-reserve = { $where }: alarm_reserve должен быть меньше messages_per_second.
problem-text = { $where }: нужен текст, не пустой и без пробелов по краям.
problem-phone = { $where }: нужен телефон с кодом страны, например "+7 495 000-01-10".
problem-zone = { $where }: часового пояса "{ $value }" нет.
problem-address = { $where }: нужны адреса вида "console:kz-duty".
problem-pair = { $where }: нужны пары из двух Сторон, например ["KZ", "BY"].
problem-pairs = { $where }: нужно "all" или список пар, например [["KZ", "BY"]].
problem-repeated = { $where }: "{ $value }" указано несколько раз: { $count }.
problem-later = { $where }: нужна дата позже { $value }.
problem-secretariat = { $where }: { $value } — не орган Стороны.
problem-no-party = { $where }: для { $value } нет [[party]].
problem-successor = { $where }: "{ $value }" — не другой орган той же Стороны.
problem-working = { $where }: { $value } — не суббота и не воскресенье или указан и среди holidays. Укажите выходные дни, ставшие рабочими.
problem-no-authority = { $where }: для "{ $value }" нет [[authority]]; возможно, имелось в виду { $meant }.
problem-role = { $where }: роли { $value } в { $authority } не бывает.
problem-accounts-real = { $where }: учётные записи бывают только в учебном реестре; настоящих сотрудников приглашают.
problem-accounts-training = { $where }: в учебном реестре — только на консоли.
problem-except = { $where }: бывает только вместе с pairs = "all".
problem-official-telegram = { $where }: для telegram не может быть true.
problem-official-pointer = { $where }: не может быть true там, где проходит только указатель.
problem-unseen = { $where }: строка { $line }, знак { $place } — { $char }, невидимый или управляющий; уберите его.
problem-alike = { $where }: имя читается так же, как имя сотрудника { $value } того же органа; добавьте отчество или второй инициал.
