### Что видит администратор: команда nabat, её справка, проверки и отказы.

## Справка

operator-help = Набат: срочные обращения между уполномоченными компетентными органами.
operator-help-version = Назвать версию.
operator-help-config = Файл настроек; без него — NABAT_CONFIG, затем ./nabat.toml.
operator-help-run = Запустить бота. Без настроек — учебный реестр в этой консоли.
operator-help-demo = Показать бота в работе: пять дней за несколько секунд.
operator-help-check = Проверить установку; ничего не создаёт и не меняет.
operator-help-incident = Закрыть инцидент, причина которого устранена; отложенное часами повторяется.
operator-help-number = Номер инцидента из nabat check.
operator-help-registry = Реестр Сторон, органов и сотрудников.
operator-help-import = Внести реестр из файла; чего в файле нет, то остаётся.
operator-help-import-file = Файл реестра, например parties.toml.
operator-help-officer = Сотрудники.
operator-help-invite = Пригласить сотрудника: выдать одноразовый код.
operator-help-list = Показать сотрудников.
operator-help-suspend = Приостановить сотрудника: бот сразу перестаёт его слышать.
operator-help-thaw = Снять заморозку с учётных записей сотрудника, о которых сообщили как об утраченных.
operator-help-approve = Утвердить сотрудника, который ввёл код, если в органе ещё некому.
operator-help-totp = Секрет приложения кодов: новый, прежний сразу отменяется.
operator-help-totp-svg = Записать лист для печати: код QR, идентификатор, секрет.
operator-help-totp-png = Записать код QR картинкой.
operator-help-totp-code = Не выдавать нового секрета, а включить выданный: первый код приложения.
operator-help-id = Идентификатор сотрудника, например kz-1-0007.
operator-help-invite-id = Новый код для сотрудника из реестра, у которого нет доступа.
operator-help-authority = Орган, например KZ-1.
operator-help-secretariat = Сотрудник Секретариата.
operator-help-role = Роль.
operator-help-name = Фамилия и инициалы.
operator-help-phone = Телефон с кодом страны.
operator-help-call-sign = Позывной; без него — идентификатор.
operator-help-lang = Язык сообщений.
operator-help-journal = Журнал.
operator-help-verify = Проверить цепочку журнала; ничего не меняет.
operator-help-verify-head = Последняя строка прежней проверки, сохранённая вне этой машины: сравнить с ней.
operator-help-clock = Часы.
operator-help-clock-accept = Принять часы этой машины за верные, если бот им не верит.

## Отказы

operator-folder-occupied = Каталог { $place } уже занят: nabat, процесс { $pid } на { $host }, с { $since }.
operator-folder-occupied-by-somebody = Каталог { $place } уже занят другим процессом nabat.
operator-database-occupied = База данных { $place } уже занята: nabat, процесс { $pid } на { $host }, с { $since }.
operator-database-occupied-by-somebody = База данных { $place } уже занята другим процессом nabat.
operator-database-address = Адрес базы данных ([database] url) записан неверно.
operator-database-missing = Базы данных { $file } ещё нет: её создаст nabat run или nabat registry import.
operator-database-newer = База данных создана более новой версией nabat: обновите nabat.
operator-database-pooler = Между nabat и PostgreSQL ({ $place }) стоит посредник соединений, который не держит сеансы: два процесса могли бы работать сразу. Укажите в [database] url сам PostgreSQL или настройте посредник: pool_mode = session, server_reset_query = DISCARD ALL.
operator-database-encoding = Кодировка базы данных { $place } — { $found }, а нужна UTF8. Создайте новую: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.
operator-storage-failed = База данных не отвечает: { $reason }.
operator-ring-missing = База данных уже содержит зашифрованные данные, а связки ключей { $file } нет: верните её из резервной копии. Новая связка их не откроет и поэтому не создаётся.
operator-ring-foreign = Связка ключей { $file } не от этой базы данных: её данные она не открывает. Верните прежнюю связку.
operator-ring-failed =
    Связка ключей { $file } не годится: { $reason ->
        [missing] файла нет. Верните его из резервной копии
        [unreadable] файл не читается. Проверьте, чей он и кому доступен
        [open] её права { $mode }, а читать её может только владелец: chmod 600 { $file }
       *[damaged] файл повреждён. Верните его из резервной копии
    }.
