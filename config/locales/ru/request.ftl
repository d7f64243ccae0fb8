### Обращение: поля статьи 6, сигнал, карточка, передача, ход исполнения.

## Поля, в порядке статьи 6

field-requesting = Орган запрашивающей Стороны: { $authority }
field-requested = Орган запрашиваемой Стороны: { $authority }
field-ground = Основание (ст. 3): готовится преступление { $ground }; { $text }
field-purpose = Цель: { $text }
field-justification = Обоснование: { $text }
field-substance = Существо вопроса: { $text }
field-assistance = Запрашиваемое содействие: { $text }
field-persons = Причастные лица: { $text }
field-periods = Сроки, предусмотренные законодательством: { $text }
field-periods-none = Сроки, предусмотренные законодательством: не установлены
field-urgent_until = Срочно до: { $text }
field-other = Иная информация: { $text }
field-blank = { $field }: ________
field-attachment = Приложение: { $name }, { $size } КБ, sha256 { $digest }

## Сигнал дежурному

alarm =
    🔴 СРОЧНОЕ ОБРАЩЕНИЕ { $request } · { $request_route }
    { $content }

    { $calls ->
        [all] Подтвердите получение. В { $all_duty_at } сигнал получат все дежурные, в { $deputies_at } — заместитель руководителя.
        [deputies] Подтвердите получение. В { $deputies_at } сигнал получит заместитель руководителя.
       *[none] Подтвердите получение.
    }
alarm-again =
    🔴 { $request } · { $party }: получение срочного обращения не подтверждено, прошло { $left }. Передано { $since_clock }.
    Подтвердите получение.
pointer-alarm =
    { $number_given ->
        [no] 🔴 Срочное обращение. Содержание — в защищённом чате.
       *[yes] 🔴 Срочное обращение { $number }. Содержание — в защищённом чате.
    }
pointer =
    { $number_given ->
        [no] Новое сообщение. Содержание — в защищённом чате.
       *[yes] { $number }: новое сообщение. Содержание — в защищённом чате.
    }

way = Откройте: /open { $number } ({ $channels }).
way-telephone = Ни на одном вашем средстве связи содержание не передаётся. Телефоны: /phone { $number }.
closed =
    { $number_given ->
        [no] Обращение закрыто для вашего органа, содержание не показывается (ст. 10).
       *[yes] { $number }: обращение закрыто для вашего органа, содержание не показывается (ст. 10). Что с ним: /open { $number }.
    }

## Карточка

card = { $lines }
as-of = По состоянию на { $at }
head-transmitting = 🔴 { $request } · передаётся с { $at }
head-transmitted = 🔴 { $request } · передано { $at }
head-acknowledged = 🟡 { $request } · получение подтверждено: { $officer }, { $at_both }
head-in_execution = 🟡 { $request } · принято к исполнению: { $officer }, { $at_both }
head-postponed = 🟡 { $request } · исполнение отложено: { $officer }, { $at_both }
head-forwarded = 🟡 { $request } · передано по компетенции: { $officer }, { $at_both }
head-result_reported = 🟢 { $request } · результат сообщён: { $officer }, { $at_both }
head-refused = ⚪ { $request } · в исполнении отказано: { $officer }, { $at_both }
head-misaddressed = ⚪ { $request } · получено ошибочно: { $officer }, { $at_both }
head-withdrawn = ⚪ { $request } · отозвано: { $officer }, { $at_both }
head-closed = ⚪ { $request } · завершено: { $officer }, { $at_both }
reached-sent = { $officer } — принято сервером { $at_clock }
reached-opened = { $officer } — принято сервером { $at_clock }, открыто { $opened_clock }, справочно
reached-waiting = { $officer } — передаётся
reached-never = { $officer } — 🔴 не доставлено
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
form-declined = 🔴 Письменного подтверждения не будет: { $officer }, { $at_both }

## Передача

telephone = { $officer }: { $phone }
telephone-authority = { $authority }: { $phone }
phone =
    { $request }. Телефоны:
    { $lines }
