### Слова, из которых состоят сообщения: Стороны, роли, состояния, моменты, сроки.

nabat = Набат
operator = администратор
secretariat = Секретариат ОДКБ
person-in-office = { $name } ({ $text })

## Моменты и сроки

day = { $day_padded }.{ $month_padded }.{ $year }
until-moment = до { $text }
until-end-of-day = до конца { $day } ({ $zone })
past-end-of-day = в конце { $day } ({ $zone })
duration-days = { $count } сут
duration-hours = { $count } ч
duration-minutes = { $count } мин
duration-moment = меньше минуты

zone-Asia-Almaty = Астана
zone-Asia-Bishkek = Бишкек
zone-Asia-Dushanbe = Душанбе
zone-Asia-Yerevan = Ереван
zone-Europe-Minsk = Минск
zone-Europe-Moscow = Москва

## Стороны; второе имя в родительном падеже

party-AM = Армения
party-AM-of = Армении
party-BY = Беларусь
party-BY-of = Беларуси
party-KG = Кыргызстан
party-KG-of = Кыргызстана
party-KZ = Казахстан
party-KZ-of = Казахстана
party-RU = Россия
party-RU-of = России
party-TJ = Таджикистан
party-TJ-of = Таджикистана
side-requesting = запрашивающая Сторона
side-requested = запрашиваемая Сторона
side-either = любая из двух Сторон
side-product = система

role-duty_officer = дежурный
role-deputy = заместитель руководителя
role-acting_head = исполняющий обязанности руководителя
role-head = руководитель
role-registrar = регистратор
role-auditor = аудитор
role-secretariat_officer = сотрудник Секретариата
role-secretariat_head = руководитель дежурной службы Секретариата

## Статья 3

ground-constitutional_order = против основ конституционного строя и безопасности государства
ground-peace_and_security = против мира и безопасности человечества
ground-information_technology = в сфере информационных технологий

## Языки и средства связи

lang-ru = русский
lang-en = английский
channel-console = консоль
channel-matrix = Matrix
channel-telegram = Telegram
channel-telephone = телефон
channel-fax = факс

## Что ожидается

kind-consent = согласие на передачу одного обращения
kind-transmit = передача обращения
kind-acknowledge = подтверждение получения
kind-confirm = официальное письменное подтверждение (ст. 6)
kind-forward = передача по компетенции, если исполнение не входит в компетенцию (ст. 7)
kind-execute = исполнение обращения (ст. 7)
kind-tell_result = сообщение о результате исполнения (ст. 7)
kind-tell_obstacle = уведомление о препятствии к исполнению (ст. 7)
kind-answer_details = ответ на запрос дополнительных сведений (ст. 7)
kind-answer_conditions = ответ на предложенные условия исполнения (ст. 7)
kind-record_confirmation = внесение входящего номера подтверждения или возражение
kind-written_refusal = письменное уведомление об отказе (ст. 9)
kind-relay_notice = информирование Сторон об уведомлении (ст. 4)
kind-receipt = подтверждение получения уведомления

## Уведомления

kind-designation = определение уполномоченного компетентного органа
kind-change = изменение уполномоченного компетентного органа
kind-contacts = изменение контактных данных
kind-exit = выход из Протокола (ст. 18)
kind-circular = иное сообщение Генерального секретаря ОДКБ

## Состояния

state-execution-transmitting = передаётся
state-execution-transmitted = передано, получение не подтверждено
state-execution-acknowledged = получение подтверждено
state-execution-in_execution = принято к исполнению
state-execution-postponed = исполнение отложено
state-execution-forwarded = передано по компетенции
state-execution-result_reported = результат сообщён
state-execution-refused = в исполнении отказано
state-execution-misaddressed = получено ошибочно
state-execution-withdrawn = отозвано
state-execution-closed = завершено
state-form-not_transmitted = обращение ещё не передано
state-form-awaiting = письменное подтверждение ожидается
state-form-declined = запрашивающая Сторона сообщила, что подтверждать не будет
state-form-confirmed = письменное подтверждение зарегистрировано
state-form-objected = по письменному подтверждению заявлено возражение
state-form-recorded = письменное подтверждение внесено с входящим номером
state-notice-entered = внесено, Сторонам не направлено
state-notice-relayed = направлено Сторонам
state-notice-withdrawn = отозвано, Сторонам не направлялось
state-notice-superseded = заменено следующим уведомлением
state-consent-asked = согласие на передачу запрошено
state-consent-given = согласие на передачу дано
state-consent-declined = в согласии на передачу отказано
state-consent-lapsed = запрос согласия остался без ответа
state-consent-withdrawn = запрос согласия отозван

