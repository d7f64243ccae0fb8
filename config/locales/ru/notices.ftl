### Уведомления Генерального секретаря ОДКБ (ст. 4, 18).

ask-notice-kind = Что направляется?
ask-notice-party = Какая Сторона уведомила?
ask-notice-on = С какой даты действует? Например: 01.12.2026.
ask-notice-text = Текст уведомления?
label-notice-kind = Вид
label-notice-party = Сторона
label-notice-on = Дата
label-notice-text = Текст
option-notice-designation = Определение органа
option-notice-change = Изменение органа
option-notice-contacts = Контакты
option-notice-exit = Выход из Протокола
option-notice-circular = Иное сообщение Генерального секретаря

notice-party = Сторона: { $party }
notice-on = Действует с { $on } (по уведомлению Стороны)
preview-notice =
    { $kind_id ->
        [circular] Сообщение № { $notice }: { $kind }
       *[other] Уведомление № { $notice } (ст. 4): { $kind }
            { $lines }
    }
    { $text }

    Направляется каждой Стороне незамедлительно.
preview-notice-draft =
    { $kind_id ->
        [circular] Сообщение: { $kind }
       *[other] Уведомление (ст. 4): { $kind }
            { $lines }
    }
    { $text }

    Проверьте. Номер появится, когда уведомление будет внесено; Сторонам оно направляется отдельно.
notice =
    { $kind_id ->
        [circular] 🟡 Сообщение № { $notice }: { $kind }
       *[other] 🟡 Уведомление № { $notice } Генерального секретаря ОДКБ (ст. 4): { $kind }
            { $lines }
    }
    { $text }

    Подтвердите получение.

notice-again =
    { $lines }

    { $text }

head-notice-entered = 🟡 Уведомление № { $notice } · { $kind } · внесено { $at }, Сторонам не направлено
notice-number = № { $number }
head-notice-relayed =
    { $complete ->
        [yes] 🟢
       *[no] 🟡
    } { $kind_id ->
        [circular] Сообщение № { $notice } · направлено Сторонам { $at }
       *[other] Уведомление № { $notice } · { $kind } · направлено Сторонам { $at } · действует с { $on } (по уведомлению Стороны)
    }
head-notice-withdrawn = ⚪ Уведомление № { $notice } · { $kind } · отозвано { $at }, Сторонам не направлялось
head-notice-superseded = ⚪ Уведомление № { $notice } · { $kind } · заменено следующим; направлялось { $at }
receipt-acknowledged = { $party } 🟢 { $officer }, { $at_both }
receipt-accepted = { $party } 🟡 принято сервером
receipt-waiting = { $party } 🟡 передаётся
receipt-never = { $party } 🔴 не доставлено
receipts-count = Получение подтвердили { $count } из { $parties }
notice-reason = Причина отзыва: { $statement }
ask-unnotice = По какой причине отзывается уведомление № { $notice }?
preview-unnotice =
    Отозвать уведомление № { $notice }. Сторонам оно направлено не будет.
    Причина:
    { $text }
done-unnotice = ⚪ Уведомление № { $notice } отозвано. Сторонам оно не направлялось.
told-unnotice =
    ⚪ Уведомление № { $notice } отозвано, Сторонам не направлялось: { $officer }, { $at_both }.
    Причина: { $text }
done-receipt = 🟢 Получение уведомления № { $notice } подтверждено { $at }. Секретариат видит отметку.