operator-database-failed =
    База данных { $file }: { $reason ->
        [full] на диске нет места
        [denied] нет прав. Проверьте, чей это файл и каковы права его каталога
        [readonly] в неё нельзя писать. Проверьте права файла и его каталога
        [closed] файл не открывается. Проверьте, что это за файл и каковы права его каталога
        [busy] она занята другой программой
        [io] диск не отвечает: ошибка чтения или записи
       *[other] { $detail }
    }.
operator-incident-unknown = Инцидента { $incident } среди отложенного нет: nabat check.
operator-incident-ended =
    Инцидент { $incident } закрыт.{ $again ->
        [yes] { " " }Работающий бот повторит попытку сейчас же.
       *[no] { "" }
    }
operator-file-failed = { $file }: { $reason }.
operator-reason =
    { $code ->
        [ENOENT] такого файла или каталога нет
        [EACCES] нет прав
        [EPERM] нет прав
        [EISDIR] это каталог, а нужен файл
        [ENOTDIR] на пути стоит файл, а нужен каталог
        [EEXIST] такой файл уже есть
        [ENOSPC] на диске нет места
        [EDQUOT] исчерпана квота на диске
        [EFBIG] файл больше дозволенного
        [EROFS] диск только для чтения
        [ELOOP] ссылки ведут по кругу
        [ENAMETOOLONG] имя слишком длинное
        [EIO] диск не отвечает как должен
       *[other] { $said }
    }
operator-incident = Сбой в самой программе, подробности в журнале работы. Работа прекращена.
operator-import-training = В базе настоящий реестр, а файл учебный: учебный реестр ведут в отдельном каталоге ([paths] state).
operator-import-real = В базе учебный реестр, а файл настоящий: вымышленные органы остались бы среди настоящих. Начните с нового каталога ([paths] state).
operator-run-telegram-connecting = Telegram: подключаюсь к серверу. Журнал работы — { $log }. Закончить — Ctrl-C.
operator-run-telegram = Telegram: сервер ответил, бот работает.
operator-run-matrix-connecting = Matrix: подключаюсь к домашнему серверу. Журнал работы — { $log }. Закончить — Ctrl-C.
operator-run-matrix = Matrix: домашний сервер ответил, бот работает.
operator-run-no-channel = Нет ни одного канала связи: консоль существует только при учебном реестре, а других каналов в настройках нет. Задайте [telegram] token_file или [matrix] homeserver.
operator-webhook-secret-missing = Адрес webhook задан ([telegram] webhook_url), а секрета к нему нет. Создайте секрет (openssl rand -hex 32) и назовите файл с ним в [telegram] webhook_secret_file.
operator-webhook-secret-bad = Секрет webhook не годится: нужно от 1 до 256 знаков, только латинские буквы, цифры, _ и -. Новый создаст openssl rand -hex 32; его место — файл, названный в [telegram] webhook_secret_file.
operator-run-not-drained = Введённое сохранено, но ответы на него ещё не показаны: их покажет следующий запуск.
operator-role-elsewhere = Роли { $role } в { $authority } не бывает.
operator-name-empty = Имя не указано.
operator-phone-wrong = Телефон записывается с кодом страны, например "+7 495 000-01-10".
operator-authority-unknown = Органа { $authority } в реестре нет; есть: { $known }.
operator-officer-unknown = Сотрудника { $officer } в реестре нет: nabat officer list.
operator-not-invitable = Сотруднику { $officer } код не нужен: код ему уже служил. Сначала приостановите его.
operator-account-taken = Учётная запись, из которой введён код, уже привязана к другому сотруднику: { $officer } нужен новый код.
operator-application-over = Заявка сотрудника { $officer } устарела или аннулирована. Новый код: nabat officer invite --id { $officer }
operator-not-enrolled = Сотрудник { $officer } ещё не ввёл код приглашения: утверждать рано.
operator-not-pending =
    Сотрудник { $officer } не ждёт утверждения; его состояние: { $standing ->
        [active] действует
       *[suspended] приостановлен
    }.
