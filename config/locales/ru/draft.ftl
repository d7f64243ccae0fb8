### Форма ст. 6.

option-party = { $party }
form-missing = Заполненное сохранено. Не заполнено: { $labels }.
form-untaken = { $field }, не принято: «{ $text }».
form-stray = Ни в одно поле не вошло: «{ $text }».
form-unsaid = { $field }: после названия поля ничего нет, прежнее остаётся.
form-twice = { $field }: указано дважды и по-разному: { $text }. Поле не заполнено.
form-inside =
    { $count ->
        [0] { $field }: осталось в тексте этого поля: { $text }.
       *[other] { $field }: осталось в тексте этого поля: { $text }; и ещё строк: { $count }.
    }

## Отказы

refused-no-authority = { $party }: в реестре нет действующего уполномоченного компетентного органа.
refused-authority-several = { $party }: действует несколько уполномоченных компетентных органов: { $authorities }.
refused-ground = Основание не распознано.
refused-language = Это не ответ на вопрос о языке.
instead-drafts = Ваши черновики: /drafts.
instead-ground = Напишите ИТ, КС или МБ либо выберите из предложенного.
instead-language = Выберите «Оставить как есть» или пришлите поле по-русски, например: «Цель: …».
instead-urgent = Выберите орган из предложенных: /urgent.
