"""
The clauses of Art. 3-18, a row each: their words, what the product does about them, or why not.

The words are the Protocol's own, in their order; put together they are its text. A paragraph that
says several things is cut between them: 6.4.1 to 6.4.3 are the fourth paragraph of Art. 6.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clause:
    """
    One clause: `words` of the Protocol, and what the product `does` about it.

    `left` says why it does nothing; one of the two is given.
    """

    words: str
    does: str = ""
    left: str = ""

    def __post_init__(self) -> None:
        if bool(self.does) == bool(self.left):
            raise ValueError("a clause is carried out, or it is said why not")


_INFORMATION = "Information on one's own initiative has no command yet: it goes by letter."
_OF_AUTHORITIES = "A matter of the authorities themselves, which needs no message within hours."

CLAUSES: Mapping[str, Clause] = {
    "3.1": Clause(
        "Стороны обязуются в соответствии с настоящим Протоколом, национальным законодательством и "
        "международными договорами, участниками которых они являются, сотрудничать в интересах "
        "защиты информационного пространства Сторон от деструктивного воздействия и "
        "противодействия использованию национальных сегментов сети Интернет в целях, запрещенных "
        "национальным законодательством, а также осуществлять взаимодействие по признакам "
        "преступлений, совершаемых с применением информационных технологий и квалифицируемых "
        "национальным законодательством как преступления: - против основ конституционного строя и "
        "безопасности государства, - против мира и безопасности человечества, - в сфере "
        "информационных технологий.",
        does="A request names which of the three kinds it is about, and the article of the "
        "criminal code; what is about none of them does not go by technical means.",
    ),
    "3.2": Clause(
        "Стороны примут необходимые организационные меры для выполнения положений настоящего "
        "Протокола.",
        left="Measures of each Party; this product may be one of them.",
    ),
    "4.1": Clause(
        "Сотрудничество в рамках настоящего Протокола осуществляется непосредственно между "
        "уполномоченными компетентными органами, определенными Сторонами.",
        does="A request goes from a designated authority to a designated one, while both are in "
        "force; only a designated authority takes a forwarded request over.",
    ),
    "4.2": Clause(
        "Каждая из Сторон уведомляет Генерального секретаря ОДКБ об определении/изменении "
        "уполномоченного компетентного органа.",
        does="The Secretariat enters what a Party notified: the document, when it arrived, from "
        "which date it holds (`/notice`). From that date the register is another one.",
    ),
    "4.3": Clause(
        "Генеральный секретарь ОДКБ при получении уведомления незамедлительно информирует об этом "
        "каждую из Сторон.",
        does="From the arrival on the Secretariat owes the relay; every Party that is bound gets "
        "the notice at once (`/relay`). The hour within which it is owed is policy.",
    ),
    "5.1.1": Clause(
        "Стороны в рамках настоящего Протокола осуществляют сотрудничество в следующих формах: "
        "1. Обмен информацией о: - готовящихся или совершенных преступлениях в сфере "
        "информационных технологий;",
        left=_INFORMATION,
    ),
    "5.1.2": Clause(
        "- причастных к преступлениям физических и юридических лицах;", left=_INFORMATION
    ),
    "5.1.3": Clause(
        "- формах и методах предупреждения, выявления, пресечения, раскрытия и расследования "
        "преступлений в сфере информационных технологий;",
        left=_INFORMATION,
    ),
    "5.1.4": Clause(
        "- новых формах и способах совершения преступлений в сфере информационных технологий;",
        left=_INFORMATION,
    ),
    "5.1.5": Clause(
        "- национальных законодательных и нормативных правовых актах, принятых/принимаемых в целях "
        "регулирования вопросов предупреждения, выявления, пресечения, раскрытия и расследования "
        "преступлений в сфере информационных технологий;",
        left=_OF_AUTHORITIES,
    ),
    "5.1.6": Clause(
        "- соответствующих международных договорах, участниками которых являются/становятся "
        "Стороны.",
        left=_OF_AUTHORITIES,
    ),
    "5.2": Clause(
        "2. Исполнение обращений о проведении оперативно-розыскных мероприятий, а также "
        "процессуальных действий в соответствии с международными договорами о правовой помощи и "
        "другими соответствующими международными договорами, участниками которых являются Стороны.",
        does="Where a request seems to ask for a procedural act, its preview says that treaties on "
        "legal assistance and other treaties govern that.",
    ),
    "5.3": Clause(
        "3. Планирование и проведение скоординированных мероприятий и операций по предупреждению, "
        "выявлению, пресечению, раскрытию и расследованию преступлений в сфере информационных "
        "технологий.",
        left="Coordinated measures have no command yet: they are planned beside the product.",
    ),
    "5.4": Clause(
        "4. Оказание содействия в подготовке и повышении квалификации кадров, в том числе путем "
        "стажировки специалистов, организации конференций, семинаров, учебных курсов и тренингов.",
        left=_OF_AUTHORITIES,
    ),
    "5.5": Clause(
        "5. Создание информационных систем, обеспечивающих выполнение задач по предупреждению, "
        "выявлению, пресечению, раскрытию и расследованию преступлений в сфере информационных "
        "технологий.",
        left="The product is such a system; it carries none of its clauses out by that.",
    ),
    "5.6": Clause(
        "6. Проведение совместных научных исследований по представляющим взаимный интерес "
        "проблемам борьбы с преступлениями в сфере информационных технологий и обмена "
        "научно-технической литературой по вопросам борьбы с преступлениями в сфере "
        "информационных технологий.",
        left=_OF_AUTHORITIES,
    ),
    "5.7": Clause(
        "7. В других взаимоприемлемых формах.",
        left="Which forms these are the Parties agree; the product knows none beside requests.",
    ),
    "6.1": Clause(
        "Сотрудничество в рамках настоящего Протокола осуществляется на основании обращения "
        "уполномоченного компетентного органа о необходимости оказания содействия (далее - "
        "обращение).",
        does="Everything is done about a request, which has a number of its own; one text to "
        "several authorities is as many requests.",
    ),
    "6.2": Clause(
        "В обращении указываются наименование уполномоченного компетентного органа запрашивающей "
        "Стороны и уполномоченного компетентного органа запрашиваемой Стороны, цели и обоснование "
        "обращения, излагается существо вопроса и содержание запрашиваемого содействия, "
        "предусмотренные законодательством сроки исполнения, любая другая информация, которая "
        "может быть полезна для исполнения обращения.",
        does="Each of these is a field; a request with one of them missing is asked for it and not "
        "sent. What was sent is added to and corrected under numbers of their own (`/add`, "
        "`/correct`): that this is possible is a reading.",
    ),
    "6.3": Clause(
        "Обращение направляется в письменной форме.",
        does="Where technical means may not carry a request, its letter is drafted. One that went "
        "on paper is entered (`/enter`); its days run from the receipt that the requested "
        "authority states (`/arrived`).",
    ),
    "6.4.1": Clause(
        "При получении оперативной информации о готовящихся преступлениях, перечисленных в статье "
        "3 настоящего Протокола, требующей немедленного реагирования в отношении причастных к ней "
        "лиц,",
        does="Only what is about a crime in preparation, or about new episodes of one that goes on "
        "(a reading), and calls for an immediate reaction concerning persons goes by technical "
        "means.",
    ),
    "6.4.2": Clause(
        "по договоренности Сторон обращение может передаваться с использованием технических "
        "средств связи,",
        does="Content passes only over a channel on which the two Parties agreed, by an entry of "
        "the register or by a consent to one transmission. It is transmitted when that channel's "
        "server has accepted it for an officer of the requested authority, or at the moment of a "
        "telephonogram or a fax that either side enters (`/enter`, a reading).",
    ),
    "6.4.3": Clause(
        "с последующим официальным письменным подтверждением в течение 3 суток.",
        does="From the transmission on the confirmation is owed within 72 hours, and by the end of "
        "the third calendar day; the earlier moment reminds, both are kept and named. It is "
        "discharged by the letter that was registered and dispatched (`/confirm`, `/sent`).",
    ),
    "6.5": Clause(
        "Обращение, переданное или подтвержденное в письменной форме, подписывается руководителем "
        "запрашивающего уполномоченного компетентного органа или его заместителем.",
        does="A letter that neither the head, nor a deputy, nor an acting head signed is recorded "
        "and confirms nothing: the clock runs on; nor is it a request on paper.",
    ),
    "7.1": Clause(
        "Запрашиваемая Сторона принимает все необходимые меры для обеспечения быстрого и более "
        "полного исполнения обращения.",
        does="A request rings at the requested authority, at any hour, until a named officer has "
        "acknowledged it. The treaty names no measure: that it rings is policy.",
    ),
    "7.2.1": Clause(
        "Обращение исполняется, как правило, в срок, не превышающий 30 (тридцати) дней от даты его "
        "получения,",
        does="The execution is owed until the end of the thirtieth day after that of the receipt, "
        "«как правило», by the calendar of the requested authority (a reading).",
    ),
    "7.2.2": Clause(
        "если не будет согласован иной срок в соответствии с международными договорами о взаимной "
        "помощи.",
        does="Either side proposes another period, the other one agrees (`/period`, "
        "`/agreeperiod`); with the treaty named it takes the place of the 30 days.",
    ),
    "7.3": Clause(
        "При наличии обстоятельств, препятствующих исполнению обращения или существенно "
        "задерживающих его исполнение, запрашивающая Сторона уведомляется незамедлительно.",
        does="What stands in the way is told to the requesting side in the same step "
        "(`/obstacle`), as soon as the requested authority has the request.",
    ),
    "7.4": Clause(
        "Если исполнение обращения не входит в компетенцию запрашиваемого уполномоченного "
        "компетентного органа, то он в течение трех дней от даты получения передает обращение "
        "органу своего государства, компетентному его исполнить, и одновременно уведомляет об этом "
        "запрашивающий уполномоченный компетентный орган.",
        does="`/forward` hands it on and tells the requesting authority in one step; whoever is "
        "not competent is reminded of the three days. To a body outside the register it goes by "
        "letter, whose dispatch is owed. Who owes until another one takes it over is a reading.",
    ),
    "7.5": Clause(
        "Запрашиваемая Сторона вправе запросить дополнительные сведения, необходимые для "
        "надлежащего исполнения обращения.",
        does="`/ask` asks for them, at once; that an answer is owed is policy.",
    ),
    "7.6.1": Clause(
        "Если запрашиваемая Сторона полагает, что незамедлительное исполнение обращения может "
        "помешать уголовному преследованию или иному производству, осуществляемому на территории "
        "ее государства, то она может отложить исполнение обращения, уведомив об этом "
        "запрашивающую Сторону,",
        does="`/postpone` puts the execution off on that ground and tells the requesting side in "
        "the same step; of the 30 days nobody is reminded meanwhile.",
    ),
    "7.6.2": Clause(
        "или связать его исполнение с соблюдением условий, определенных в качестве необходимых "
        "после консультаций с запрашивающей Стороной.",
        does="`/conditions` proposes them; that they are answered by others until both sides agree "
        "is how the consultations go (a reading).",
    ),
    "7.6.3": Clause(
        "Если запрашивающая Сторона согласна на оказание ей содействия на предложенных условиях, "
        "то она должна соблюдать эти условия.",
        does="Conditions that were accepted stand on every later card, letter and case file, for "
        "good.",
    ),
    "7.7": Clause(
        "Запрашиваемая Сторона информирует запрашивающую Сторону о результатах исполнения "
        "обращения в возможно короткие сроки.",
        does="A result, an interim one and a corrected one are told in the same step (`/partial`, "
        "`/result`, `/fix`). That its receipt is owed is policy.",
    ),
    "8": Clause(
        "При необходимости и по согласованию с запрашиваемой Стороной, с учетом ее национального "
        "законодательства, возможно присутствие представителей уполномоченных компетентных органов "
        "запрашивающей Стороны при исполнении обращения об оказании содействия.",
        left="The question and its answer stand in the table of moves and have no command yet: "
        "presence is agreed on by letter.",
    ),
    "9.1": Clause(
        "В рамках настоящего Протокола в исполнении обращения может быть отказано полностью или "
        "частично, если запрашиваемая Сторона полагает, что его исполнение противоречит ее "
        "национальному законодательству.",
        does="`/refuse` and `/refusepart` on that ground alone, with the reasons; that a signatory "
        "refuses is policy.",
    ),
    "9.2": Clause(
        "Запрашивающая Сторона письменно уведомляется о полном или частичном отказе в исполнении "
        "обращения с указанием причин отказа.",
        does="From the refusal on its written notice is owed until the letter is recorded "
        "(`/refusal`); the working days within which it is are policy.",
    ),
    "10.1": Clause(
        "Уполномоченные компетентные органы Сторон принимают необходимые меры в соответствии с "
        "национальным законодательством для обеспечения необходимого уровня конфиденциальности "
        "информации, связанной с исполнением обращения.",
        does="Nobody but the two sides, and whom it was forwarded to, is shown anything of a "
        "request, not even that it exists.",
    ),
    "10.2": Clause(
        "Информация, полученная в рамках настоящего Протокола, не может быть использована без "
        "согласия запрашиваемого уполномоченного компетентного органа для иных целей, помимо тех, "
        "что указаны в обращении и на которые дал согласие запрашиваемый уполномоченный "
        "компетентный орган.",
        does="Whoever accepts a request consents to its purposes, or limits the use further "
        "(`/limit`); the limits stand wherever the request is shown, for good. To ask for another "
        "use has no command yet.",
    ),
    "10.3": Clause(
        "При необходимости обмена сведениями, составляющими государственную тайну, такие сведения "
        "передаются и защищаются в порядке, предусмотренном Соглашением о взаимном обеспечении "
        "сохранности секретной информации в рамках Организации Договора о коллективной "
        "безопасности от 18 июня 2004 года.",
        does="A text that bears a marking is neither stored nor passed on; its sender is told of "
        "that Agreement.",
    ),
    "11": Clause(
        "Стороны решают спорные вопросы, которые могут возникнуть в связи с толкованием или "
        "применением положений настоящего Протокола, путем консультаций и переговоров.",
        left="Consultations stand in the table of moves and have no command yet; an answer that "
        "ends in a dispute names them.",
    ),
    "12": Clause(
        "Стороны самостоятельно несут расходы, которые могут возникать в ходе выполнения условий "
        "настоящего Протокола, если в каждом конкретном случае не будет согласован иной порядок.",
        left="Another bearing of costs stands in the table of moves and has no command yet.",
    ),
    "13": Clause(
        "Уполномоченные компетентные органы Сторон при осуществлении сотрудничества в рамках "
        "настоящего Протокола используют в качестве рабочего русский язык.",
        does="Where the texts of a request have no Cyrillic letter it is asked once whether they "
        "stay so. The product's own words are Russian, and English beside it.",
    ),
    "14": Clause(
        "Положения настоящего Протокола не затрагивают права и обязательства Сторон по другим "
        "международным договорам, участниками которых они являются.",
        does="With a State that this Protocol does not bind nothing goes under it, not even a "
        "letter; the refusal says that other treaties hold on.",
    ),
    "15": Clause(
        "По согласию Сторон в настоящий Протокол могут вноситься изменения и дополнения, которые "
        "оформляются отдельными протоколами, вступающими в силу в порядке, предусмотренном Статьей "
        "16 настоящего Протокола.",
        left="An amendment is another text: it would be another version of this table.",
    ),
    "16.1": Clause(
        "Настоящий Протокол вступает в силу с даты получения депозитарием четвертого письменного "
        "уведомления о выполнении подписавшими его Сторонами необходимых внутригосударственных "
        "процедур.",
        left="It is in force: the register holds the date of each Party and counts no "
        "notifications.",
    ),
    "16.2": Clause(
        "Для Сторон, выполнивших аналогичные внутригосударственные процедуры позднее, настоящий "
        "Протокол вступает в силу с даты получения депозитарием соответствующего письменного "
        "уведомления.",
        does="Each Party is bound from a date of its own; before it nothing goes from it or to it.",
    ),
    "17": Clause(
        "Настоящий Протокол действует в течение срока действия Договора о коллективной "
        "безопасности от 15 мая 1992 года.",
        left="That Treaty has no end that could be counted: where it had one, the register would "
        "end the bond of each Party.",
    ),
    "18.1": Clause(
        "Каждая Сторона может выйти из настоящего Протокола, направив письменное уведомление об "
        "этом Генеральному секретарю ОДКБ не позднее чем за 6 месяцев до даты выхода,",
        does="A notice of exit is relayed whatever its date, with both counts of the six months "
        "(how they are counted is a reading); the head of the duty unit sets the date of the "
        "register, from which nothing new goes.",
    ),
    "18.2": Clause(
        "урегулировав все обязательства, возникшие за время действия Протокола.",
        does="30, 7 and 1 days before the exit each side reads what is open between them; at the "
        "exit it goes on.",
    ),
    "18.3": Clause(
        "Совершено в городе Москве 23 декабря 2014 года в одном подлинном экземпляре на русском "
        "языке. Подлинный экземпляр хранится в Секретариате Организации Договора о коллективной "
        "безопасности, который направит каждой Стороне, подписавшей настоящий Протокол, его "
        "заверенную копию.",
        left="A matter of the depositary.",
    ),
}