operator-suspended-already = Сотрудник { $officer } уже приостановлен.
operator-totp-none = Секрет сотруднику { $officer } ещё не выдан: nabat officer totp { $officer }.
operator-totp-already = Приложение кодов сотрудника { $officer } уже действует.
operator-totp-wrong = Код не подходит: приложение кодов сотрудника { $officer } не включено. Проверьте часы приложения и этой машины.
operator-usage-totp = --code не сочетается с --svg и --png: он включает выданный секрет
operator-usage-whom = нужно одно из трёх: --authority, --secretariat или --id
operator-usage-person = нужны --role, --name и --phone
operator-usage-head = --head — это последняя строка прежней проверки: номер, 64 знака суммы, момент
operator-journal-broken = Журнал нарушен: первая запись, которая не сходится или не читается, — № { $entry }. Последняя, которая сходится: { $head }
operator-journal-anew = Журнал переписан или обрезан: сохранённой записи № { $entry } в нём нет. Теперь он кончается так: { $head }
operator-database-damaged = Файл базы данных { $file } повреждён: { $reason }. Ничего в него не записано. Верните базу данных из резервной копии; до этого обращения — по телефону.
operator-database-damaged-somewhere = Файл базы данных повреждён: { $reason }. Верните базу данных из резервной копии; что цело, скажет nabat journal verify.

## Ответы

operator-journal-whole =
    { $count ->
        [one] Журнал цел: { $count } запись.
        [few] Журнал цел: { $count } записи.
       *[other] Журнал цел: { $count } записей.
    }
operator-journal-held = Сохранённая запись № { $entry } на месте: до неё журнал прежний.
operator-clock-accepted = Часы этой машины приняты за верные: { $at }. Работающий бот перейдёт на них в течение минуты.
operator-imported = Реестр внесён. В файле: Сторон — { $parties }, договорённостей о средствах связи (по парам Сторон) — { $agreements }.
operator-imported-officers = Сотрудники: добавлено { $added }, изменено { $changed }.
operator-imported-added = Добавлен орган { $authority }: { $name }
operator-imported-changed = Изменён орган { $authority }: { $name }
operator-imported-same = Органы: без изменений.
operator-invited =
    Приглашён сотрудник { $officer }.
    Код действует до { $until }, один раз. Передайте его лично или по телефону, не через этот чат.
    Сотрудник пишет боту: { $start } КОД. Затем его утверждает коллега в чате (/approve), а первых в органе — вы: nabat officer approve { $officer }
    Код:
operator-totp-issued =
    Выдан секрет приложения кодов для { $officer }; прежний, если был, больше не действует.
    Напечатайте и передайте лично; в чат не отправляйте. Он вступит в силу с первым кодом:
    сотрудник пишет боту /code 123456, или здесь: nabat officer totp { $officer } --code 123456
    Секрет:
operator-totp-file = Для печати: { $file }. Напечатайте и удалите файл.
operator-totp-active = Приложение кодов сотрудника { $officer } включено.
operator-suspended = Сотрудник { $officer } приостановлен.
operator-no-head = В { $authority } не осталось никого, кто приглашает и приостанавливает сотрудников в чате: пригласите руководителя или заместителя.
operator-thawed = Заморозка снята: { $officer }.
operator-not-frozen = У сотрудника { $officer } замороженных учётных записей нет.
operator-check-frozen = Заморожены учётные записи (сообщили об утрате): { $ids }. Позвоните сотруднику; телефон на месте — nabat officer thaw { $officer }.
operator-approved = Сотрудник { $officer } утверждён.
operator-listed =
    { $count ->
        [one] Всего { $count } сотрудник.
        [few] Всего { $count } сотрудника.
       *[other] Всего { $count } сотрудников.
    }
operator-standing-invited = приглашён
operator-standing-pending = ждёт утверждения
operator-standing-active = действует
operator-standing-suspended = приостановлен
operator-no-accounts = без учётных записей

## Консоль

operator-welcome-title = 🧪 Набат · учебный реестр, люди и органы вымышлены
operator-welcome = Пишите от имени любого сотрудника, например: @kz-duty /urgent
operator-welcome-how =
    Строка без @ продолжает от того же имени. Нажать кнопку — набрать её номер или слова.
    Файл — +путь, строка с \ на конце продолжается. Команды — /help.
operator-welcome-end = Закончить — Ctrl-D или Ctrl-C. Журнал работы — { $log }.
operator-edited = обновлено
operator-awaits-approval = Код уже принят. Доступ откроется, когда утвердит коллега (/approve) или администратор: nabat officer approve { $officer }
operator-stranger = Такого сотрудника на этой консоли нет. Наберите @имя и сообщение, имена — в начале.
operator-unavailable = Не принято: хранилище не отвечает. Повторите.
operator-zones-outdated = База часовых поясов устарела: Asia/Almaty с 01.03.2024 — UTC+5. Обновите пакет tzdata, иначе сроки будут показаны на час неверно.

