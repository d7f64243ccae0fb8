### Диалог: вопросы, черновики, просмотр, кнопки, справка.

## Срочное обращение

ask-to =
    Срочное обращение (ст. 6). Запрашиваемая Сторона?
    Одним сообщением — /form. Прервать — /cancel (черновик сохранится).
ask-authority = У этой Стороны несколько уполномоченных компетентных органов. Какому из них?
ask-ground = { $step }/{ $steps } Основание (ст. 3). Преступление готовится:
ask-qualification = { $step }/{ $steps } Квалификация по национальному законодательству? Например: ст. 205 УК РК.
ask-purpose = { $step }/{ $steps } Цель обращения?
ask-justification = { $step }/{ $steps } Обоснование обращения?
ask-substance = { $step }/{ $steps } Существо вопроса?
ask-assistance = { $step }/{ $steps } Какое содействие запрашивается?
ask-persons = { $step }/{ $steps } Причастные лица, в отношении которых требуется немедленное реагирование? Учётная запись, адрес или «не установлено, известно по …» — тоже ответ.
ask-periods = { $step }/{ $steps } Сроки исполнения, предусмотренные законодательством?
ask-urgent_until = До какого момента срочно?
ask-other = Иная информация, полезная для исполнения?
ask-language = Нет русских букв: { $labels }. Рабочий язык — русский (ст. 13). Оставить как есть? Исправить — пришлите поле заново, например: «Цель: …».
attached =
    { $count ->
        [one] Приложен { $count } файл.
        [few] Приложено { $count } файла.
       *[many] Приложено { $count } файлов.
    }
attachment-lost = 🔴 Файл { $name } утрачен или повреждён в хранилище и не передан; остальное передаётся. Передайте его другим путём и сообщите администратору.

option-party = { $party }
option-several = Несколько
option-enough = Достаточно
option-authority = { $authority }
option-ground-constitutional_order = Против основ конституционного строя и безопасности государства
option-ground-peace_and_security = Против мира и безопасности человечества
option-ground-information_technology = В сфере информационных технологий
option-ground-not_in_preparation = Преступление не готовится
option-persons-not_immediate = Немедленного реагирования не требуется
option-periods-not_set = Не установлены
option-language-keep = Оставить как есть
option-signatory = { $officer }, { $role }

## Форма

form-empty =
    Заполните и отправьте одним сообщением, в любом порядке. Чего не хватит, будет спрошено.
    ИТ — в сфере информационных технологий, КС — против основ конституционного строя, МБ — против мира и безопасности человечества (ст. 3).

    Кому:
    Основание:
    Квалификация:
    Цель:
    Обоснование:
    Существо:
    Содействие:
    Лица:
    Сроки:
form-missing = Заполненное сохранено. Не заполнено: { $labels }.
form-untaken = { $field }, не принято: «{ $text }».
form-stray = Ни в одно поле не вошло: «{ $text }».
form-twice = { $field }: указано дважды и по-разному: { $text }. Поле не заполнено.
form-inside =
    { $count ->
        [0] { $field }: осталось в тексте этого поля: { $text }.
       *[other] { $field }: осталось в тексте этого поля: { $text }; и ещё строк: { $count }.
    }
form-kept =
    { $number_given ->
        [no] Форма сохранена в черновики: { $asked } — вопрос открыт, как ответ на него она не принята.
       *[yes] Форма сохранена в черновики: { $asked }, { $number_named } — вопрос открыт, как ответ на него она не принята.
    }
    { $lines_given ->
        [no] Форма заполнена полностью.
       *[yes] { $lines }
    }

## Просмотр

preview =
    Проверьте и отправьте.

    СРОЧНОЕ ОБРАЩЕНИЕ
    { $lines }

    Сведения, составляющие государственную тайну, передаются только в порядке Соглашения от 18.06.2004 (ст. 10). Таких сведений здесь нет?
