### Что сообщает запись: тревога, карточки, содержание, списки.

consented = Согласие на передачу через { $channel } (ст. 6): { $officer }, { $at_both }
entered-telephone = Передано по телефону { $at }; внесено { $since }: { $officer } ({ $authority_party })
entered-fax = Передано по факсу { $at }; внесено { $since }: { $officer } ({ $authority_party })
entered-letter =
    { $letter_given ->
        [yes] Обращение на бумаге: письмо № { $letter } от { $on }, подписано: { $name }, { $role }
       *[no] Обращение на бумаге: письмо от { $on }, подписано в должности: { $role }
    }
entered-sent_on = Письмо отправлено { $on }; внесено { $since }: { $officer } ({ $authority_party })
entered-received_on = Письмо получено { $on }; внесено { $since }: { $officer } ({ $authority_party })
entered-unreceived = Дата получения не сообщена.
entered-otherwise = Так записано другой Стороной ({ $authority_party }, { $officer }):
entered-people = Передал: { $one_who }; принял: { $other_who }
entered-officer = { $officer }
entered-person = { $name }
entered-read_back = Сверено обратным чтением.
entered-not-read_back = Обратным чтением не сверено.
entered-agreed = Согласие на эту передачу (ст. 6), со слов внёсшего: { $text }
which-request =
    О каком обращении речь?
    { $lines }
which-notice =
    О каком уведомлении речь?
    { $lines }
choice-number = { $number_named }
notice-supersedes = Заменяет № { $notice }
party-left = { $party }: Сторона вышла из Протокола { $on } (ст. 18). Открытые обязательства сохраняются.
notice-party = Сторона: { $party }
notice-former = Прежний орган: { $authority }
notice-successor = Новый орган: { $successor }
notice-new = Новый орган: { $name }, телефон { $phone }
notice-document = Письмо: { $letter } от { $on }
notice-arrived = Поступило { $at }
notice-files = { $files }
notice-on = Действует с { $on } (по уведомлению Стороны)
notice-exit =
    { $complete ->
        [yes] Уведомление о выходе направлено { $since }, для выхода { $on } срок — не позднее { $until } (ст. 18): соблюдён.
       *[no] Уведомление о выходе направлено { $since }, для выхода { $on } срок — не позднее { $until } (ст. 18): не соблюдён.
    }
notice-exit-forward = По счёту вперёд, от уведомления, выход возможен не ранее { $earliest }; ведёт более строгий счёт.
head-notice-entered = 🟡 Уведомление № { $notice } · { $kind } · внесено { $at }, Сторонам не направлено
head-notice-relayed =
    { $complete ->
        [yes] 🟢
       *[no] 🟡
    } { $kind_id ->
        [circular] Сообщение № { $notice } · направлено Сторонам { $at }
       *[other] Уведомление № { $notice } · { $kind } · направлено Сторонам { $at } · действует с { $on } (по уведомлению Стороны)
    }