## Проверка

operator-check-settings = Настройки прочитаны.
operator-check-state-bad = В каталог { $folder } ([paths] state) нельзя писать: там база данных и ключи, без него бот не запустится. Проверьте, чей он и каковы его права.
operator-check-disk = Свободно на диске: { $free } МБ.
operator-check-disk-bad = Свободно на диске только { $free } МБ, нужно не меньше { $least } МБ: освободите место.
operator-check-zones = Часовые пояса на месте: { $count }. Asia/Almaty — UTC+5.
operator-check-zones-bad = Нет часовых поясов: { $zones }. Обновите пакет tzdata.
operator-check-database = База данных: { $database } { $version }.
operator-check-database-bad = База данных не читается: { $reason }.
operator-check-database-read-only = База данных только читает: это резервный сервер, или включён default_transaction_read_only. Укажите в [database] url основной сервер или все.
operator-check-tables = Таблицы этой версии nabat.
operator-check-tables-bad = Таблицы не этой версии nabat: их обновит nabat run той же или более новой версии.
operator-check-clock-here = Часы: база данных на этой же машине.
operator-check-clock = Часы расходятся с часами базы данных на { $seconds } с.
operator-check-clock-bad = Часы расходятся с часами базы данных на { $seconds } с, допустимо 2 с: настройте NTP.
operator-clock-behind = Часы этой машины отстают на { $lasting }. Запросы отправляются и сигналы звонят; сроки считаются по верному времени, как только оно станет известно. Настройте NTP. Если часы машины верны: nabat clock accept.
operator-clock-ahead = Часы этой машины спешат на { $lasting }. Запросы отправляются и сигналы звонят; истёкшим по этим часам срок не считается. Настройте NTP. Если часы машины верны: nabat clock accept.
operator-clock-apart =
    Часы расходятся на { $lasting } с часами { $source ->
        [database] базы данных
        [telegram] сервера Telegram
       *[matrix] сервера Matrix
    }. Сравните часы этой машины с точным временем и настройте NTP.
operator-check-journal =
    { $count ->
        [one] Журнал: { $count } запись, конец цепочки сходится.
        [few] Журнал: { $count } записи, конец цепочки сходится.
       *[other] Журнал: { $count } записей, конец цепочки сходится.
    }
operator-check-journal-bad = Журнал: конец цепочки не сходится. Что нарушено, скажет nabat journal verify.
operator-check-attachments =
    { $count ->
        [0] Приложения: файлов пока нет.
        [one] Приложения: { $count } файл, на месте.
        [few] Приложения: { $count } файла, все на месте.
       *[other] Приложения: { $count } файлов, все на месте.
    }
operator-check-attachments-bad =
    { $count ->
        [one] Приложения: нет { $count } файла
       *[other] Приложения: нет { $count } файлов
    } ({ $ids }). Верните каталог { $folder } из резервной копии той же базы данных.
operator-check-folder-bad = Приложения: в каталог { $folder } нельзя писать: { $reason }. Проверьте, чей он и каковы его права.
operator-check-set-aside =
    Отложено после трёх неудач: { $place ->
        [event] сообщение сотрудника
        [obligation] напоминание
        [snooze] отложенное напоминание
        [digest] ежедневная сводка
        [message] исходящее сообщение
       *[card] карточка
    } ({ $name }), инцидент { $incident }, { $at }. Причина в журнале работы под этим номером.{ $fatal ->
        [yes] { " " }Оно завершало работу программы и само не повторяется.
       *[no] { "" }
    } Когда причина устранена: nabat incident { $incident }