preview-blocked =
    Техническими средствами связи отправить нельзя.
    { $reasons }

    ОБРАЩЕНИЕ
    { $lines }
preview-legal-assistance = Процессуальные действия исполняются по международным договорам о правовой помощи (ст. 5).
preview-successor = { $authority }: орган изменён, преемник — { $successor }.
preview-unreachable = 🔴 Содержание сейчас некому передать: { $authority }. Телефон: { $phone }. Телефонограмма готова.

## Черновики

drafts =
    Черновики: { $count }
    { $lines }
drafts-none = Черновиков нет. Начать — /urgent.
draft =
    { $count ->
        [0] { $place }. { $authorities }{ $words } · { $at_clock } · заполнен
        [one] { $place }. { $authorities }{ $words } · { $at_clock } · осталось { $count } поле
        [few] { $place }. { $authorities }{ $words } · { $at_clock } · осталось { $count } поля
       *[many] { $place }. { $authorities }{ $words } · { $at_clock } · осталось { $count } полей
    }
draft-words = {" · "}{ $text }
draft-unaddressed =
    { $count ->
        [0] { $place }. Без адресата{ $words } · { $at_clock } · заполнен
        [one] { $place }. Без адресата{ $words } · { $at_clock } · осталось { $count } поле
        [few] { $place }. Без адресата{ $words } · { $at_clock } · осталось { $count } поля
       *[many] { $place }. Без адресата{ $words } · { $at_clock } · осталось { $count } полей
    }
draft-former =
    { $text_given ->
        [no] Это новое обращение. Прежний черновик сохранён: { $authorities } · { $at_clock }.
       *[yes] Это новое обращение. Прежний черновик сохранён: { $authorities } · «{ $text }» · { $at_clock }.
    }
draft-former-unaddressed =
    { $text_given ->
        [no] Это новое обращение. Прежний черновик сохранён: без адресата · { $at_clock }.
       *[yes] Это новое обращение. Прежний черновик сохранён: без адресата · «{ $text }» · { $at_clock }.
    }
edit-which = Какое поле изменить?
cancelled = Прервано, черновик сохранён: /drafts.
cancelled-confirm = Прервано, введённое сохранено. Вернуться: /confirm { $request }.
stopped = Прервано, ничего не сделано.
cancelled-nothing = Открытого черновика нет.
discarded = Черновик удалён.
dropped = Сообщение уничтожено, никому не передано.
list-more = Ещё не показано: { $count }
which-request =
    О каком обращении речь?
    { $lines }
which-notice =
    О каком уведомлении речь?
    { $lines }

## Письменное подтверждение

ask-confirm = { $request }: исходящий номер и дата подписанного письма? Например: 12-4/881 от 23.11.2026. Скан или фото — следующим сообщением, можно сразу с подписью.
scan-kept =
    Скан сохранён.
    { $lines }
scan-kept-number = Скан сохранён. { $request }: исходящий номер и дата письма? Например: 12-4/881 от 23.11.2026.
ask-signatory = { $request }, письмо № { $letter } от { $on }: кто подписал? Показаны те, кто занимал должность на дату письма (ст. 6).
ask-differences = { $request }: чем подписанный текст отличается от переданного?
preview-confirm =
    { $request }: письменное подтверждение № { $letter } от { $on }.
    Подписано: { $signatory }, { $role }. { $differs ->
        [yes] Отличия от переданного текста: { $text }
       *[no] Регистрируя, вы заявляете: текст совпадает с переданным.
    }
    { $count ->
        [0] Скан: нет.
        [one] Скан: { $count } файл, sha256 { $digest }.
        [few] Скан: { $count } файла, последний sha256 { $digest }.
       *[many] Скан: { $count } файлов, последний sha256 { $digest }.
    }

## Слова к действию: вопрос и просмотр