sent-unreachable =
    🔴 { $request }: ни у одного дежурного запрашиваемого органа нет согласованного средства связи. Передайте обращение телефонограммой:
    { $lines }
told-untransmitted =
    🔴 { $request }: обращение не передано — содержание не принято ни на одном согласованном средстве связи. Срок письменного подтверждения не начался. Передайте телефонограммой:
    { $lines }
told-alarm-stopped =
    🔴 { $request }: из-за сбоя { $incident } система не может повторять сигнал по этому обращению. Сообщите номер администратору и позвоните:
    { $lines }
told-reminders-stopped = 🔴 { $request }: из-за сбоя { $incident } система не напоминает о сроке по этому обращению. Срок не изменился: /owe. Сообщите номер администратору.
told-uncertain =
    🔴 { $request }: прошло { $left }, сервер связи не подтвердил приём обращения, передано ли оно, неизвестно. Отправка повторяется. Срок письменного подтверждения начнётся с подтверждённой передачи. Не дожидаясь её, позвоните:
    { $lines }
told-transmitted = 🔴 { $request }: обращение передано { $at }, получение ещё не подтверждено. Прежнее сообщение о том, что оно не передано или что передача не подтверждена, больше не верно: срок письменного подтверждения начался.
told-undelivered =
    🔴 { $number }: сообщение от { $at } за сутки не принято ни для одного сотрудника, приём не подтверждён. Орган: { $authority }. Позвоните:
    { $lines }
told-unacknowledged =
    🔴 { $request }: получение не подтверждено, прошло { $left }. Сигнал получают все дежурные запрашиваемого органа. Позвоните:
    { $lines }

## Ход исполнения

done-acknowledge =
    🟡 { $request } · получение подтверждено: { $officer }, { $at_clock }.
    Если исполнение не входит в вашу компетенцию, передайте обращение компетентному органу { $due_until }, ст. 7.
told-acknowledge = 🟡 { $request } · получение подтверждено: { $officer }, { $at_both }.
done-accept = 🟡 { $request } · принято к исполнению. Срок исполнения, как правило, { $due_until }, ст. 7.
told-accept = 🟡 { $request } · принято к исполнению: { $officer }, { $at_both }. Срок исполнения, как правило, { $due_until }, ст. 7.

done-refuse = ⚪ { $request }: отказ в исполнении передан запрашивающей Стороне. Письменное уведомление с указанием причин остаётся обязательным (ст. 9).
told-refuse =
    ⚪ { $request }: в исполнении отказано (ст. 9): { $officer }, { $at_both }.
    Причины: { $statement }
    Письменное уведомление об отказе последует.
done-refusal = ⚪ { $request }: направление письменного уведомления об отказе отмечено (ст. 9). Запрашивающая Сторона уведомлена.
told-refusal =
    ⚪ { $request }: направлено письменное уведомление об отказе (ст. 9): { $officer }, { $at_both }.
    Письмо: { $statement }
done-decline = 🔴 { $request }: запрашиваемая Сторона уведомлена, что письменного подтверждения не будет. Подтверждение можно зарегистрировать и позднее.
told-decline =
    🔴 { $request }: запрашивающая Сторона сообщила, что не подтвердит обращение письменно (ст. 6): { $officer }, { $at_both }.
    Причины: { $statement }
done-record = 🟢 { $request }: входящий номер письменного подтверждения внесён. Запрашивающая Сторона уведомлена.
told-record = 🟢 { $request }: письменное подтверждение принято к учёту: { $officer }, { $at_both }. Входящий номер: { $statement }
done-object = 🟡 { $request }: возражение по письменному подтверждению передано запрашивающей Стороне. Сроки исполнения оно не изменяет.
told-object =
    🟡 { $request }: запрашиваемая Сторона заявила возражение по письменному подтверждению: { $officer }, { $at_both }.
    { $statement }
