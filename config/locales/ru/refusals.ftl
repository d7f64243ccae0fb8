### Отказы: что есть на деле; правило; что сделать.

refused = { $lines }
rule = Основание: ст. { $article } Протокола.

## Обращение

refused-party = { $party }: Протокол эту Сторону сейчас не связывает.
refused-own-party = Обращение направляется органу другой Стороны, а не своей.
refused-not-designated = { $authority }: орган сейчас не определён уполномоченным компетентным органом.
refused-no-authority = { $party }: в реестре нет действующего уполномоченного компетентного органа.
refused-authority-unknown = Органа «{ $text }» в реестре нет.
refused-authority-several = { $party }: действует несколько уполномоченных компетентных органов: { $authorities }.
refused-party-unknown = «{ $text }» — не название Стороны.
refused-party-one = Нужна ровно одна Сторона.
refused-nobody-chosen = Не выбрана ни одна Сторона.
refused-channel = Через { $channel } отправить нельзя: в реестре нет договорённости { $one_of } и { $other_of } об этом средстве связи.
refused-channel-pointer = Через { $channel } содержание передать нельзя: договорённость { $one_of } и { $other_of } допускает здесь только указатель без содержания.
refused-no-agreement = В реестре нет договорённости { $one_of } и { $other_of } о технических средствах связи для полного содержания.
refused-consent-waits = { $authority }: согласие уже запрошено { $at_clock }.
refused-consent-answered = { $state }: { $officer }, { $at_both }.
refused-consent-needless = Согласие здесь не требуется: содержание передаётся по договорённости или по данному согласию.
refused-consent-none = Запросов согласия, на которые вы можете ответить, нет.
refused-consent-nobody = { $authority }: согласие в чате запросить не у кого, или некому принять содержание на этом средстве связи.
refused-consent-role = Согласие сверх договорённости Сторон даёт руководитель или его заместитель; ваша роль — { $role }.
refused-not-in-preparation = Техническими средствами связи передаётся обращение только о готовящемся преступлении.
refused-not-immediate = Техническими средствами связи передаётся обращение, только когда требуется немедленное реагирование в отношении причастных лиц.
refused-appeal-nobody = Пропустить сообщение в вашем органе сейчас некому: нет ни руководителя, ни заместителя с доступом к боту.
refused-appeal-over = Пропустить это сообщение уже нельзя: на это даны сутки с отказа.
refused-secret = В тексте есть пометка секретности.
refused-official-use = Договорённость Сторон не допускает текстов с пометкой «ДСП» на этих средствах связи.
refused-ground = Основание не распознано.
refused-language = Это не ответ на вопрос о языке.
refused-incomplete = Не заполнено: { $labels }.
refused-empty = { $field }: пусто.
refused-long = Текст слишком длинный: { $length } знаков, допустимо { $limit }.
refused-file-empty = Файл пуст: { $name }.
refused-file-large = Файл больше 20 МБ: { $name }.
refused-file-active = В PDF есть сценарии, вложенные файлы или действия, которые запускаются при открытии: { $name }.
refused-file-archive = Архивы и образы дисков не принимаются: { $name }.
refused-file-closed = PDF закрыт так, что его нельзя проверить: { $name }.
refused-file-office = Документы Word, Excel и подобные не принимаются, в них бывают макросы: { $name }.
refused-file-page = Веб-страницы и рисунки SVG не принимаются: { $name }.
refused-file-program = Программы и сценарии не принимаются: { $name }.
refused-file-type = Файл не изображение и не PDF: { $name }.
refused-file-damaged = Файл повреждён в хранилище, пришлите его ещё раз: { $name }.
refused-file-unfetched = Файл не удалось получить, пришлите его ещё раз: { $name }.

## Номера и состояния