ask-refuse = { $request }: причины отказа? Основание одно: исполнение противоречит национальному законодательству (ст. 9).
ask-refusal = { $request }: номер и дата письменного уведомления об отказе (ст. 9)? Например: 17/5 от 23.11.2026.
ask-decline = { $request }: по каким причинам обращение не будет подтверждено письменно? Запрашиваемая Сторона узнает сразу.
ask-record = { $request }: входящий номер и дата письменного подтверждения? Например: 3418 от 23.11.2026.
ask-object = { $request }: в чём возражение по письменному подтверждению? Сроки исполнения оно не изменяет.
ask-reply = { $request }: ответ на возражение?
ask-obstacle = { $request }: какие обстоятельства препятствуют исполнению или задерживают его (ст. 7)? Укажите новый ожидаемый срок, если известен.
ask-partial = { $request }: промежуточный результат (ст. 7)?
ask-result = { $request }: результат исполнения (ст. 7)?
ask-received = { $request }: результат получен? Можно добавить отметку, например: вх. 3418. Исполнение на этом завершится.
ask-withdraw = { $request }: причины отзыва? Обязанность письменного подтверждения и требования ст. 10 сохранятся.

preview-refuse =
    { $request }: отказ в исполнении (ст. 9). Причины:
    { $text }
preview-refusal =
    { $request }: письменное уведомление об отказе (ст. 9):
    { $text }
preview-decline =
    { $request }: письменного подтверждения не будет. Причины:
    { $text }
preview-record =
    { $request }: входящий номер письменного подтверждения:
    { $text }
preview-object =
    { $request }: возражение по письменному подтверждению:
    { $text }
preview-reply =
    { $request }: ответ на возражение:
    { $text }
preview-obstacle =
    { $request }: препятствие к исполнению (ст. 7):
    { $text }
preview-partial =
    { $request }: промежуточный результат (ст. 7):
    { $text }
ask-replace =
    Текст уже показан вам для проверки. Заменить его новым?
    Прежний:
    { $text }
    Новый:
    { $statement }
preview-result =
    { $request }: результат исполнения (ст. 7):
    { $text }
preview-received =
    { $request }: получение результата, исполнение завершается:
    { $text }
skipped-received = Без отметки.
preview-withdraw =
    { $request }: отзыв обращения. Причины:
    { $text }

choice-state-refuse = Отказать в исполнении
choice-state-refusal = Внести письмо об отказе
choice-state-decline = Подтверждения не будет
choice-state-record = Внести входящий номер
choice-state-object = Заявить возражение
choice-state-reply = Ответить на возражение
choice-state-obstacle = Сообщить о препятствии
choice-state-partial = Промежуточный результат
choice-state-result = Сообщить результат
choice-state-received = Результат получен
choice-state-withdraw = Отозвать обращение

## Кнопки

choice-ack = Подтвердить получение
choice-accept = Принять к исполнению
choice-allow = Пропустить этот текст
choice-appeal = Просить пропустить
choice-admit = Не гриф, продолжить
choice-confirm = Зарегистрировать письмо
choice-consent = Согласиться
choice-consent-text = Текст запроса согласия
choice-decline = Подтверждения не будет
choice-disagree = Не согласиться
choice-dissent = Не согласиться
choice-differs = Текст отличается
choice-discard = Удалить черновик
choice-drop = Уничтожить сообщение
choice-edit = Изменить
choice-fallback = Выбор { $number }
choice-go-back = Продолжить прежний
choice-go-on = Открыть черновик
choice-lang-en = English
choice-lang-ru = Русский
choice-letter = Проект письма
choice-more = Ещё { $count }
choice-number = { $number_named }
choice-object = Заявить возражение
choice-obstacle = Сообщить о препятствии
choice-open = Открыть карточку
choice-owed = { $number_named }: { $command }
choice-partial = Промежуточный результат
choice-phone = Телефон отправителя
choice-postpone = Сохранить черновик
choice-readdress = Другой адресат
choice-unnotice = Отозвать уведомление
choice-retract = Отозвать уведомление
choice-receipt = Уведомление получено
choice-received = Результат получен
choice-record = Внести входящий номер
choice-refusal = Внести письмо об отказе
choice-refuse = Отказать в исполнении
choice-register = Зарегистрировать письмо
choice-relay = Направить всем Сторонам
choice-reply = Ответить на возражение
choice-result = Сообщить результат
choice-resume = Продолжить { $place }
choice-seek = Запросить согласие
choice-send = Нет гостайны, отправить
choice-signer = Подписал другой
choice-snooze = Напомнить через { $left }
choice-replace = Заменить
choice-retain = Оставить прежний
choice-notify = Внести уведомление
choice-stop = Прервать
choice-telephonogram = Прочесть телефонограмму
choice-withdraw = Отозвать обращение

