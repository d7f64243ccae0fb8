### Уведомления Генерального секретаря.

notice =
    { $kind_id ->
        [circular] 🟡 Сообщение № { $notice }: { $kind }
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
    .preview =
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
            [circular] Сообщение: { $kind }
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

receipt =
    .help = /receipt НОМЕР — подтвердить получение уведомления
    .choice = Уведомление получено
    .done = 🟢 Получение уведомления № { $notice } подтверждено { $at }. Секретариат видит отметку.

label-notice-kind = Вид
label-notice-party = Сторона
label-notice-noticed = Дата уведомления
label-notice-on = Дата
label-notice-text = Текст
notice-alone = Направлено одним лицом.
notice-reason-alone = Направлено одним лицом; причина: { $statement }
signed-alone = Направляется одним лицом; причина: { $text }
notice-reason = Причина отзыва: { $statement }
signed-notice = { $notice_named }: { $kind }

## Отказы

refused-noticed-ahead = Дата уведомления ещё не наступила.
refused-party-one = Нужна ровно одна Сторона.
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