refused-number-none = Номер обращения не указан.
refused-number = «{ $text }» — не номер обращения.
refused-number-unknown = Обращения { $text } среди ваших нет.
refused-number-several = Подходит несколько обращений: { $numbers }.
refused-none-request = Обращений, с которыми это можно сделать, сейчас нет.
refused-none-notice = Уведомлений, с которыми это можно сделать, сейчас нет.
refused-move = { $deed } нельзя: { $request } — { $state }; { $officer }, { $at_both }.
refused-move-yet = { $deed } нельзя: { $request } — { $state }.
refused-not-owed = { $deed } нельзя: в исполнении { $request } не отказано.
refused-settled = { $deed } нельзя: по { $request } письмо уже внесено; { $officer }, { $at_both }.
refused-side =
    { $side_id ->
        [either] { $deed } нельзя: { $request }, это делает любая из двух Сторон обращения.
       *[other] { $deed } нельзя: { $request }, это может сделать только { $side } ({ $party }).
    }
refused-role = Сделать это нельзя: для вашей роли ({ $role }) это действие не предусмотрено.
refused-signatory-only = { $deed } нельзя: { $request }, это делает руководитель или его заместитель; ваша роль — { $role }.

## Письменное подтверждение

refused-number-and-date = Нужны исходящий номер и дата письма.
refused-number-missing = Дата понятна, исходящего номера нет.
refused-number-long = Исходящий номер длиннее 64 знаков.
refused-date = Дата не распознана.
refused-date-none = Даты { $text } не существует.
refused-date-future = Дата письма ещё не наступила.
refused-date-early = Дата письма раньше отправки обращения.
refused-signatory = { $officer } на дату письма не занимает должность руководителя или заместителя.
refused-no-signatory = На дату письма в реестре нет руководителя или заместителя.
refused-not-signatory = В этой системе подтверждение регистрирует только руководитель или его заместитель.
refused-scan-missing = Дежурный регистрирует подтверждение только со сканом подписанного письма.

## Уведомления

refused-notice-unknown =
    { $text_given ->
        [no] Номер уведомления не указан.
       *[yes] Уведомления «{ $text }» нет.
    }
refused-notice-kind = Вид сообщения не выбран.
refused-notice-relayed = Уведомление № { $notice } уже направлено Сторонам: { $officer }, { $at_both }.
refused-notice-move = Уведомление № { $notice }: { $state } — { $officer }, { $at_both }.
refused-receipt = Получение уведомления № { $notice } уже подтверждено: { $officer }, { $at_both }.
refused-exit = Выход возможен не ранее чем через 6 месяцев после уведомления: с { $earliest }.

## Напоминания, кнопки, прочее

refused-snooze-alarm = Сигнал о срочном обращении не откладывается.
refused-snooze-late = Срок истёк, напоминание больше не откладывается.
refused-button = Кнопка больше не действует.
refused-done-already = Это уже сделано.
refused-typed-elsewhere = Содержание вводилось через { $channels }, здесь его показывать нельзя.
refused-draft-gone = Этого черновика больше нет: он отправлен или удалён.
refused-words-number-alone = Текст не принят: «{ $text }» — только число.
refused-words-button = Текст не принят: «{ $text }» — название кнопки или команды.
refused-held = Сообщение не принято: сначала ответьте, можно ли передать задержанное.
refused-nothing-asked = Слова не учтены: черновик заполнен, открытого вопроса нет.
refused-nothing-said = Сообщение пустое.
refused-not-understood = Сообщение не понято: открытого вопроса нет.
refused-chosen-several = «{ $text }» может означать разное, поэтому ничего не сделано:
refused-chosen-old = Номер { $text } уже не действует сам по себе, ничего не сделано. Он стоял здесь:
refused-chosen-open =
    { $number_given ->
        [no] Номер { $text } не учтён ни как действие, ни как ответ. Открыт вопрос: { $asked }. Номер стоит здесь:
       *[yes] Номер { $text } не учтён ни как действие, ни как ответ. Открыт вопрос: { $asked }, { $number_named }. Номер стоит здесь:
    }