head-notice-withdrawn = ⚪ № { $notice } · { $kind } · отозвано { $at }, Сторонам не направлялось
head-notice-superseded = ⚪ Уведомление № { $notice } · { $kind } · заменено следующим; направлялось { $at }
receipt-acknowledged = { $party } 🟢 { $officer }, { $at_both }
receipt-accepted = { $party } 🟡 принято сервером
receipt-waiting = { $party } 🟡 передаётся
receipt-never = { $party } 🔴 не доставлено
receipts-count = Получение подтвердили { $count } из { $parties }
owed-due = 🟡 { $kind }: ожидается с { $due_past } · { $debtor_party }
entry-due = 🟡 { $number_named } · { $kind }: ожидается с { $due_past } · { $debtor_party }
turn-own-due = от вас ожидается: { $kind }, с { $due_past }
turn-other-due = от { $one_of } ожидается: { $kind }, с { $due_past }
owed = 🟡 { $kind }: { $due_until }, осталось { $left } · { $debtor_party }
owed-strictly_late = 🔴 { $kind }: срок истёк по строгому счёту (72 часа) { $due_past }, прошло { $left } · { $debtor_party }
owed-days_late = 🔴 { $kind }: срок истёк по строгому счёту (календарные дни) { $due_past }, прошло { $left } · { $debtor_party }
owed-late = 🔴 { $kind }: срок истёк { $due_past }, прошло { $left } · { $debtor_party }
owed-silent = 🔴 { $kind }: не исполнено; заявлено, что исполнено не будет · { $debtor_party }
entry-silent = 🔴 { $number_named } · { $kind }: не исполнено; заявлено, что исполнено не будет · { $debtor_party }
entry = 🟡 { $number_named } · { $kind }: { $due_until }, осталось { $left } · { $debtor_party }
entry-strictly_late = 🔴 { $number_named } · { $kind }: срок истёк по строгому счёту (72 часа) { $due_past }, прошло { $left } · { $debtor_party }
entry-days_late = 🔴 { $number_named } · { $kind }: срок истёк по строгому счёту (календарные дни) { $due_past }, прошло { $left } · { $debtor_party }
entry-late = 🔴 { $number_named } · { $kind }: срок истёк { $due_past }, прошло { $left } · { $debtor_party }
field-requesting = Орган запрашивающей Стороны: { $authority }
field-requested = Орган запрашиваемой Стороны: { $authority }
field-ground = Основание (ст. 3): готовится преступление { $ground }; { $text }
field-ground-new_episodes = Основание (ст. 3): готовятся новые эпизоды преступления { $ground }; { $text }
field-ground-committed = Основание (ст. 3): совершено преступление { $ground }; { $text }
field-ground-other = Основание: иное; { $text }
field-purpose = Цель: { $text }
field-justification = Обоснование: { $text }
field-substance = Существо вопроса: { $text }
field-assistance = Запрашиваемое содействие: { $text }
field-persons = Причастные лица: { $text }
field-periods = Сроки, предусмотренные законодательством: { $text }
field-periods-none = Сроки, предусмотренные законодательством: не установлены
field-urgent_until = Срочно до: { $text }
field-urgent_since = Отсчёт этого срока: с { $moment }
field-urgent_since-transmitted = Отсчёт этого срока: с момента передачи
field-other = Иная информация: { $text }
correction = Исправление № { $count }, { $field } — было: { $was }; стало: { $text } ({ $officer }, { $at })
correction-unset = не установлены
addition =
    { $asks ->
        [yes] Дополнение № { $count }, запрашивает новое: { $text } ({ $officer }, { $at })
       *[no] Дополнение № { $count }: { $text } ({ $officer }, { $at })
    }
addition-of = { $request }, дополнение № { $count }
addition-confirmed = Дополнение № { $count } подтверждено письмом № { $letter } от { $on }
signed-addition = Дополнение № { $count }
field-attachment = Приложение: { $name }, { $size } КБ, sha256 { $digest }
alarm =
    🔴 СРОЧНОЕ ОБРАЩЕНИЕ { $request } · { $request_route }
    { $content }
    
    { $calls ->
        [all] Подтвердите получение. В { $all_duty_at } сигнал получат все дежурные, в { $deputies_at } — заместитель руководителя.
        [deputies] Подтвердите получение. В { $deputies_at } сигнал получит заместитель руководителя.
       *[none] Подтвердите получение.
    }
alarm-burst =
    🔴 Получение срочных обращений не подтверждено: { $count }.
    { $lines }
    Подтвердите получение. Содержание каждого — /open НОМЕР.
alarm-burst-line =
    { $requesting }: { $unacknowledged }.{ $complete ->
        [yes] { " " }Отправитель сообщил: это не ошибка.
       *[no] { "" }
    }
alarm-burst-more = Ещё не названо: { $count } (/open).
told-unacknowledged-burst =
    🔴 Получение срочных обращений не подтверждено: { $count }. Сигнал получают все дежурные запрашиваемого органа.
    { $numbers }
    Позвоните:
    { $lines }
digest-news = Действовала другая Сторона с прошлой сводки, состояние сейчас:
card = { $lines }
preview-lines = { $lines }
preview-answer = { $lines }
term-expected = Ожидаемая дата исполнения — { $on } (сообщено: { $officer }, { $at_both }); срок исполнения прежний
term-unsigned = Результат от { $at }: без подписи кодом
term-signed = Результат от { $since }: подписан кодом, { $officer }, { $at_both }
term-result =
    Результат от { $since }, { $officer }:
    { $text }
