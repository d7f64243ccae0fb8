### What people do and say in the demonstration (make demo).

demo-heading-ask = Monday. Kazakhstan asks Belarus
demo-heading-ack = The alarm climbs until a person answers
demo-heading-notice = Tuesday. The Secretariat notifies all Parties, one keeps silent
demo-heading-late = Friday. The confirmation is registered late
demo-heading-end = How it ended
demo-heading-next = What next
# What people write stays Russian, the working language (Art. 13).
demo-qualification = ст. 205 УК Республики Казахстан
demo-purpose = Предотвращение вывода из строя систем энергоснабжения Павлодарской области
demo-justification = Оперативная информация от 23.11.2026: вход подготовлен, атака назначена на ночь на 24.11.2026
demo-substance = Управление ведётся через узел 203.0.113.17, размещённый у белорусского провайдера
demo-assistance = Установить владельца узла, сохранить журналы соединений с 20.11.2026, прекратить управление
demo-persons = Не установлены; известны по адресу 203.0.113.17 и учётной записи operator-17
demo-underway = The node is cut off, the connection logs since 20.11.2026 are preserved; its owner is being established
demo-notice = С 01.12.2026 телефон дежурной службы уполномоченного компетентного органа Республики Армения: +374 10 000000. Прежний номер отключается.
demo-letter = 12-4/881 of { $on }
demo-incoming = In. 3418 of { $on }
demo-next =
    Messages to the other participants: { $others }. All of it stands in the hash-chained journal.
    Try it yourself: .venv/bin/nabat run, then for example @kz-duty /urgent or @by-duty /help.
    To install it for real work: README.md, "Installing"; to check it: .venv/bin/nabat check.