operator-check-ring = Связка ключей открывает данные, права { $mode }.
operator-check-register = Реестр: связанных Сторон { $count }; действующих органов: { $authorities }.
operator-check-register-bad = Реестр не внесён или ни одна Сторона ещё не связана: nabat registry import.
operator-check-party-bad = { $party }: нет действующего органа. Внесите его: nabat registry import.
operator-check-channels-bad = Нет ни одного канала связи: консоль существует только при учебном реестре. Задайте [telegram] token_file или [matrix] homeserver.
operator-check-stuck = { $channel }: бот запущен, но с { $since } не пишет, что с ним. Посмотрите журнал работы, место на диске; перезапустите бота.
operator-check-telegram-idle = Telegram: токен задан, бот сейчас не запущен.
operator-check-telegram-silent = Telegram: бот запущен, но ответа от сервера ещё не получил.
operator-check-telegram-polling = Telegram: последний опрос { $seconds } с назад.
operator-check-telegram-webhook = Telegram: webhook, последняя удачная проверка { $seconds } с назад.
operator-telegram-unauthorized = Telegram: токен не принят с { $since }. Проверьте его у @BotFather; новый токен запишите в файл, названный в [telegram] token_file, и перезапустите бота.
operator-telegram-conflict = Telegram: тем же токеном пользуется кто-то ещё, замечено { $since }. Остановите второй процесс и перезапустите этот. Если второго нет, токен в чужих руках: смените его у @BotFather.
operator-telegram-unreachable = Telegram: сервер не отвечает с { $since }. Проверьте сеть, DNS и прокси.
operator-telegram-refused = Telegram: сервер отклоняет запрос бота с { $since }: { $detail }. Проверьте [telegram] webhook_url.
operator-telegram-undelivered =
    Telegram: обновления не доходят до бота с { $since }{ $detail ->
        [none] { "" }
       *[other] ; Telegram сообщает: { $detail }
    }. Проверьте прокси, сертификат и секрет webhook. Сообщения ждут на сервере сутки, нажатия кнопок — 150 секунд; пока идёт ремонт, можно перейти на опрос: пустой [telegram] webhook_url и перезапуск.
operator-telegram-not-listening = Telegram: бот не может слушать [telegram] webhook_listen с { $since } ({ $detail }). Освободите порт или назовите другой.
operator-telegram-migrated = Telegram: группа { $chat } стала супергруппой { $detail }, замечено { $since }. Работе не мешает: бот принимает решения только в личных чатах.
operator-telegram-blocked = { $officer } ({ $name }, { $authority }) вне связи в Telegram с { $since }: бот заблокирован. Позвоните и попросите открыть бота снова и нажать «Старт», или дайте другой канал.
operator-telegram-deactivated = { $officer } ({ $name }, { $authority }) вне связи в Telegram с { $since }: учётная запись удалена. Пригласите с новой: nabat officer suspend { $officer }, затем nabat officer invite --id { $officer }.
operator-telegram-never-started = { $officer } ({ $name }, { $authority }) вне связи в Telegram с { $since }: бот ни разу не открыт. Попросите найти бота и нажать «Старт», или дайте другой канал.
operator-telegram-moved = { $officer } ({ $name }, { $authority }) вне связи в Telegram с { $since }: записана группа { $chat }, теперь это супергруппа { $detail }. Нужен личный чат: nabat officer suspend { $officer }, затем nabat officer invite --id { $officer }.
operator-telegram-barred = { $officer } ({ $name }, { $authority }) вне связи в Telegram с { $since }: Telegram не пропускает сообщения бота. Позвоните и попросите открыть бота снова, или дайте другой канал.
operator-check-signing =
    { $count ->
        [0] Приложения кодов: руководителей и заместителей с доступом к боту пока нет.
        [one] Приложение кодов действует у { $count } руководителя или заместителя.
       *[other] Приложение кодов действует у всех { $count } руководителей и заместителей.
    }
operator-check-alarms-waiting =
    { $count ->
        [one] { $count } сигнал не принят ни одним сервером
        [few] { $count } сигнала не приняты ни одним сервером
       *[many] { $count } сигналов не приняты ни одним сервером
    }, первый ждёт с { $since }. Проверьте каналы; запрашиваемым органам позвоните.
operator-check-undelivered =
    { $count ->
        [one] { $count } сообщение не удалось доставить за сутки
        [few] { $count } сообщения не удалось доставить за сутки
       *[many] { $count } сообщений не удалось доставить за сутки
    }, их отправителям сказано. В журнале работы: undelivered_for_a_day, первое row={ $first }. Проверьте каналы.
operator-check-holidays = Праздники { $year } года не внесены: { $ids }. Сроки в рабочих днях посчитаны без них. Внесите: nabat registry import.
operator-check-signing-none =
    { $count ->
        [one] Без действующего приложения кодов { $count } руководитель или заместитель
        [few] Без действующего приложения кодов { $count } руководителя и заместителя
       *[other] Без действующего приложения кодов { $count } руководителей и заместителей
    } ({ $ids }): подписать они ничего не смогут. Лист с секретом печатает nabat officer totp { $officer }.
