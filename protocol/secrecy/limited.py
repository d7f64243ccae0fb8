"""Phrases that mark a paper of limited distribution, in the languages of the Parties and of others.

One table for each way in which a phrase may stand; `restricted` finds them.
"""

# By what a phrase is looked for, and its words: each may be cut short or be a slip away.
PHRASES = (
    *(("для", f"для {which}") for which in ("служебного пользования", "службовага карыстання")),
    ("дзел", "дзеля службовага карыстання"),
    *(("для", f"для {which}") for which in ("службовага выкарыстання", "служебного использования")),
    *(("для", f"для {which} служебного пользования") for which in ("внутреннего", "ограниченного")),
    *(("для", f"для {which}") for which in ("внутрислужебного пользования",)),
    # As a scan is read: «л» is taken for «п».
    *((stem, f"{stem} спужебного попьзования") for stem in ("дпя", "для")),
    *(("д/с", "д/" + which) for which in ("служебного пользования", "службовага карыстання")),
    *(("dly", each) for each in ("dlya sluzhebnogo polzovaniya", "dlya sluzhebnogo polzovanija")),
    ("қызм", "қызмет бабында пайдалану үшін"),
    ("қызм", "қызмет бабында ғана пайдалану үшін"),
    ("қызм", "қызметтік пайдалану үшін"),
    ("қызм", "қызмет бабында пайдалануға"),
    ("қызм", "қызмет бабында қолдану үшін"),
    ("қызм", "қызмет үшін ғана пайдалану"),
    ("қызм", "тек қызмет бабында пайдалану"),
    ("кызм", "кызмат абалында пайдалануу үчүн"),
    ("кызм", "кызматтык пайдалануу үчүн"),
    ("кызм", "кызматтык колдонуу үчүн"),
    ("кызм", "кызмат үчүн гана пайдалануу"),
    ("кызм", "кызматта гана пайдалануу үчүн"),
    ("кызм", "кызматтык гана пайдалануу үчүн"),
    ("барои", "барои истифодаи хизматӣ"),
    ("барои", "барои истифодаи хидматӣ"),
    ("барои", "барои истифодаи расмӣ"),
    ("хизм", "хизмат доирасида фойдаланиш учун"),
    ("хизм", "хизматда фойдаланиш учун"),
    ("xizm", "xizmat doirasida foydalanish uchun"),
    ("xizm", "xizmatda foydalanish uchun"),
    ("ծառ", "ծառայողական օգտագործման համար"),
    ("միայն", "միայն ծառայողական օգտագործման"),
    # By Latin letters.
    ("qyz", "qyzmet babynda paidalanu ushin"),
    ("qyz", "qyzmet babynda paydalanu ushin"),
    ("kyz", "kyzmattyk paidalanuu uchun"),
    ("kyz", "kyzmattyk paydalanuu uchun"),
    ("baroi", "baroi istifodai khizmati"),
    ("baroi", "baroi istifodai xizmati"),
    ("dlia", "dlia sluzhbovaga karystannia"),
    ("dlia", "dlia sluzhebnogo polzovaniia"),
    ("dlja", "dlja sluzhebnogo polzovanija"),
    ("tsar", "tsarayoghakan ogtagortsman hamar"),
    ("car", "carayoghakan ogtagorcman hamar"),
    *(
        ("for o", "for official use only"),
        ("off", "official use only"),
        ("ofi", "official use only"),
    ),
    # Without its first word a stamp where it opens something, or where that word is misspelled.
    *(("служ", which) for which in ("служебного пользования", "службовага карыстання")),
)
# Said of a paper or of what it holds, or apart; and what is a marking apart alone.
OF_A_PAPER = (
    ("огр", "ограниченного распространения"),
    ("абм", "абмежаванага распаўсюджвання"),
    ("пред", "предоставление которой ограничено"),
)
APART = (
    ("служ", "служебная тайна"),
    ("служ", "службовая таямніца"),
    ("службовая", "службовая тайна"),
)
# A marking wherever they stand, unless it is denied.
ANYWHERE = (
    *("таратылуы шектелген", "таратылышы чектелген", "սահմանափակ տարածման"),
    *("тарқатилиши чекланган", "tarqatilishi cheklangan", "составляющие служебную тайну"),
    *(f"{verb} служебную тайну" for verb in ("составляют", "составляет", "содержит", "содержат")),
    *("for official government use", "law enforcement sensitive", "limited official use"),
    *("for law enforcement use only", "for law enforcement only", "not releasable to the public"),
    *("unclassified les", "cui sp"),
)
_KK = ("пайдалану", "пайдаланылады", "пайдалануға", "қолдану", "қолданылады", "қолдануға")
_KY = (
    *("пайдалануу", "пайдаланууга", "пайдаланууда", "пайдаланылат", "колдонуу", "колдонууга"),
    "колдонулат",
)
# A marking where they are all that a line, a sentence or a pair of brackets has.
PLACED = (
    *(f"{what} {use}" for what in ("қызмет бабында", "қызметтік", "қызмет үшін") for use in _KK),
    *(f"{what} {use}" for what in ("кызматтык", "кызматтык гана", "кызмат үчүн") for use in _KY),
    *(f"{what} {use}" for what in ("кызмат абалында", "кызматта", "кызматта гана") for use in _KY),
    *("ծառայողական օգտագործման", "ծառայողական օգտագործում", "истифодаи хизматӣ"),
    *("истифодаи хидматӣ", "служебное пользование", "службовае карыстанне"),
    *("не для печати", "не для публикации", "не для прессы", "не для распространения"),
    *("не подлежит оглашению", "не подлежит разглашению", "не подлежит распространению"),
    *("не подлежит опубликованию", "не подлежит публикации", "разглашению не подлежит"),
    *("распространению не подлежит", "оглашению не подлежит", "опубликованию не подлежит"),
    *("не для друку", "не для сми", "без права публикации", "ограниченное распространение"),
    *("сл пользования", "сл польз", "сл пользование"),
    *("not for publication", "not for print", "not for printing", "not for release"),
    *("not for public release", "not to be released", "not for distribution", "not for press"),
    *(f"not for release to the {whom}" for whom in ("press", "public", "media")),
    *(
        "service use only",
        "for service use only",
        "not for public distribution",
        "not for further distribution",
        "not for disclosure",
    ),
    *("not for onward distribution", "not for onward transmission", "not for dissemination"),
    *("official use", "for official use", "for service use", "limited distribution", "limdis"),
    *("limited dissemination", "restricted distribution", "restricted circulation"),
    *("uk official sensitive", "hmg official sensitive"),
    *("official sensitive", "sensitive but unclassified", "controlled unclassified information"),
    *("unclassified sensitive", "diffusion restreinte", "vs nfd", "nur für den dienstgebrauch"),
)
# A word of every day, and a marking as the first or the last line.
ALONE = ("restricted", "restreint")
# Short forms that are no word of anything else.
SHORT = ("fouo", "ouo", "ҚБПҮ", "кпү", "хдфу", "xdfu", "ԾՕՀ")
# Letters of which each of these has some, and few other texts.
LETTERS_OF_SOME = (
    *("шектелг", "чектелг", "սահմանափ", "чеклан", "без права", "ое распростр", "cui"),
    *("cheklan", "official", "enforcement", "service use", "не для", "подлежит", "ую тайну"),
    *("сл. п", "сл.п", "сл п", "not for"),
    *("not to be", "limited d", "limdis", "restri", "sensitive", "unclass", "nfd", "dienst"),
    *("not releas", "пайдалан", "қолдан", "օգտագործ", "истифодаи х", "ое пользование"),
    *("ое карыст", "колдон"),
)