term-purposes = Использование сведений: для целей, указанных в обращении (ст. 10)
term-limits =
    { $not_before_given ->
        [yes] Ограничение использования (ст. 10): { $limits_given ->
            [yes] { $limits }; { "" }
           *[no] { "" }
        }не действовать до { $not_before }
       *[no] Ограничение использования (ст. 10): { $limits }
    }
term-proposed =
    { $basis_id ->
        [hinders] Предложены условия исполнения (ст. 7): { $officer }, { $at_both }:
        [use] Предложены условия использования сведений (ст. 10): { $officer }, { $at_both }:
       *[other] Предложены условия исполнения: { $officer }, { $at_both }:
    }
    { $text }
term-period =
    Иной срок исполнения согласован Сторонами (ст. 7): до конца { $on }; { $officer }, { $at_both }{ $signatory_given ->
        [yes] ; по указанию: { $signatory }
       *[no] { "" }
    }{ $treaty_given ->
        [yes] { "" }
            Договор: { $treaty }
       *[no] { "" }
    }
term-moment =
    Срок исполнения изменён по согласию Сторон: до конца { $on }; { $officer }, { $at_both }{ $signatory_given ->
        [yes] ; по указанию: { $signatory }
       *[no] { "" }
    }
term-proposed-period =
    { $treaty_given ->
        [yes] Предложен иной срок исполнения (ст. 7): до конца { $on }; { $officer }, { $at_both }. Договор: { $treaty }
       *[no] Предложен срок исполнения: до конца { $on }; { $officer }, { $at_both }
    }
told-agreed-unrefuse =
    🟡 { $request }: запрашиваемая Сторона отозвала отказ: { $officer }, { $at_both }.
    { $statement }
    Исполнение возобновлено; согласованный срок — { $due_until }.
told-agreed-incomplete =
    🟡 { $request }: запрашивающая Сторона считает результат неполным: { $officer }, { $at_both }.
    { $statement }
    Исполнение возобновлено; согласованный срок — { $due_until }.
told-expected-unrefuse =
    🟡 { $request }: запрашиваемая Сторона отозвала отказ: { $officer }, { $at_both }.
    { $statement }
    Исполнение возобновлено и ожидается { $due_until }.
told-expected-incomplete =
    🟡 { $request }: запрашивающая Сторона считает результат неполным: { $officer }, { $at_both }.
    { $statement }
    Исполнение возобновлено и ожидается { $due_until }.
term-conditions =
    { $basis_id ->
        [hinders] Условия исполнения, их нужно соблюдать (ст. 7); приняты: { $officer }, { $at_both }
        [use] Условия использования сведений (ст. 10), их нужно соблюдать; приняты: { $officer }, { $at_both }
       *[other] Условия исполнения, их нужно соблюдать; приняты: { $officer }, { $at_both }
    }{ $signatory_given ->
        [yes] ; по указанию: { $signatory }
       *[no] { "" }
    }{ $text_given ->
        [yes] :
            { $text }
       *[no] { "" }
    }
head-transmitting = 🔴 { $request } · передаётся с { $at }
head-on-paper = 🟡 { $request } · направлено на бумаге
head-transmitted = 🔴 { $request } · передано { $at }
head-acknowledged = 🟡 { $request } · получение подтверждено: { $officer }, { $at_both }
head-in_execution = 🟡 { $request } · принято к исполнению: { $officer }, { $at_both }
head-postponed = 🟡 { $request } · исполнение отложено: { $officer }, { $at_both }
head-forwarded = 🟡 { $request } · передано по компетенции: { $officer }, { $at_both }
head-result_reported = 🟢 { $request } · результат сообщён: { $officer }, { $at_both }
head-incomplete = 🟡 { $request } · результат назван неполным: { $officer }, { $at_both }
head-refused = ⚪ { $request } · в исполнении отказано: { $officer }, { $at_both }
head-misaddressed = 🔴 { $request } · получено ошибочно: { $officer }, { $at_both }
head-misdirected = ⚪ { $request } · направлено ошибочно: { $officer }, { $at_both }
head-withdrawn = ⚪ { $request } · отозвано: { $officer }, { $at_both }
head-unconfirmed = 🔴 { $request } · { $state } { $at } · не подтверждено
head-closed = ⚪ { $request } · завершено: { $officer }, { $at_both }
head-unreceipted = ⚪ { $request } · завершено { $at }: получение результата не подтверждено
reached-sent = { $officer } — принято сервером { $at_clock }
reached-opened = { $officer } — принято сервером { $at_clock }, открыто { $opened_clock }, справочно
reached-waiting = { $officer } — передаётся
reached-never = { $officer } — 🔴 не доставлено
digest-of-content = Контрольная сумма содержания: { $digest }
form-signed =
    🟡 Письменное подтверждение { $text_given ->
        [no] от
       *[yes] № { $text } от
    } { $on }: { $officer }, { $role }; подписано, не отправлено; внесено { $at }