operator-check-signing-off = Подписание кодом выключено ([policy] step_up = false), а реестр настоящий: регистрируют, отказывают и утверждают без кода. Верните step_up = true.
operator-check-signing-training = Подписание кодом выключено ([policy] step_up = false): реестр учебный.
operator-check-reachable =
    { $count ->
        [one] Дежурный или подписант на связи есть в { $count } органе.
       *[other] Дежурный или подписант на связи есть во всех { $count } органах.
    }
operator-check-reachable-bad = { $authority }: ни одного дежурного или подписанта на связи. Кто есть в реестре, скажет nabat officer list --authority { $authority }; пригласите из них: nabat officer invite --id ID. Нового — nabat officer invite --authority { $authority } --role … --name … --phone …
operator-help-matrix = Matrix: учётная запись бота.
operator-help-matrix-setup = Сделать устройство бота и ключи, которым верят строгие клиенты; печатает отпечатки для сверки.
operator-matrix-not-set-up = У бота ещё нет учётной записи Matrix: nabat matrix setup.
operator-matrix-no-olm = Matrix: библиотека шифрования не установлена, без неё бот не запускается. Переустановите nabat с зависимостями.
operator-matrix-other = В настройках { $user }, а ключи в связке — у { $known }. Исправьте [matrix] user или выполните nabat matrix setup.
operator-matrix-no-homeserver = В настройках нет [matrix] homeserver и user.
operator-matrix-password = Пароль { $user }
operator-matrix-refused = Домашний сервер отказал: { $reason }.
operator-matrix-unreached = Домашний сервер { $server } недоступен.
operator-matrix-no-password = Домашний сервер { $server } не принимает входа по паролю, а другого у бота нет. Попросите администратора сервера разрешить вход по паролю (в Synapse — password_config: enabled: true) и повторите nabat matrix setup.
operator-matrix-elsewhere = По адресу { $server } отвечают, что сервер находится здесь: { $to }. Если это ваш домашний сервер, впишите этот адрес в [matrix] homeserver и повторите nabat matrix setup.
operator-matrix-none = По адресу { $server } отвечает не домашний сервер Matrix ({ $said }). Впишите в [matrix] homeserver адрес, который называет base_url в https://ИМЯ-СЕРВЕРА/.well-known/matrix/client, и повторите nabat matrix setup.
operator-matrix-not-vouched = Сервер не показывает загруженных ключей: клиенты боту не поверят. Повторите позже.
operator-matrix-other-identity = Прежний главный ключ бота на домашнем сервере был заменён, и сервер не принял его обратно: сделан новый. Клиенты сотрудников предупредят о смене; сообщите новый отпечаток каждому, по телефону.
operator-matrix-set-up =
    { $user }: устройство сделано, его ключи подписаны, тайны — в связке ключей. Сделайте её копию.
    Запишите оба отпечатка, второй больше не показывается: каждый сотрудник сверяет их при входе.
    Сверьте с тем, что показывает клиент (профиль бота, «Проверить»): главный ключ
