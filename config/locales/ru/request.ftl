### Обращение: карточка, журнал, дело, телефон.

phone =
    { $request }. Телефоны:
    { $lines }
    .help = /phone НОМЕР — телефоны другой Стороны по обращению
    .choice = Телефон отправителя

open =
    .help = /open — что открыто; /open НОМЕР — карточка и история
    .choice = Открыть карточку
    .none = Открытых обращений нет.
    .secretariat = Обращения Сторон Секретариату не показываются.
    .list =
        Открытые обращения: { $count }
        { $lines }
    .request =
        { $lines }
        
        СРОЧНОЕ ОБРАЩЕНИЕ { $request } · { $request_route }
        { $content }
        
        История:
        { $history }
    .predecessor =
        { $request }: обращение у преемника — { $successor }. Вы видите то, что видели до перехода.
        
        СРОЧНОЕ ОБРАЩЕНИЕ { $request } · { $request_route }
        { $content }
        
        История:
        { $history }
    .state =
        { $lines }
        
        История:
        { $history }
    .number = { $lines }
    .readers =
        { $request }. Содержание показано:
        { $lines }

export =
    Дело обращения { $request } — документом: поля ст. 6, ход, сроки, подтверждение, журнал. Каждая выгрузка записана.
    { $casefile }
    .help = /export НОМЕР — дело обращения одним документом, с кодом из приложения
    .record =
        Дело обращения { $request } без содержания — документом: ход, сроки, журнал. Каждая выгрузка записана.
        { $record }

journal =
    { $request }. Записи журнала:
    { $lines }
    .notice =
        № { $notice }. Записи журнала:
        { $lines }
    .help = /journal НОМЕР — записи журнала об обращении, без содержания
    .entry =
        { $digest_given ->
            [no] { $place }. { $moment } · { $actor } · { $action }
           *[yes] { $place }. { $moment } · { $actor } · { $action } · { $digest }
        }

signed-export = Будет выгружено дело целиком, с содержанием.
signed-export-record = Будет выгружено дело без содержания: номер, ход, сроки, журнал.
case-title = ДЕЛО ОБРАЩЕНИЯ { $number }
case-made = Составлено { $at_utc } ({ $at }): { $officer }, { $role }
case-content =
    { "" }
    СОДЕРЖАНИЕ (ст. 6)
case-additions =
    { "" }
    ДОПОЛНЕНИЯ И ИСПРАВЛЕНИЯ
case-terms =
    { "" }
    УСЛОВИЯ И ОГРАНИЧЕНИЯ, КОТОРЫЕ СОХРАНЯЮТСЯ
case-conditions =
    { "" }
    УСЛОВИЯ ИСПОЛНЕНИЯ
case-consents =
    { "" }
    СОГЛАСИЯ: ПРИСУТСТВИЕ (ст. 8), ИСПОЛЬЗОВАНИЕ ДЛЯ ИНЫХ ЦЕЛЕЙ (ст. 10), РАСХОДЫ (ст. 12), СРОКИ
case-statements =
    { "" }
    СООБЩЕНИЯ СТОРОН
case-statement = { $at_utc } ({ $at }) · { $officer } · { $action }: { $statement }
case-files =
    { "" }
    ПРИЛОЖЕНИЯ
case-file = { $name }, { $size } КБ, sha256 { $digest }
case-file-unnamed = { $size } КБ, sha256 { $digest }
case-execution =
    { "" }
    ИСПОЛНЕНИЕ: { $state }
case-form =
    { "" }
    ФОРМА: { $state }
case-move = { $at_utc } ({ $at }) · { $action } · { $actor } · { $state }
case-confirmation =
    { "" }
    ОФИЦИАЛЬНОЕ ПИСЬМЕННОЕ ПОДТВЕРЖДЕНИЕ (ст. 6)
case-registered = Зарегистрировано { $at_utc } ({ $at }): { $officer }; сканов: { $count }
case-incoming = Входящий номер, внесён { $at_utc } ({ $at }), { $officer }: { $statement }
case-incoming-none = Входящий номер не внесён.
case-owed =
    { "" }
    ОБЯЗАННОСТИ И СРОКИ
case-obligation = { $kind }: { $debtor }, с { $at_utc } ({ $at })
case-due = — срок: { $at_utc } ({ $at })
case-due-strict = — срок по прочтению А (72 часа): { $at_utc } ({ $at })
case-due-wide = — срок по прочтению Б (конец третьего дня): { $at_utc } ({ $at })
case-discharged = — исполнено { $at_utc } ({ $at }): { $actor }
case-open = — не исполнено
case-journal =
    { "" }
    ЖУРНАЛ: место, момент, кто, что, хеш записи
case-journal-without-readers =
    { "" }
    ЖУРНАЛ без записей о том, кому показано содержание: место, момент, кто, что, хеш записи
case-entry = { $place } · { $at_utc } ({ $at }) · { $actor } · { $action } · { $digest }
case-none = нет
reader =
    { $count ->
        [1] { $actor }: { $since }
       *[other] { $actor }: впервые { $since }, в последний раз { $at }, показов: { $count }
    }
history = { $moment } · { $actor } · { $action }
said = { $statement }
signed-letter = Письмо № { $letter } от { $on }
signed-dispatch = Отправлено: { $line }
signed-by = Подписано: { $signatory }, { $role }
signed-differs =
    { $differs ->
        [yes] Отличия от переданного текста: { $text }
       *[no] Текст совпадает с переданным.
    }

## Отказы

refused-export-early = Обращение ещё не передано: дела у запрашиваемой стороны пока нет.
instead-export-early = Откройте обращение: /open. С этого мгновения оно считается переданным.
