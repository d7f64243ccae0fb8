### Реестр: органы, телефоны, договорённости о средствах связи.

registry =
    Уполномоченные компетентные органы на { $at }:
    { $lines }
registry-party = · { $party }
registry-authority = { $authority }, телефон { $phone }
registry-means = Согласованные средства связи: { $channels }
registry-no-means = Договорённости { $one_of } и { $other_of } о технических средствах связи в реестре нет