form-noted =
    🟡 Внесено письмо { $text_given ->
        [no] от
       *[yes] № { $text } от
    } { $on }: { $officer }, { $role }; обращения не подтверждает (ст. 6); внесено { $at }
letter-dispatch = Отправлено: { $line }{ $timing_given ->
        [no] { "" }
       *[yes] { ", " }{ $timing }
    }
letter-whole-dispatch = Отправлено: { $line }
letter-deviation = Отличие: { $line }
letter-differs = Отличия от переданного текста: { $text }
letter-corrected =
    Исправление реквизитов письма № { $count }: { $officer }, { $at_both }
    Было: { $line }
    Стало: { $lines }
letter-whole =
    письмо { $text_given ->
        [no] от
       *[yes] № { $text } от
    } { $on }; подписано: { $officer }, { $role }; отправлено: { $line }
letter-signer = { $name } (в реестре нет)
letter-signer-unnamed = лицо, которого нет в реестре
letter-office-other = иная должность
letter-object_confirmation = Возражение ({ $officer }): { $statement }
letter-answer_objection = Ответ на возражение ({ $officer }): { $statement }
dispatch-none = не отправлено
dispatch-assumed = Дата отправки отдельно не указана: письмо считается отправленным при регистрации
dispatch-at = { $at }{ $text_given ->
        [no] { "" }
       *[yes] { ", " }{ $text }
    }
dispatch-on = { $on }{ $text_given ->
        [no] { "" }
       *[yes] { ", " }{ $text }
    }
dispatch-on_time = в срок
dispatch-unproven = в срок по календарному счёту; по строгому счёту не установлено
dispatch-strictly_late = после срока по строгому счёту (72 часа), в срок по календарному счёту
dispatch-days_late = после срока по календарному счёту
dispatch-late = после срока
deviation-dated_early = подписано { $on }, до передачи обращения
deviation-before_addition = подписано { $on }, до направления дополнения
deviation-unregistered = подписавшего нет в реестре органа
deviation-not_in_office = подписавший на дату письма ({ $on }) не занимает по реестру должность руководителя, заместителя или врио
deviation-dispatched_early = отправлено { $on }, до даты письма
form-confirmed =
    🟢 Письменное подтверждение { $text_given ->
        [no] от
       *[yes] № { $text } от
    } { $on }: { $officer }, { $role }; зарегистрировано { $at }
form-objected =
    🟡 Письменное подтверждение { $text_given ->
        [no] от
       *[yes] № { $text } от
    } { $on }: { $officer }, { $role }; зарегистрировано { $at }; запрашиваемая Сторона заявила возражение
form-recorded =
    🟢 Письменное подтверждение { $text_given ->
        [no] от
       *[yes] № { $text } от
    } { $on }: { $officer }, { $role }; зарегистрировано { $at }; входящий номер внесён