refused-reply-number = Номер { $text } не учтён: под сообщением, на которое вы ответили, его нет.
refused-reply-words = Этими словами здесь ничего не выбрано. Под сообщением, на которое вы ответили:
refused-reply-other =
    { $number_given ->
        [no] «{ $text }» — ответ на другое сообщение, а открыт вопрос: { $asked }. Ничего не записано.
       *[yes] «{ $text }» — ответ на другое сообщение, а открыт вопрос: { $asked }, { $number_named }. Ничего не записано.
    }
refused-reply-file =
    { $number_given ->
        [no] Файл не приложен: это ответ на другое сообщение, а открыт вопрос: { $asked }.
       *[yes] Файл не приложен: это ответ на другое сообщение, а открыт вопрос: { $asked }, { $number_named }.
    }
chosen-card =
    { $number_given ->
        [no] «{ $label }», { $at_clock }
       *[yes] «{ $label }», { $number_named }, { $at_clock }
    }{ $way_given ->
        [no] {""}
       *[yes] {" — "}{ $way }
    }
chosen-line =
    { $count ->
        [0] «{ $label }»
       *[other] { $count }. { $label }
    }
file-left = Файл, который был с этим сообщением, не приложен.
refused-file-alone = Файл не принят: сейчас его ни к чему не приложить.
refused-command = Команды /{ $text } нет.
refused-setting = «{ $text }» — не язык и не часовой пояс.
refused-characters = Сообщение не принято: в нём есть невидимые управляющие знаки ({ $text }).
refused-edited = Правка не учтена: бот прочёл то, что было отправлено сначала, и ответил на это.
refused-forwarded = Пересланное сообщение не принято: по нему не видно, кто его написал.
refused-voice = Голосовые сообщения, аудио и видео не принимаются.
refused-reaction = Отметка под сообщением ничего не решает: её видит и может подделать сервер.
refused-redacted = Удаление сообщения ничего не отменяет: на что бот ответил, то остаётся в силе; чего он не прочёл до удаления, то не учтено.
refused-missed = Часть ваших сообщений могла не дойти до бота: домашний сервер Matrix их не отдал или потерял.
refused-undecryptable = Сообщение не удалось расшифровать, оно не учтено.
refused-unsigned = Сообщение не учтено: оно отправлено с устройства, которое вы не подтвердили.
refused-unsealed = Номер не учтён: ваше приложение не зашифровало, на какое сообщение вы отвечаете.
refused-other = Такое сообщение не принимается.
refused-rest = Продолжение непринятого сообщения тоже не принято.
refused-too-long = Сообщение не принято: { $length } знаков, допустимо { $limit }.

## Что сделать