done-reply = 🟡 { $request }: ответ на возражение передан запрашиваемой Стороне.
told-reply =
    🟡 { $request }: ответ на возражение по письменному подтверждению: { $officer }, { $at_both }.
    { $statement }
done-obstacle = 🟡 { $request }: запрашивающая Сторона уведомлена о препятствии (ст. 7).
told-obstacle =
    🟡 { $request }: обстоятельства препятствуют исполнению или существенно задерживают его (ст. 7): { $officer }, { $at_both }.
    { $statement }
done-partial = 🟡 { $request }: промежуточный результат передан запрашивающей Стороне (ст. 7).
told-partial =
    🟡 { $request }: промежуточный результат исполнения (ст. 7): { $officer }, { $at_both }.
    { $statement }
done-result = 🟢 { $request }: результат исполнения передан запрашивающей Стороне (ст. 7). Обращение завершится, когда она подтвердит получение.
told-result =
    🟢 { $request }: результат исполнения (ст. 7): { $officer }, { $at_both }.
    { $statement }
    Подтвердите получение результата.
done-received = ⚪ { $request }: получение результата подтверждено, исполнение завершено.
told-received =
    ⚪ { $request }: запрашивающая Сторона подтвердила получение результата, исполнение завершено: { $officer }, { $at_both }.
    { $statement }
done-withdraw = ⚪ { $request }: обращение отозвано, запрашиваемая Сторона уведомлена. Обязанность письменного подтверждения и требования ст. 10 сохраняются.
told-withdraw =
    ⚪ { $request }: запрашивающая Сторона отозвала обращение: { $officer }, { $at_both }.
    { $statement }

## Письменное подтверждение

done-confirm-on_time = 🟢 { $request }: письменное подтверждение зарегистрировано { $at }, за { $left } до срока. Запрашиваемая Сторона уведомлена.
done-confirm-strictly_late = 🟢 { $request }: письменное подтверждение зарегистрировано { $at }, через { $left } после срока по строгому счёту (72 часа). Запрашиваемая Сторона уведомлена.
done-confirm-late = 🟢 { $request }: письменное подтверждение зарегистрировано { $at }, через { $left } после срока по строгому счёту (72 часа); срок по счёту календарных дней тоже истёк. Запрашиваемая Сторона уведомлена.
told-colleagues-confirm = 🟢 { $request }: письменное подтверждение зарегистрировано: { $officer }, { $at_both }. Подписано: { $signatory }
told-confirm-registered-on_time =
    🟢 { $request }: официальное письменное подтверждение № { $letter } от { $on } (ст. 6) зарегистрировано { $at }, за { $left } до срока.
    Подписано: { $signatory }, { $role }. Зарегистрировано: { $officer }
    { $differs ->
        [yes] Отличия от переданного текста: { $statement }
       *[no] Заявлено: текст совпадает с переданным.
    }
    Внесите входящий номер или заявите возражение.
told-confirm-registered-strictly_late =
    🟢 { $request }: официальное письменное подтверждение № { $letter } от { $on } (ст. 6) зарегистрировано { $at }, через { $left } после срока по строгому счёту (72 часа).
    Подписано: { $signatory }, { $role }. Зарегистрировано: { $officer }
    { $differs ->
        [yes] Отличия от переданного текста: { $statement }
       *[no] Заявлено: текст совпадает с переданным.
    }
    Внесите входящий номер или заявите возражение.
told-confirm-registered-late =
    🟢 { $request }: официальное письменное подтверждение № { $letter } от { $on } (ст. 6) зарегистрировано { $at }, через { $left } после срока по строгому счёту (72 часа); срок по счёту календарных дней тоже истёк.
    Подписано: { $signatory }, { $role }. Зарегистрировано: { $officer }
    { $differs ->
        [yes] Отличия от переданного текста: { $statement }
       *[no] Заявлено: текст совпадает с переданным.
    }
    Внесите входящий номер или заявите возражение.

## Что открыто

