# What people do and say in the demonstration (make demo).

demo-heading-ask = Monday. Kazakhstan asks Belarus
demo-heading-ack = The alarm climbs until a person answers
demo-heading-notice = Tuesday. The Secretariat notifies all Parties, one keeps silent
demo-heading-late = Friday. The confirmation is registered late
demo-heading-end = How it ended
demo-heading-next = What next
demo-qualification = Art. 205 of the Criminal Code of Kazakhstan
demo-purpose = To prevent the energy supply of Pavlodar region from being disabled
demo-justification = Operational information of 23.11.2026: access is prepared, the attack is set for the night before 24.11.2026
demo-substance = It is controlled through node 203.0.113.17 at a Belarusian provider. Узел управления 203.0.113.17
demo-assistance = Identify the owner of the node, keep the connection logs since 20.11.2026, stop the control. Установить владельца
demo-persons = Not identified; known by address 203.0.113.17 and account operator-17
demo-notice = From 01.12.2026 the telephone of the duty service of the competent authority of Armenia is +374 10 000000. The former number is closed.
demo-letter = 12-4/881 of { $on }
demo-incoming = In. 3418 of { $on }
demo-next =
    Messages to the other participants: { $others }. All of it stands in the hash-chained journal.
    Try it yourself: .venv/bin/nabat run, then for example @kz-duty /urgent or @by-duty /help.
    To install it for real work: README.md, "Installing"; to check it: .venv/bin/nabat check.