form-declined = 🔴 Не подтверждено: письменного подтверждения не будет, { $officer }, { $at_both }
telephone = { $officer }: { $phone }
telephone-authority = { $authority }: { $phone }
listed =
    { $state_id ->
        [execution-transmitting] 🔴
        [execution-transmitted] 🔴
        [execution-result_reported] 🟢
        [execution-refused] ⚪
        [execution-misaddressed] 🔴
        [execution-misdirected] ⚪
        [execution-withdrawn] ⚪
        [execution-closed] ⚪
        [execution-unreceipted] ⚪
       *[other] 🟡
    } { $request } · { $direction }{ $ringing ->
        [yes] { "" }
       *[no] { " · " }{ $state }
    }{ $turn_given ->
        [no] { "" }
       *[yes] { " · " }{ $turn }
    }{ $purpose }
listed-unconfirmed =
    🔴 { $request } · { $direction } · { $state }, не подтверждено{ $turn_given ->
        [no] { "" }
       *[yes] { " · " }{ $turn }
    }{ $purpose }
listed-form = { $state }
listed-from = от { $one_of }
listed-to =
    { $other_id ->
        [AM] в Армению
        [RU] в Россию
       *[other] в { $other }
    }
listed-between = { $request_route }
turn-own =
    { $kind_id ->
        [acknowledge] ждёт вашего подтверждения до { $due_clock }
       *[other] от вас ожидается { $due_until }: { $kind }
    }
turn-own-late =
    { $kind_id ->
        [acknowledge] ждёт вашего подтверждения, срок истёк { $due_clock }
       *[other] от вас ожидается: { $kind }, срок истёк { $due_past }
    }
turn-other =
    { $kind_id ->
        [acknowledge] ждёт подтверждения { $one_of } до { $due_clock }
       *[other] от { $one_of } ожидается { $due_until }: { $kind }
    }
turn-other-late =
    { $kind_id ->
        [acknowledge] ждёт подтверждения { $one_of }, срок истёк { $due_clock }
       *[other] от { $one_of } ожидается: { $kind }, срок истёк { $due_past }
    }
told-reads-much = 🟡 { $officer }: с { $since_clock } содержание обращений показано более { $count } раз. Сигналы не прерываются. Если это не вызвано обстановкой, приостановите доступ: /suspend.
signed-request = Обращение { $request }
signed-parties = { $requesting } → { $requested }
part-reasons =
    Причины:
    { $statement }
part-treaty =
    Договор:
    { $statement }
part-remains =
    Исполняется:
    { $statement }
part-portion =
    В части:
    { $statement }
signed-reasons = Причины: { $reasons }
signed-remains = Исполняется: { $remains }
signed-file = Файл: { $size } КБ, sha256 { $digest }

## Отказы

refused-none-request = Обращений, с которыми это можно сделать, сейчас нет.
refused-none-notice = Уведомлений, с которыми это можно сделать, сейчас нет.
refused-not-owed = { $deed } нельзя: в исполнении { $request } не отказано.
refused-own-proposal = { $deed } нельзя: срок по { $request } предложила ваша Сторона, отвечает другая.
refused-unowed = { $deed } нельзя: по { $request } этого не ожидается ({ $kind }).
refused-answered = { $deed } нельзя: по { $request } это уже сделано; { $officer }, { $at_both }.
refused-number-which = { $deed } — по какому обращению? Подходит несколько: { $numbers }. Ничего не сделано. Выберите обращение, остальное напишите ещё раз.
refused-needs-conditions = { $deed } нельзя: по { $request } условия не принимались.
refused-needs-letter = { $deed } нельзя: о письме с обращением { $request } не сообщалось.
refused-needs-refused_part = { $deed } нельзя: частичного отказа по { $request } нет.
refused-needs-unsigned_result = { $deed } нельзя: по { $request } нет результата без подписи.
refused-content-elsewhere = Содержание обращения здесь показывать нельзя.
refused-settled = { $deed } нельзя: по { $request } письмо уже внесено; { $officer }, { $at_both }.
refused-typed-elsewhere = Содержание вводилось через { $channels }, здесь его показывать нельзя.
instead-typed-elsewhere = Продолжите там: /drafts, письменное подтверждение — /confirm. Новое обращение здесь: /urgent.
instead-content-elsewhere = Откройте обращение в чате, где содержание разрешено: /open.
instead-letter-words = Направьте эти сведения письмом.
instead-none-request = Что открыто: /open.
instead-none-notice = Что ожидается: /owe. По номеру, например: 2026/14.