open-none = Открытых обращений нет.
open-secretariat = Обращения Сторон Секретариату не показываются (ст. 10).
open-list =
    Открытые обращения: { $count }
    { $lines }
listed =
    { $state_id ->
        [execution-transmitting] 🔴
        [execution-transmitted] 🔴
        [execution-result_reported] 🟢
        [execution-refused] ⚪
        [execution-misaddressed] ⚪
        [execution-withdrawn] ⚪
        [execution-closed] ⚪
       *[other] 🟡
    } { $request } · { $direction }{ $ringing ->
        [yes] {""}
       *[no] {" · "}{ $state }
    }{ $turn_given ->
        [no] {""}
       *[yes] {" · "}{ $turn }
    }{ $purpose }
listed-form = { $state }
listed-purpose = {" · "}{ $text }
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
open-request =
    { $lines }

    СРОЧНОЕ ОБРАЩЕНИЕ { $request } · { $request_route }
    { $content }

    История:
    { $history }
open-state =
    { $lines }

    История:
    { $history }
open-number = { $lines }
digest-of-content = Контрольная сумма содержания: { $digest }
open-readers =
    { $request }. Содержание показано (ст. 10):
    { $lines }
reader =
    { $count ->
        [1] { $actor }: { $since }
       *[other] { $actor }: впервые { $since }, в последний раз { $at }, показов: { $count }
    }
journal =
    { $request }. Записи журнала:
    { $lines }
journal-entry =
    { $digest_given ->
        [no] { $place }. { $moment } · { $actor } · { $action }
       *[yes] { $place }. { $moment } · { $actor } · { $action } · { $digest }
    }
told-reads-much = 🟡 { $officer }: с { $since_clock } содержание обращений показано более { $count } раз. Сигналы не прерываются. Если это не объясняется обстановкой, доступ приостановит администратор.
history = { $moment } · { $actor } · { $action }

## Действия в истории

action-sent = отправлено
action-signed = подписано кодом
action-consent-asked = согласие на передачу запрошено
action-consent-given = согласие на передачу дано
action-consent-declined = в согласии на передачу отказано
action-consent-lapsed = запрос согласия остался без ответа
action-consent-withdrawn = запрос согласия отозван
action-entrusted = за обращение отвечает преемник отправителя
action-shown = содержание показано
action-unshown = содержание не дошло
action-journal-read = журнал прочитан
action-opened = начат срок
action-reminded = направлено напоминание
action-snoozed = напоминание отложено
action-notice-entered = уведомление внесено
action-notice-withdrawn = уведомление отозвано
action-notice-relayed = уведомление направлено Сторонам
action-notice-received = получение уведомления подтверждено
action-transmit = передано
action-acknowledge = получение подтверждено
action-accept = принято к исполнению
action-forward = передано по компетенции
action-forward_part = передано по компетенции в части
action-take_over = принято органом, которому передано
action-received_in_error = отмечено как полученное ошибочно
action-ask_details = запрошены дополнительные сведения
action-answer_details = дополнительные сведения представлены
action-propose_conditions = предложены условия исполнения
action-accept_conditions = условия исполнения приняты
action-decline_conditions = условия исполнения не приняты
action-postpone = исполнение отложено
action-note_obstacle = отмечено препятствие
action-report_obstacle = сообщено о препятствии
action-propose_period = предложен иной срок
action-agree_period = согласован иной срок
action-refuse = в исполнении отказано
action-refuse_part = в исполнении отказано в части
action-send_written_refusal = направлено письменное уведомление об отказе
action-note_executed = исполнение отмечено
action-report_partial = сообщён промежуточный результат
action-report_result = сообщён результат
action-acknowledge_result = получение результата подтверждено
action-withdraw = отозвано
action-add = направлено дополнение
action-correct = направлено исправление
action-link = связано с другим обращением
action-ask_presence = запрошено присутствие представителей (ст. 8)
action-answer_presence = дан ответ о присутствии представителей (ст. 8)
action-ask_other_use = запрошено согласие на иное использование (ст. 10)
action-answer_other_use = дан ответ об ином использовании (ст. 10)
action-propose_costs = предложен порядок расходов (ст. 12)
action-agree_costs = согласован порядок расходов (ст. 12)
action-record_consultation = отмечена консультация (ст. 11)
action-register_confirmation = письменное подтверждение зарегистрировано
action-decline_confirmation = сообщено, что письменного подтверждения не будет
action-record_confirmation = внесён входящий номер подтверждения
action-object_confirmation = заявлено возражение по подтверждению
action-answer_objection = дан ответ на возражение