## Справка: только то, что возможно сейчас

help =
    { $officer }, сейчас вам доступно:
    { $lines }
help-urgent = /urgent — срочное обращение, по вопросам
help-form = /form — срочное обращение одним сообщением
help-drafts = /drafts — черновики
help-open = /open — что открыто; /open НОМЕР — карточка и история
help-journal = /journal НОМЕР — записи журнала об обращении, без содержания
help-owe = /owe — что ожидается от вашего органа
help-notice = /notice — внести уведомление
help-relay = /relay НОМЕР — направить уведомление Сторонам
help-unnotice = /unnotice НОМЕР — отозвать внесённое уведомление, пока оно не направлено
help-receipt = /receipt НОМЕР — подтвердить получение уведомления
help-registry = /registry — уполномоченные компетентные органы
help-invite = /invite — пригласить сотрудника; /invite ИМЯ — новый код
help-approve = /approve — утвердить сотрудника по четырём словам
help-suspend = /suspend ИМЯ — приостановить доступ сотрудника
help-reinstate = /reinstate ИМЯ — вернуть доступ
help-leave = /leave ИМЯ, ПРЕЕМНИК — сотрудник уходит, дела переходят
help-lost = /lost ИМЯ — утрачен телефон: отвязать учётную запись
help-channel = /channel — код для второго средства связи
help-me = /me — кто я для системы, язык, часовой пояс
help-phone = /phone НОМЕР — телефоны другой Стороны по обращению
help-cancel = /cancel — прервать, черновик сохранится
help-help = /help — эта справка
help-consent = /consent — запросы согласия на одну передачу
help-ack = /ack НОМЕР — подтвердить получение
help-accept = /accept НОМЕР — принять к исполнению
help-refuse = /refuse НОМЕР — отказать в исполнении
help-refusal = /refusal НОМЕР — отметить письменное уведомление об отказе
help-obstacle = /obstacle НОМЕР — сообщить о препятствии
help-partial = /partial НОМЕР — сообщить промежуточный результат
help-result = /result НОМЕР — сообщить результат
help-received = /received НОМЕР — подтвердить получение результата
help-withdraw = /withdraw НОМЕР — отозвать обращение
help-confirm = /confirm НОМЕР — зарегистрировать письменное подтверждение
help-decline = /decline НОМЕР — сообщить, что письменного подтверждения не будет
help-record = /record НОМЕР — внести входящий номер подтверждения
help-object = /object НОМЕР — заявить возражение по подтверждению
help-reply = /reply НОМЕР — ответить на возражение

me =
    { $officer }, { $role }
    { $authority }
    { $duty ->
        [yes] На дежурстве.
       *[no] Не на дежурстве.
    }
    { $app ->
        [active] Приложение кодов: действует.
        [idle] Приложение кодов: выдано, первый код ещё не введён.
       *[none] Приложение кодов: нет.
    }
    Язык: { $lang }. Часовой пояс: { $zone }. Телефон: { $phone }. Средства связи: { $channels }.
    Изменить: /me en, /me Asia/Almaty.
