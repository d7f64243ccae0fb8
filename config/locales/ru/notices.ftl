### Уведомления Генерального секретаря.

notice =
    { $kind_id ->
        [circular]
            { $lines_given ->
                [yes]
                    🟡 Сообщение № { $notice }: { $kind }
                    { $lines }
               *[no] 🟡 Сообщение № { $notice }: { $kind }
            }
        [designation]
            🟡 Уведомление № { $notice } Генерального секретаря ОДКБ (ст. 4): { $kind }
            { $lines }
        [change]
            🟡 Уведомление № { $notice } Генерального секретаря ОДКБ (ст. 4): { $kind }
            { $lines }
       *[other]
            🟡 Сообщение № { $notice } Генерального секретаря ОДКБ: { $kind }
            { $lines }
    }
    { $text }
    
    Подтвердите получение.
    .help = /notice — внести уведомление
    .asked = внесение уведомления
    .ask-kind = Что направляется?
    .ask-party = Какая Сторона уведомила?
    .ask-noticed = Какого числа Сторона направила уведомление о выходе? Например: 22.11.2026.
    .ask-on = С какой даты действует? Например: 01.12.2026.
    .ask-text = Текст уведомления?
    .ask-body = Какой орган изменяется?
    .ask-successor = Какой орган определён? Выберите или напишите полное наименование.
    .ask-phone = Телефон органа? Например: +374 10 000-110.
    .ask-past = { $on } уже прошло. Реестр изменит руководитель дежурной группы после направления Сторонам. Дата верна?
    .ask-document = Номер и дата письма Стороны? Например: 12-4/881 от 22.11.2026. Скан можно прислать файлом.
    .ask-arrived = Когда уведомление поступило (по времени Москвы)? Например: 22.11.2026 12:40.
    .option-past = Дата верна
    .option-no-document = Без письма
    .option-arrived = Только что
    .preview =
        { $kind_id ->
            [circular]
                { $lines_given ->
                    [yes]
                        Сообщение № { $notice }: { $kind }
                        { $lines }
                   *[no] Сообщение № { $notice }: { $kind }
                }
            [designation]
                Уведомление № { $notice } (ст. 4): { $kind }
                { $lines }
            [change]
                Уведомление № { $notice } (ст. 4): { $kind }
                { $lines }
           *[other]
                Сообщение № { $notice }: { $kind }
                { $lines }
        }
        { $text }
        
        Направляется каждой Стороне незамедлительно.
    .preview-own =
        { $kind_id ->
            [circular] Сообщение № { $notice }: { $kind }
            [designation]
                Уведомление № { $notice } (ст. 4): { $kind }
                { $lines }
            [change]
                Уведомление № { $notice } (ст. 4): { $kind }
                { $lines }
           *[other]
                Сообщение № { $notice }: { $kind }
                { $lines }
        }
        { $text }
        
        { $second }
    .second = Направляет Сторонам другой сотрудник Секретариата, кодом. Если второго нет, с { $at } направить можете вы, указав причину: /relay.
    .second-exit = Уведомление о выходе направляют двое: вы внесли его, направляет другой сотрудник Секретариата, кодом.
    .told =
        🟡 { $notice_named }: { $kind }. Внесено: { $officer }
        { $lines }
        { $text }
        
        Проверьте и направьте Сторонам: нужен второй сотрудник.
    .preview-draft =
        { $kind_id ->
            [circular]
                { $lines_given ->
                    [yes]
                        Сообщение: { $kind }
                        { $lines }
                   *[no] Сообщение: { $kind }
                }
            [designation]
                Уведомление (ст. 4): { $kind }
                { $lines }
            [change]
                Уведомление (ст. 4): { $kind }
                { $lines }
           *[other]
                Сообщение: { $kind }
                { $lines }
        }
        { $text }
        
        Проверьте. Номер появится, когда уведомление будет внесено; Сторонам оно направляется отдельно.
    .option-designation = Определение органа
    .option-change = Изменение органа
    .option-contacts = Контакты
    .option-exit = Выход из Протокола
    .option-circular = Иное сообщение Генерального секретаря
    .again =
        { $lines }
        
        { $text }

notify =
    .choice = Внести уведомление

notices =
    Уведомления и сообщения Генерального секретаря: { $count }
    { $lines }
    .help = /notices — уведомления и сообщения Генерального секретаря
    .none = Уведомлений и сообщений нет.
    .line = № { $notice } · { $kind } · { $state } { $at }
    .one =
        { $lines }
        
        { $text }

relay =
    .help = /relay НОМЕР — направить уведомление Сторонам
    .choice = Направить всем Сторонам
    .asked = направление уведомления одним лицом
    .ask = № { $notice }: второго сотрудника нет. По какой причине направляете одни? Сторонам будет видно «направлено одним лицом».
    .preview =
        № { $notice } направляется Сторонам одним лицом.
        Причина:
        { $text }

relayall =
    .choice = Направить все кодом

alone =
    .choice = Направить одному

unnotice =
    .help = /unnotice НОМЕР — отозвать внесённое уведомление, пока оно не направлено
    .asked = отзыв уведомления
    .ask = № { $notice }: по какой причине отзывается? Сторонам направлено не будет.
    .preview =
        № { $notice } отзывается, Сторонам направлено не будет.
        Причина:
        { $text }
    .choice = Отозвать уведомление
    .done = ⚪ № { $notice } отозвано, Сторонам не направлялось.
    .told =
        ⚪ № { $notice } отозвано, Сторонам не направлялось: { $officer }, { $at_both }.
        Причина: { $text }