operator-matrix-device = и ключ устройства
operator-help-matrix-compare = Показать отпечаток главного ключа сотрудника в Matrix или отметить, что он сверен.
operator-help-matrix-heard = Отпечаток, который сотрудник прочёл по телефону: отметить, что он совпал.
operator-matrix-key = { $officer }, { $user }. Пусть сотрудник прочтёт по телефону отпечаток своего главного ключа; здесь он такой:
operator-matrix-compared = { $officer }: отпечаток совпал, ключ отмечен как сверенный.
operator-matrix-differs = { $officer }: отпечаток другой. Не подтверждайте учётную запись: между сотрудником и ботом может быть посторонний, или прочитан не тот ключ.
operator-matrix-no-key = { $officer }: учётной записи Matrix, ключ которой известен, нет.
operator-check-matrix = Matrix: { $user }, главный ключ { $master }.
operator-check-matrix-idle = Matrix: учётная запись есть, бот сейчас не запущен.
operator-check-matrix-silent = Matrix: бот запущен, но ответа от домашнего сервера ещё не получил.
operator-check-matrix-syncing = Matrix: последняя синхронизация { $seconds } с назад.
operator-matrix-unauthorized = Matrix: домашний сервер не принимает бота с { $since }: устройство удалено или токен истёк. Выполните nabat matrix setup и перезапустите бота.
operator-matrix-unreachable = Matrix: домашний сервер не отвечает с { $since }. Проверьте сеть, DNS и сам сервер.
operator-matrix-refuses = Matrix: домашний сервер отклоняет запрос бота с { $since }: { $detail }.
operator-matrix-redirected = Matrix: адрес домашнего сервера отсылает на другой с { $since }: { $detail }. Если это ваш сервер, впишите этот адрес в [matrix] homeserver и перезапустите бота.
operator-matrix-no-server = Matrix: по адресу домашнего сервера с { $since } отвечает не он ({ $detail }). Проверьте [matrix] homeserver (адрес называет base_url в https://ИМЯ-СЕРВЕРА/.well-known/matrix/client) и прокси перед сервером.
operator-matrix-password-refused = Matrix: бот отключён от домашнего сервера, и его пароль не принят с { $since } ({ $detail }): бот никого не слышит. Впишите действующий пароль в [matrix] password_file и перезапустите бота; или остановите бота, выполните nabat matrix setup и запустите его.
operator-matrix-password-login-off = Matrix: бот отключён от домашнего сервера, а входа по паролю сервер не принимает с { $since }: бот никого не слышит. Попросите администратора сервера разрешить вход по паролю (в Synapse — password_config: enabled: true); бот войдёт сам.
operator-matrix-device-gone =
    Matrix: ключей устройства бота нет на домашнем сервере, или они там чужие, с { $since }: бота не читают, и он ничего не отправляет. { $detail ->
        [none] Бот заводит новое устройство.
        [password] Пароля в настройках нет, завести новое устройство бот не может. Остановите бота, выполните nabat matrix setup и запустите его.
        [ring] Новое устройство не заведено: связку ключей нельзя записать. Проверьте владельца и права файла, остановите бота, выполните nabat matrix setup и запустите его.
        [often] Устройство пропадает снова и снова, новых бот пока не заводит. Выясните у администратора домашнего сервера, кто его удаляет; затем остановите бота, выполните nabat matrix setup и запустите его.
        [shown] Новое устройство сделано, но сервер его не показывает; бот попробует ещё раз.
        [net] Сервер не отвечает на вызовы для нового устройства; бот попробует ещё раз.
        [no_password_login] Входа по паролю сервер не принимает. Попросите администратора сервера разрешить вход по паролю (в Synapse — password_config: enabled: true).
       *[other] Новое устройство не заведено, сервер отказал: { $detail }. Остановите бота, выполните nabat matrix setup и запустите его.
    }
operator-matrix-device-not-vouched =
    Matrix: личность бота на домашнем сервере не подтверждает его устройства с { $since }: строгие клиенты бота не читают, и он ничего не отправляет. { $detail ->
        [none] Бот подписывает своё устройство заново.
        [password] Нужен пароль, а в настройках его нет. Остановите бота, выполните nabat matrix setup и запустите его.
        [taken] Сервер не принимает прежний главный ключ бота обратно. Остановите бота, выполните nabat matrix setup (он сделает новый главный ключ) и запустите его; сообщите сотрудникам новый отпечаток, по телефону.
        [shown] Сервер не показывает подписи; бот попробует ещё раз.
        [net] Сервер не отвечает; бот попробует ещё раз.
       *[other] Сервер отказал: { $detail }. Остановите бота, выполните nabat matrix setup и запустите его.
    }
operator-matrix-renewed = Matrix: устройства бота на домашнем сервере не стало, или пропал файл его ключей; { $since } бот завёл новое, подписанное тем же главным ключом. Сделайте копию связки ключей. Если устройство удалили не вы, выясните это у администратора сервера.
operator-matrix-impostor = Matrix: под именем устройства бота на домашнем сервере стояли чужие ключи, замечено { $since }. Бот завёл новое устройство, прежнее закрыл. Кто-то знает пароль или токен бота, или управляет сервером: смените пароль, впишите его в [matrix] password_file, разберитесь с администратором сервера.
operator-matrix-identity-reset = Matrix: главный ключ бота на домашнем сервере был заменён, замечено { $since }. Бот вернул свой. Кто-то знает пароль бота или управляет сервером: смените пароль, впишите его в [matrix] password_file, разберитесь с администратором сервера.
operator-matrix-forgotten = Matrix: домашний сервер не помнит того, что бот уже прочёл, замечено { $since }: вероятно, его восстановили из копии. Бот прочёл комнаты заново; сотрудникам сказано повторить то, на что ответа нет. Узнайте у администратора сервера, за какое время сообщения потеряны.
operator-matrix-changed = Matrix: у { $chat } сменился главный ключ, замечено { $since }. Учётная запись отключена, пока её не подтвердит коллега; позвоните владельцу.
operator-matrix-mismatched = Matrix: при проверке { $chat } по эмодзи ключи или эмодзи не совпали, замечено { $since }. Между ним и ботом может быть посторонний: позвоните владельцу, сверьте отпечатки, разберитесь с администратором домашнего сервера.
operator-matrix-slow = Matrix: с { $since } домашний сервер принимает от бота одно сообщение в { $detail } с, сигналы задерживаются. Снимите это ограничение для учётной записи бота (override_ratelimit в интерфейсе администратора Synapse) или увеличьте rc_message в homeserver.yaml: руководство администратора, «Ограничения домашнего сервера». Бот заметит это сам в течение суток.
operator-matrix-not-joined = { $officer } ({ $name }, { $authority }) вне связи в Matrix с { $since }: не в комнате бота. Попросите принять приглашение, или дайте другой канал.
operator-matrix-intruder = { $officer } ({ $name }, { $authority }) вне связи в Matrix с { $since }: в комнате есть посторонний, туда ничего не отправляется. Добавить его мог только домашний сервер: разберитесь с его администратором. Новую комнату бот сделает, когда сотрудник выйдет из этой.
operator-matrix-unencrypted = { $officer } ({ $name }, { $authority }) вне связи в Matrix с { $since }: комната без шифрования, туда ничего не отправляется. Разберитесь с администратором домашнего сервера. Новую комнату бот сделает, когда сотрудник выйдет из этой.
operator-matrix-unsigned = { $officer } ({ $name }, { $authority }) вне связи в Matrix с { $since }: нет ни одного подтверждённого устройства. Попросите включить перекрёстную подпись и проверить свой сеанс.
operator-matrix-plaintext = { $officer } ({ $name }, { $authority }): в зашифрованной комнате появилось открытое сообщение от имени сотрудника, замечено { $since }. Оно не учтено. Его мог подложить домашний сервер: разберитесь с его администратором.
operator-matrix-missed = { $officer } ({ $name }, { $authority }): домашний сервер не отдал часть сообщений этого сотрудника ({ $detail }), замечено { $since }. Сотруднику сказано повторить; позвоните, если ответа не видно, и спросите администратора сервера.
operator-matrix-undecrypted = { $officer } ({ $name }, { $authority }): сообщение не удалось расшифровать, его ключ не дошёл, замечено { $since }. Сотруднику сказано повторить. Если так у многих, домашний сервер теряет ключи: спросите его администратора.
operator-matrix-replayed = { $officer } ({ $name }, { $authority }): домашний сервер повторил старое сообщение сотрудника под новым номером, замечено { $since }. Оно не учтено: разберитесь с его администратором.
operator-check-compared-emoji = { $officer } ({ $name }): ключ Matrix сверен по эмодзи, { $at }.
operator-check-compared-fingerprint = { $officer } ({ $name }): ключ Matrix сверен по отпечатку, { $at }.
operator-check-compared-not = { $officer } ({ $name }): ключ Matrix не сверен. По эмодзи — «Проверить» (Verify) в профиле бота или /verify; по отпечатку — nabat matrix compare { $officer }.
operator-check-comparing = { $user } ({ $officer }): идёт проверка по эмодзи. В приложении у сотрудника должно быть: { $emoji }
operator-usage-unseen = Аргумент { $number }, знак { $place }: { $char } — невидимый или управляющий знак. Уберите его.
operator-name-known = Имя читается так же, как имя сотрудника { $officer } того же органа: их нельзя было бы различить. Добавьте отчество или второй инициал; для того же сотрудника — officer invite --id.
operator-check-owner-bad = { $file }: владелец { $owner }, а не владелец каталога состояния. chown, затем chmod { $wanted }.
operator-check-mode-bad = { $file }: права { $mode }, должны быть { $wanted }. chmod { $wanted } или перезапуск nabat.
operator-check-modes = Файлы и каталоги открыты только владельцу: { $count }