## Тексты для письма и телефона

text-letter =
    { $number_given ->
        [no] ОБРАЩЕНИЕ о необходимости оказания содействия (ст. 6 Протокола от 23.12.2014)
       *[yes] ОФИЦИАЛЬНОЕ ПИСЬМЕННОЕ ПОДТВЕРЖДЕНИЕ обращения { $number } (ст. 6 Протокола от 23.12.2014)
    }
    { $lines }
    Подписывает руководитель уполномоченного компетентного органа или его заместитель.
    Проект: { $officer }, { $at }
text-telephonogram =
    { $number_given ->
        [no] ТЕЛЕФОНОГРАММА. Срочное обращение (ст. 6)
       *[yes] ТЕЛЕФОНОГРАММА. Срочное обращение { $number } (ст. 6)
    }
    { $lines }
    Передал: { $officer }, подготовлено { $at }
    Принял (фамилия, должность), время, прочитано обратно: запишите.
text-consent =
    { $number_given ->
        [no] ЗАПРОС СОГЛАСИЯ на передачу одного срочного обращения с использованием технических средств связи (ст. 6)
       *[yes] ЗАПРОС СОГЛАСИЯ на передачу срочного обращения { $number } с использованием технических средств связи (ст. 6)
    }
    { $lines }
    Просит: { $officer }, { $at }. Сообщите согласие и средство связи.
letter-content = { $content }
consent-of = Стороны: { $one } и { $other }

## Что делают, как сказано в отказе

do-transmit = Передать обращение
do-acknowledge = Подтвердить получение
do-accept = Принять к исполнению
do-forward = Передать по компетенции
do-forward_part = Передать часть по компетенции
do-take_over = Принять переданное
do-received_in_error = Отметить как полученное ошибочно
do-ask_details = Запросить дополнительные сведения
do-answer_details = Представить дополнительные сведения
do-propose_conditions = Предложить условия исполнения
do-accept_conditions = Принять условия исполнения
do-decline_conditions = Не принять условия исполнения
do-postpone = Отложить исполнение
do-note_obstacle = Отметить препятствие
do-report_obstacle = Сообщить о препятствии
do-propose_period = Предложить иной срок
do-agree_period = Согласовать иной срок
do-refuse = Отказать в исполнении
do-refuse_part = Отказать в исполнении частично
do-send_written_refusal = Внести письмо об отказе
do-note_executed = Отметить исполнение
do-report_partial = Сообщить промежуточный результат
do-report_result = Сообщить результат
do-acknowledge_result = Подтвердить получение результата
do-withdraw = Отозвать обращение
do-add = Направить дополнение
do-correct = Направить исправление
do-link = Связать обращения
do-ask_presence = Просить о присутствии
do-answer_presence = Ответить о присутствии
do-ask_other_use = Запросить согласие на использование для иных целей
do-answer_other_use = Ответить об использовании для иных целей
do-propose_costs = Предложить порядок расходов
do-agree_costs = Согласовать порядок расходов
do-record_consultation = Отметить консультации
do-register_confirmation = Зарегистрировать письменное подтверждение
do-decline_confirmation = Сообщить об отказе от письменного подтверждения
do-record_confirmation = Внести входящий номер
do-object_confirmation = Заявить возражение
do-answer_objection = Ответить на возражение
do-phone = Показать телефоны
do-letter = Подготовить проект письма
do-readers = Показать круг ознакомленных
do-export = Выгрузить дело