instead-rest = Отправьте исправленное сообщение заново, целиком.
instead-ask-signatory = Передайте письмо руководителю или заместителю: /confirm.
instead-characters = Наберите текст заново или вставьте его без оформления.
instead-edited = Чтобы исправить, отправьте новое сообщение.
instead-forwarded = Напишите своими словами или приложите скан.
instead-voice = Напишите текстом или пришлите фото, скан или PDF.
instead-reaction = Ответьте номером действия или командой.
instead-redacted = Что записано: /open. Прервать начатое: /cancel.
instead-missed = Посмотрите, на что нет ответа, и отправьте это ещё раз.
instead-undecryptable = Отправьте его ещё раз.
instead-unsigned = Подтвердите это устройство с другого своего устройства (в Element: «Проверить сеанс»), затем отправьте ещё раз. Если устройство не ваше, сообщите руководителю.
instead-unsealed = Отправьте номер новым сообщением, не ответом, или наберите команду: /help.
instead-other = Напишите текстом или пришлите фото, скан или PDF.
instead-consent = Запросите согласие на эту передачу, подготовьте письмо или передайте телефонограммой.
instead-consent-declined = Направьте обращение письмом или позвоните: действия ниже.
instead-consent-nobody = Подготовьте письмо или позвоните: /registry.
instead-consent-role = Передайте руководителю или его заместителю: они могут ответить.
instead-consent-waits = Ответ ожидается { $due_until }. Содержание не передано.
instead-typed-elsewhere = Продолжите там: /drafts, письменное подтверждение — /confirm. Новое обращение здесь: /urgent.
instead-elsewhere = Содержание принимается через { $channels }: откройте черновик там, /drafts.
instead-date = Напишите дату так: 01.12.2026.
instead-drafts = Ваши черновики: /drafts.
instead-exit = Укажите дату не ранее { $earliest }.
instead-file-convert = Сохраните документ как PDF и пришлите PDF до 20 МБ.
instead-file-print = Напечатайте его в новый PDF («Печать», «Сохранить как PDF») или сфотографируйте страницы.
instead-file-send = Пришлите фото, скан или PDF до 20 МБ.
instead-file-unpack = Распакуйте и пришлите по одному файлу: фото, скан или PDF до 20 МБ.
instead-for-letter = Обращение пойдёт письмом: ответьте на остальные вопросы, и бот составит его текст. Прервать — /cancel.
instead-file-alone = Начните то, к чему он относится (/urgent, /drafts, /confirm), и пришлите файл ещё раз.
instead-ground = Напишите ИТ, КС или МБ либо выберите из предложенного.
instead-words = Напишите текст словами, нажмите кнопку под вопросом или прервите: /cancel.
instead-help = Что можно сейчас: /help.
instead-buttons = Нажмите кнопку под сообщением или наберите её слова. Что можно сейчас: /help.
instead-chosen-several = Ответьте номером на то сообщение, которое имеете в виду, или наберите команду.
instead-chosen-old = Ответьте номером на то сообщение или наберите команду. Что можно сейчас: /help.
instead-chosen-open = На вопрос ответьте словами (число — со знаком: № 7). Для действия ответьте номером на его сообщение, наберите команду или прервите вопрос: /cancel.
instead-reply-number = Ответьте номером, который стоит под самим сообщением, или отправьте номер новым сообщением, не ответом.
instead-reply-words = Ответьте номером или словами кнопки, либо наберите команду: /help.
instead-reply-other = Ответ на вопрос отправьте новым сообщением. Прервать вопрос: /cancel.
instead-language = Выберите «Оставить как есть» или пришлите поле по-русски, например: «Цель: …».
instead-letter = Направьте обращение письмом за подписью руководителя или его заместителя.
instead-letter-words = Направьте эти сведения письмом.
instead-me = Например: /me ru, /me en, /me Asia/Almaty.
instead-notice = Внести новое или найти по номеру: /notice, /notice 2026/14.
instead-notice-kind = Выберите из предложенного.
instead-none-request = Что открыто: /open.
instead-none-notice = Что ожидается: /owe. По номеру, например: 2026/14.
instead-number = Например: KZ-BY-2026-7, KZ-7 или 7. Список — /open.
instead-number-and-date = Например: 12-4/881 от 23.11.2026.
instead-open = Что открыто: /open.
instead-other-party = Выберите другую Сторону: /urgent.
instead-owe = Что ожидается от вашего органа: /owe.
instead-party = Напишите название Стороны, например: Беларусь, Казахстан.
instead-possible = Что можно сделать теперь: /open { $request }.
instead-preview = Выберите действие под черновиком (в Matrix — ответом на него) или откройте /drafts.
instead-registry = Действующие органы и телефоны: /registry.
instead-scan = Пришлите скан или фото подписанного письма.
instead-appeal-over = Отправьте сообщение ещё раз: если бот его не примет, просьбу можно повторить.
instead-secret = Сведения, составляющие государственную тайну, передаются только в порядке Соглашения от 18.06.2004. Удалите их из чата.
instead-shorter = Сократите текст или приложите его файлом PDF.
instead-signatory = Выберите того, кто подписал: «Подписал другой».
instead-urgent = Выберите орган из предложенных: /urgent.