retract =
    .choice = Отозвать уведомление

supersede =
    .help = /supersede НОМЕР — заменить направленное уведомление исправленным
    .choice = Заменить уведомление

exit =
    .help = /exit НОМЕР ДАТА — установить дату выхода Стороны из Протокола
    .choice = Установить дату выхода
    .done = Дата выхода установлена (№ { $notice }): { $party }, { $on }. Обеим сторонам перечень открытых обращений направляется за 30, 7 и 1 день.
    .settlement =
        { $party }: выход из Протокола { $on }. До этой даты урегулируются все обязательства, возникшие за время его действия (ст. 18). Открыто обращений: { $count }.
        { $lines }
    .left =
        { $party }: Сторона вышла из Протокола { $on } (ст. 18). Новые обращения по нему не направляются; действуют другие договоры (ст. 14). Открытые обязательства сохраняются: { $count }.
        { $lines }

change =
    .help = /change НОМЕР — изменить реестр по уведомлению, если он не изменился сам
    .choice = Изменить реестр
    .done = 🟢 Реестр изменён по уведомлению № { $notice }.
    .asked =
        { $complete ->
            [yes] 🔴 Уведомление № { $notice } ({ $kind }): реестр не изменён, хотя дата наступила ({ $due }).
           *[no] 🟡 Уведомление № { $notice } ({ $kind }): реестр не изменится { $due }.
        }
        { $lines }

succession-yours =
    С { $on } ({ $zone }) уполномоченный компетентный орган { $party_of } — { $successor } (уведомление № { $notice }, ст. 4). Вам перешло открытых обращений: { $count }. Сроки прежние.
    { $lines }
succession-former =
    С { $on } ({ $zone }) уполномоченный компетентный орган { $party_of } — { $successor } (уведомление № { $notice }, ст. 4). Ему перешло открытых обращений: { $count }. До { $until } вы видите то, что видели.
    { $lines }
succession-told =
    С { $on } ({ $zone }) уполномоченный компетентный орган { $party_of } — { $successor } (уведомление № { $notice }, ст. 4). Ему перешло обращений с вашим органом: { $count }. Сроки прежние.
    { $lines }
barred-unrelayed = Сторонам не направлено.
barred-late = Направлено позже даты или дата прошла, пока решения не было.
barred-contradicted = Противоречит уведомлению: { $numbers }.
barred-ended = К этой дате не действует: { $authority }.

receipt =
    .help = /receipt НОМЕР — подтвердить получение уведомления
    .choice = Уведомление получено
    .done = 🟢 Получение уведомления № { $notice } подтверждено { $at }. Секретариат видит отметку.

label-notice-kind = Вид
label-notice-party = Сторона
label-notice-noticed = Дата уведомления
label-notice-on = Дата
label-notice-body = Прежний орган
label-notice-successor = Новый орган
label-notice-phone = Телефон
label-notice-document = Письмо
label-notice-arrived = Поступило
label-notice-text = Текст
notice-alone = Направлено одним лицом.
notice-reason-alone = Направлено одним лицом; причина: { $statement }
signed-alone = Направляется одним лицом; причина: { $text }
notice-reason = Причина отзыва: { $statement }
signed-notice = { $notice_named }: { $kind }
signed-exit = Дата выхода в реестре: { $on }

## Отказы

refused-noticed-ahead = Дата уведомления ещё не наступила.
refused-party-one = Нужна ровно одна Сторона.
refused-notice-phone = Телефон не распознан.
refused-arrived = Момент не распознан.
refused-arrived-ahead = Этот момент ещё не наступил.
refused-successor-same = Это тот же орган.
refused-exit-none = № { $notice } — не уведомление о выходе.
refused-change-nothing = Уведомление № { $notice } реестр не изменяет.
refused-change-done = По уведомлению № { $notice } реестр изменён { $at }.
refused-change-unrelayed = Уведомление № { $notice } Сторонам не направлено. Сначала направьте: /relay { $notice }.
refused-change-early = Уведомление № { $notice } действует с { $on }; до этой даты реестр не изменяется.
refused-change-ended = Уведомление № { $notice }: прежний орган ({ $authority }) к этой дате уже не действует.
refused-notice-unknown =
    { $text_given ->
        [no] Номер уведомления не указан.
       *[yes] Уведомления «{ $text }» нет.
    }
refused-notice-kind = Вид сообщения не выбран.
refused-notice-relayed = Уведомление № { $notice } уже направлено Сторонам: { $officer }, { $at_both }.
refused-relay-second = № { $notice } внесли вы: направляет другой сотрудник Секретариата. Одному — с { $at }, с указанием причины.
refused-relay-exit = Уведомление о выходе № { $notice } внесли вы: его направляет другой сотрудник Секретариата, и только он.
instead-relay-second = Позвоните второму сотруднику. Отозвать: /unnotice.
refused-receipt = Получение уведомления № { $notice } уже подтверждено: { $officer }, { $at_both }.
instead-notice = Внести новое или найти по номеру: /notice, /notice 2026/14.
instead-notice-kind = Выберите из предложенного.
instead-arrived = Укажите дату и время, например: 22.11.2026 12:40.
instead-successor = Укажите другой орган этой Стороны.
instead-notice-phone = Телефон с кодом страны, например: +374 10 000-110.
instead-notices = Все уведомления: /notices.