## Поля обращения: названия в форме и на кнопках

label-to = Кому
label-ground = Основание
label-qualification = Квалификация
label-purpose = Цель
label-justification = Обоснование
label-substance = Существо
label-assistance = Содействие
label-persons = Лица
label-periods = Сроки
label-urgent_until = Срочно до
label-other = Иное
label-text = Текст

## Слова, которые понимает форма; через запятую

words-label-to = Кому, Адресат, Запрашиваемая Сторона, Запрашиваемый орган
words-label-ground = Основание, Основание (ст. 3)
words-label-qualification = Квалификация, Статья, Национальная квалификация
words-label-purpose = Цель, Цели, Цель обращения, Цели обращения
words-label-justification = Обоснование, Обоснование обращения
words-label-substance = Существо, Существо вопроса, Суть
words-label-assistance = Содействие, Запрашиваемое содействие, Содержание содействия
words-label-persons = Лица, Лицо, Причастные, Причастные лица
words-label-periods = Сроки, Срок, Сроки исполнения, Срок исполнения
words-label-urgent_until = Срочно до, Срочность
words-label-other = Иное, Другое, Дополнительно, Иная информация

words-party-AM = Армения, Армении, Республика Армения, РА
words-party-BY = Беларусь, Беларуси, Белоруссия, Республика Беларусь, РБ
words-party-KG = Кыргызстан, Кыргызстану, Киргизия, Кыргызская Республика, КР
words-party-KZ = Казахстан, Казахстану, Республика Казахстан, РК
words-party-RU = Россия, России, Российская Федерация, РФ
words-party-TJ = Таджикистан, Таджикистану, Республика Таджикистан, РТ

words-ground-constitutional_order = КС, Конституционный строй, Против основ конституционного строя и безопасности государства, Основы конституционного строя, Безопасность государства
words-ground-peace_and_security = МБ, Мир и безопасность, Против мира и безопасности человечества, Мир и безопасность человечества
words-ground-information_technology = ИТ, В сфере информационных технологий, Информационные технологии, Сфера информационных технологий

words-periods-not_set = Не установлены, Не установлен, Нет

words-command-cancel = Отмена, Стоп, Отменить
words-command-help = Помощь, Справка, ?, Что делать
words-choice-ack = Подтверждаю получение, Получение подтверждаю, Получение подтверждено
words-choice-accept = Принимаю к исполнению, Принято к исполнению

words-role-duty_officer = Дежурный, Дежурная
words-role-deputy = Заместитель, Заместитель руководителя, Зам
words-role-acting_head = Исполняющий обязанности руководителя, Врио, Врио руководителя, И.о. руководителя
words-role-head = Руководитель
words-role-registrar = Регистратор
words-role-auditor = Аудитор
words-role-secretariat_officer = Сотрудник Секретариата
words-role-secretariat_head = Руководитель дежурной службы Секретариата

## О чём открыт вопрос

asked-urgent = срочное обращение
asked-confirm = письменное подтверждение
asked-invite = приглашение сотрудника
asked-approve = четыре слова для утверждения
asked-unnotice = отзыв уведомления
asked-notice = внесение уведомления
asked-disagree = причины несогласия на передачу
asked-refuse = причины отказа в исполнении
asked-refusal = письменное уведомление об отказе
asked-decline = причины, по которым подтверждения не будет
asked-record = входящий номер подтверждения
asked-object = возражение по подтверждению
asked-reply = ответ на возражение
asked-obstacle = препятствие исполнению
asked-partial = промежуточный результат
asked-result = результат исполнения
asked-received = отметка о получении результата
asked-withdraw = причины отзыва
