"""Phrases of the family offers: anchor words → patterns over folded text (see `signals.phrases`)."""

from __future__ import annotations

from classifier.signals.phrases import phrases

# Nobody but a seller says these.
LIST_FOR_SALE = phrases(
    {
        "acquiring purchasing buying obtaining": r"interested in (?:acquiring|purchasing|buying|obtaining)\b.{0,90}\b(?:lists?|data ?bases?|contacts|leads|attendees|e-?mails)\b",
        "counts count": r"counts?(?: and|,| &| with|/) ?(?:pric\w+|costs?|samples?)|pric(?:e|es|ing)(?: and|,| &|/) ?counts\b",
        "opt verified": r"(?:opt[- ]?in|verified)(?: business| b2b| and \w+)? (?:e-?mails?|contacts?|lists?|data ?bases?|leads|decision[- ]makers)\b(?! address)",
        "b2b": r"b2b (?:contacts?|leads?|e-?mails?|data|data ?bases?|(?:mailing |marketing |prospect )?lists?)\b",
        "sic naics revenue": r"e-?mail\b.{0,100}\b(?:sic|naics|(?:annual |company )?revenue|employee size)\b",
        "adresslisten firmenadressen adressdatenbank unternehmensdatenbank adressdaten": r"(?:adresslisten|firmenadressen|adressdatenbank|unternehmensdatenbank|adressdaten) (?:von|mit|aus|fur|nach|zum|kaufen|deutsch\w+|verifiziert\w*|von uber|der)\b",
        "fichier fichiers": r"fichiers? (?:b2b|(?:de |d')?(?:prospects?|prospection|entreprises|adresses|e-?mails?|decideurs|contacts))\b",
        "donnees": r"bases? de donnees (?:b2b|(?:de |d'|des )?(?:prospects?|entreprises|e-?mails?|emailing|decideurs|contacts))\b",
        "datos": r"bases? de datos (?:b2b|segmentadas?|(?:de |con )(?:empresas|contactos|clientes potenciales|correos|e-?mails?|directivos|profesionales))\b",
        "dados": r"(?:bases?|bancos?) de dados (?:b2b|segmentad\w+|(?:de |com )(?:empresas|contatos|e-?mails?|decisores))\b",
        "baza bazy baze bazie bazami": r"baz[aeyi]\w{0,3} (?:danych )?(?:firm\b|adresow|kontaktow|e-?mail|b2b|przedsiebiorstw|teleadresow)",
        "databaze databazi databazy": r"databaz[eiy]\w? (?:firem\b|firemnich|kontaktu|e-?mail\w*|b2b|podnikatelu)",
        "directorio directorios": r"directorios? (?:empresarial(?:es)?|de empresas)\b",
        "dati aziende indirizzi": r"(?:banc\w+ dati|database|elenc\w+|liste?) (?:b2b|(?:di |delle )?(?:aziende|imprese|e-?mail|contatti|indirizzi))\b",
        "adressenbestand bedrijvenbestand adressenbestanden bedrijfsadressen emailbestand": r"(?:adressenbestand\w*|bedrijvenbestand\w*|bedrijfsadressen|emailbestand)\b",
        "record rekord registro registo contacto contato datensatz adres zaznam contatto ligne": r"\d+(?:[.,]\d+)? ?(?:€|eur|euros?|usd|cents?|ct|zl|pln|kc|£|gbp|us\$)? ?(?:per|a|za|por|pro|je|la|al) (?:record|rekord|registro|registo|contact|contacto|contato|kontakt|datensatz|adresse|adres|zaznam|contatto|ligne|lead)\b|(?:each|every|cada) (?:record|registr?o) (?:is|has|comes|contains|includes|with|trae|incluye|contiene|contem|inclui|name)\b",
        "anwenderliste anwenderlisten nutzerlisten": r"anwenderlisten?\b|nutzerlisten\b",
        "addresses": r"\d+ ?(?:million|000 000|000) e-?mail addresses\b",
        "klientskie kliyentskiye bazy": r"(?:klientskie|kliyentskiye) baz|bazy dann(?:yh|ykh|ih)\b",
        "клиентские клиентская клиентской клиентских клиентов предприятий": r"клиентск\w+ баз\w+|баз\w* (?:клиентов|предприятий)",
    }
)

# Colleagues say these too, of their own meetings and files.
LIST_OF_PEOPLE = phrases(
    {
        "attendee attendees visitor visitors registrant registrants exhibitor exhibitors delegate delegates": r"(?:attendee|visitor|registrant|exhibitor|delegate)(?:s|'s|s')?,? (?:(?:contacts?|e-?mail|mailing|data|info\w*|registration) ){0,2}(?:lists?|data ?bases?|records|details|contacts|data)\b",
        "install installed": r"install(?:ed)? base (?:of|users|lists?|data\w*|contacts)\b",
        "contacts addresses emails": r"(?:\d{1,3}(?:[,.' ]\d{3})+|\d+ ?(?:thousand|million|mio|[km]))\+? (?:[a-z-]+ ){0,2}(?:contacts|e-?mails?|decision[- ]makers|executives)\b",
        "prospects buyers makers managers executives owners owner donor donors homeowner homeowners consumer consumers importers users developers": r"(?:makers?|prospects?|buyers|users?|managers|executives|owners?|donors?|homeowners?|consumers?|importers|developers)(?:'s?)? (?:(?:contacts?|e-?mail|mailing) ){0,2}(?:lists?|data ?bases?|records|contacts|leads)\b",
        "list file database": r"(?:list|file|database|data) of (?:[a-z&,-]+ ){0,4}(?:owners|managers|buyers|importers|planners|dentists|principals|directors|users|donors|individuals|attendees|visitors|homeowners|installers|specifiers|landlords)\b",
        "email emails mail": r"names?, (?:[a-z/ ]{3,20}, ){0,5}(?:direct |work |business )?e-?mails?(?: address\w*)?(?:,| and) (?:direct |mobile|phone|fax|linkedin|street|website|github)",
        "database databases contacts executives makers professionals marketing": r"(?:marketing|contact) (?:lists?|data ?bases?)\b|(?:lists?|data ?bases?) (?:of|with) (?:more than |over |all |verified |[0-9.,]+ ){0,3}(?:[a-z-]+ ){0,2}(?:contacts|compan(?:y|ies)|executives|decision[- ]makers|owners|professionals|prospects)\b",
        "teilnehmerliste besucherliste ausstellerliste teilnehmerlisten besucherlisten": r"(?:teilnehmer|besucher|aussteller)listen?\b",
        "participants visiteurs exposants utilisateurs fichier": r"(?:liste|fichier) (?:complete )?(?:des|de) (?:participants|visiteurs|exposants|utilisateurs)\b|fichier (?:complet|integral)\b",
        "asistentes visitantes expositores": r"(?:lista|listado|base de datos) (?:completa )?(?:de )?(?:los )?(?:asistentes|visitantes|expositores)\b",
        "uczestnikow zwiedzajacych wystawcow odwiedzajacych": r"(?:list\w|baz\w) (?:uczestnikow|zwiedzajacych|wystawcow|odwiedzajacych)\b",
        "ucastniku navstevniku vystavovatelu": r"(?:seznam\w*|databaz\w) (?:ucastniku|navstevniku|vystavovatelu)\b",
        "partecipanti visitatori espositori": r"(?:lista|elenco|database) (?:completo |completa )?(?:dei |di )?(?:partecipanti|visitatori|espositori)\b",
        "participantes expositores": r"(?:lista|listagem|base) (?:completa )?(?:de |dos )(?:participantes|visitantes|expositores)\b",
        "deelnemerslijst bezoekerslijst exposantenlijst deelnemerslijsten": r"(?:deelnemers|bezoekers|exposanten)lijst(?:en)?\b",
    }
)

WEB_OR_SEO = phrases(
    {
        "seo": r"seo (?:services?|audits?|packages?|experts?|specialists?|consultants?|compan\w+|agenc\w+|agentur|proposal|plans?|reports?|campaigns?|strategy|optimi[sz]\w+|offers?|friendly|analys\w+|rankings?)\b|(?:white[- ]hat|off-?page|on-?page|local|affordable|monthly) seo\b|(?:pozycjonowani\w+|pozycjonowanie|optimalizac\w+|positionnement|posicionamiento|posizionamento|referencement) (?:i |e |et |y )?seo\b",
        "google yahoo bing": r"(?:first|1st|top|front|page one|page 1|number one)(?: page| positions?| spots?| rank\w*| results?| 10)? (?:of|on|in|at) (?:google|yahoo|bing)|rank(?:s|ing|ings|ed)? .{0,20}\b(?:on|in|for) google",
        "seite oben besser gefunden": r"(?:erste\w? seite|oben|besser|weiter vorn\w*) (?:bei|von|auf|in) google|(?:bei|auf|von) google (?:besser|gefunden|ganz|weiter|auf (?:die|der) erste)",
        "premiere premieres premiers": r"premier\w+ (?:page|positions?|resultats?|places?) (?:de|sur|dans) google",
        "primera primeras primeros": r"primer\w+ (?:pagina|lugares|resultados|puestos|posicion\w*) (?:de|en) google",
        "pierwsza pierwszej pierwsze pierwszych": r"pierwsz\w+ (?:stron\w+|miejsc\w+|pozycj\w+) (?:w )?google",
        "prvni prvnich": r"prvni\w* (?:stran\w+|pozic\w+|mist\w+) (?:na |v |ve )?google",
        "prima prime primi": r"prim[aei] (?:pagina|posizioni|risultati) (?:di|su|in) google",
        "primeira primeiras primeiros": r"primeir\w+ (?:pagina|posic\w+|resultados) (?:do|no|de) google",
        "eerste hoger bovenaan": r"(?:eerste pagina|hoger|bovenaan) (?:van|in|op) google",
        "keywords meta h1": r"(?:missing|no|poor) (?:h1|title|meta|alt)(?: tags?| titles?| descriptions?)?\b|keywords (?:related|relevant) to your (?:business|company|services)",
        "page": r"(?:google's|on|to|in) (?:the )?(?:first|1st) page (?:for|of (?:google|search))\b",
        "rankings ranking ranks": r"(?:your|website'?s?|search engine|keyword|organic|higher|better) (?:website |site |search |google |organic )?rank(?:ings?|s)\b",
        "redesign redesigning revamp revamping redesigned": r"(?:re-?design|revamp)(?:ing|ed)? (?:of )?(?:your|a|an existing|existing|the existing|services?|websites)\b",
        "website websites site sites app apps wordpress": r"(?:design|develop|build|creat)(?:ing|e)? (?:of )?(?:you |your |for you )(?:a |an )?(?:new |modern |professional |custom |mobile |responsive |stunning ){0,2}(?:web ?sites?|apps?|wordpress)\b|(?:we|i) (?:re)?(?:build|design|make|create|develop)s? (?:web ?sites?|sites|apps?) (?:for|from|that)\b|your (?:web ?)?site (?:on|at) (?:the )?(?:top|first page|google)",
        "development design developers designing": r"(?:web|web ?site|mobile|(?:mobile )?apps?|wordpress|shopify|e-?commerce|graphic|software)(?: application)?(?: design(?:ing)?)?(?: and| &|/|,)? ?(?:design(?:ing)?|development) (?:services?|compan(?:y|ies)|firm|team|agency|proposals?|packages?|solutions?|needs|requirements?|projects? at)\b|(?:hire|dedicated|offshore|outsourc\w+) (?:[a-z]+ ){0,2}develop(?:ers|ment)\b",
        "traffic followers visitors": r"(?:increase|boost|drive|bring|generate|more|get|targeted|organic|need|real) (?:[a-z]+ ){0,2}(?:traffic|visitors|followers) (?:to|for|on|from) your\b",
        "suchmaschinenoptimierung suchmaschinen": r"suchmaschinenoptimierung|(?:in|bei) (?:den )?suchmaschinen (?:besser|gefunden|weiter|nicht)",
        "webdesign webdesigner webdesignagentur homepage webseite": r"webdesign(?:er|agentur)?\b|(?:neue|moderne|professionelle|ihrer|ihre) (?:webseite|homepage|website)n? (?:erstell\w+|gestalt\w+|moderni\w+|uberarbeit\w+|neu )",
        "referencement refonte": r"referencement (?:naturel|google|seo|de votre|local|web|internet)\b|refonte (?:complete\b|(?:de |d'un )?(?:votre )?site\b)",
        "entwickeln bauen": r"wir (?:entwickeln|bauen) (?:\w+ )?(?:apps?|ios|android|websites|webseiten|homepages)\b",
        "creation developpement": r"(?:creation|developpement) (?:de |d'|d'une? |d'un )?(?:votre )?(?:sites?(?: web| internet)?|applications? (?:mobiles?|web))\b",
        "pagina hacemos": r"pagina web no (?:aparece|esta)\b|hacemos (?:apps?|paginas web|sitios web|tiendas online)\b",
        "posicionamiento desarrollo diseno rediseno": r"posicionamiento (?:web|en google|organico|en buscadores)\b|(?:desarrollo|diseno|rediseno)(?: y \w+)? (?:de )?(?:su |tu |una? |las? )?(?:paginas? web|sitios? web|web\b|aplicaciones|tiendas? (?:en linea|online))",
        "pozycjonowanie pozycjonowania pozycjonowaniem pozycjonowaniu": r"pozycjonowani\w+",
        "stron strony sklepow sklepu aplikacji widocznosc": r"(?:tworzeni\w+|projektowani\w+|budow\w+|modernizacj\w+) (?:nowoczesn\w+ )?(?:stron\w* (?:www|internet\w+)|sklep\w+ internet\w+|aplikacj\w+)|widocznosc\w* (?:panstwa |twojej |waszej )?(?:stron\w+|witryn\w+|w (?:google|internecie|wyszukiw\w+))",
        "tvorba tvorbu tvorbou vyvoj webu webovych optimalizace optimalizaci": r"(?:tvorb\w+|vyvoj\w*|navrh\w*|redesign\w*) (?:\w+ )?(?:webu\b|webov\w+|e-?shop\w*|(?:mobilnich )?aplikac\w+)|optimalizac\w+ (?:vas\w+ )?(?:pro vyhledavace|webu|webov\w+|stranek|pro google)",
        "facciamo realizziamo creiamo": r"(?:facciamo|realizziamo|creiamo) (?:siti|app)\b",
        "posizionamento realizzazione restyling": r"posizionamento (?:sui motori|su google|organico)|(?:realizzazione|creazione|sviluppo|restyling) (?:di |del )?(?:vostro |suo |tuo )?(?:siti?(?: web| internet)?|app\b|e-?commerce)",
        "criacao desenvolvimento otimizacao": r"otimizacao (?:de sites|do seu site|para (?:o )?google|para buscadores)|(?:criacao|desenvolvimento) (?:de |do |da )(?:seu |sua )?(?:web ?sites?|sites?|lojas? virtua\w+|aplicativos?)\b",
        "zoekmachineoptimalisatie vindbaarheid maken bouwen": r"zoekmachine(?:optimalisatie|marketing)|(?:online )?vindbaarheid\b|website (?:laten )?(?:maken|bouwen|ontwerpen|vernieuwen)\b|(?:bouwen|maken|ontwikkelen) (?:\w+ )?(?:apps|websites)\b",
    }
)

LINK_OR_ARTICLE = phrases(
    {
        "guest": r"guest[- ](?:post(?:s|ing)?|articles?|blog\w*|contribut\w+)\b",
        "sponsored": r"sponsored (?:posts?|articles?|content|links?|blog)\b",
        "backlink backlinks links": r"back[- ]?links?\b",
        "follow dofollow": r"do-?follow\b",
        "insertion insertions exchange swap placement placements building": r"link (?:exchange|insertions?|building|swap|placements?)\b",
        "article articles blog": r"(?:publish|contribute|write|place|submit)(?:ing)? (?:a|an|our|my|some|unique|free|high) (?:[a-z-]+ ){0,2}(?:articles?|posts?) (?:on|for|to) your (?:blog|web ?site|site)\b",
        "link links": r"(?:add|place|insert|put|include)(?:ing)? (?:my|our|a) (?:[a-z-]+ )?links? (?:to|in|on|from|into|within) (?:your|one of your|an? existing)\b",
        "gastbeitrag gastbeitrage gastartikel linkaufbau linktausch": r"gast(?:beitr\w+|artikel\w*)|link(?:aufbau|tausch)\b",
        "netlinking liens sponsorise sponsorises invites": r"netlinking|echanges? de liens|articles? (?:invites?|sponsorises?)\b",
        "articulo articulos enlaces enlace patrocinado patrocinados": r"(?:articulos?|posts?|contenidos?|enlaces?) (?:patrocinad|invitad)os?|intercambio de enlaces",
        "sponsorowany sponsorowane sponsorowanego sponsorowanych artykul goscinny goscinne linkow linkami": r"(?:artykul\w*|wpis\w*|link\w*|publikacj\w*) (?:sponsorowan|goscinn)\w+|wymian\w+ link\w+",
        "clanek clanku clanky odkazy odkazu hosta": r"(?:pr|sponzorovan\w+|hostujic\w+|reklamn\w+) clan(?:ek|ku|ky)\b|vymen\w+ odkaz\w+|zpetn\w+ odkaz\w+|vlozeni odkazu|prispevk\w+ hosta",
        "articolo articoli scambio": r"articol[oi] (?:sponsorizzat|redazional|ospit)\w+|scambio (?:di )?link",
        "publieditorial links artigo artigos": r"(?:artigos?|posts?|publicac\w+) (?:patrocinad|convidad)\w+|troca de links|publieditoria\w+",
        "gastblog gastblogs gastartikel linkbuilding linkruil": r"gast(?:blog\w*|artikel\w*)|link(?:building|ruil)\b",
    }
)

FACTORY = phrases(
    {
        "manufacturer manufacturers factory manufacture": r"(?:we are|we're|i am|i'm|as|represent|this is \w+ from) (?:a |an |the |one of (?:the |china's )?)?(?:[a-z-]+,? ){0,5}(?:manufacturers?|factory)\b|(?:manufacturers?|factory) (?:of [a-z -]{3,40} )?(?:in|from|of|based in|located in) (?:china|shenzhen|taiwan|guangdong|ningbo|shanghai|india|pakistan|turkey|vietnam)\b",
        "supplier exporter producer suppliers exporters producers": r"(?:we are|we're) (?:a |an |one of (?:the )?)?(?:[a-z-]+ ){0,4}(?:suppliers?|exporters?|producers?)\b",
        "specialize specialized specializing specialise specialised": r"speciali[sz](?:e|ed|es|ing) in (?:the )?(?:serial |mass |custom )?(?:production|manufactur\w*|producing|machining|injection|cnc|export\w*)\b",
        "oem odm moq": r"(?:oem|odm)(?: ?(?:/|&|and|or) ?(?:oem|odm))? (?:services?|orders?|are|is|welcome|available|manufactur\w+|support\w*)\b|(?:low|small|our|no) moq\b",
        "competitive reasonable factory": r"(?:competitive|reasonable|factory)(?: direct)? prices?(?: and|,| with| &) (?:\w+ )?(?:quality|service|delivery|short)|quality (?:products? )?(?:and|with|at|&) (?:\w+ )?(?:competitive|reasonable|factory|low|best|cheap) pric\w+",
        "hersteller produzieren fertigen": r"(?:wir sind|als) (?:ein |eine |einer der |direkter )?(?:\w+ ){0,4}hersteller\b|wir (?:produzieren|fertigen) (?!gerade|derzeit|noch)",
        "fabricant fabriquons produisons": r"nous sommes (?:un |le |une )?(?:\w+ ){0,3}fabricants?\b|nous (?:fabriquons|produisons)\b|au nom d'un fabricant",
        "fabricante fabricantes fabricamos": r"somos (?:un |una |uno de los |um |uma )?(?:\w+ ){0,3}fabricantes?\b|fabricamos\b",
        "producentem producenta produkujemy produkcji": r"(?:jestesmy|reprezentuj\w+|w imieniu) (?:\w+ ){0,3}producent\w*|produkujemy\b|(?:specjalizujemy|zajmujemy) sie .{0,20}produkcj\w+",
        "vyrobce vyrobcem vyrobci vyrabime vyrobou": r"(?:jsme|zastupuj\w+|jako) (?:\w+ ){0,3}vyrobc\w+|vyrabime\b|(?:specializujeme|zabyvame) se .{0,20}vyrob\w+",
        "produttore produttori produciamo": r"siamo (?:un |una |tra i |dei )?(?:\w+ ){0,3}(?:produttor[ei])\b|produciamo\b",
        "fabrikant producent fabriceren": r"(?:wij|we) zijn (?:een |als )?(?:\w+ ){0,3}(?:fabrikant|producent)\b|(?:wij|we) fabriceren\b",
        "produzimos": r"produzimos\b",
    }
)

ENQUIRY = phrases(
    {
        "catalogue catalog catalogues catalogs pricelist": r"(?:your|latest|recent|updated|full|complete|product|company's) (?:[a-z']+ ){0,3}(?:catalog(?:ue)?s?|price ?-?lists?)\b",
        "products product": r"(?:interested|interest) (?:in|on) (?:[a-z]+ ){0,4}your (?:[a-z]+ ){0,2}products?\b|(?:about|know) your (?:company and )?products?\b|(?:purchase|buy|import|order|source|sample) (?:[a-z]+ ){0,3}your (?:[a-z]+ )?products?\b|your (?:company'?s? )?products? (?:is|are|has|have) (?:[a-z]+ ){0,3}(?:interest|caught)\w*",
        "esteemed reputable": r"(?:esteemed|reputable) (?:company|firm|organi[sz]ation|products?)\b",
        "quotation rfq quote": r"(?:best|kindly|formal|your) (?:[a-z]+ ){0,2}(?:quotation|quote) (?:for|of|as|on|based|with|in) (?:the )?(?:attach|below|follow|requir|your|fob|cif|cnf|usd)\w*|kindly (?:\w+ )?(?:quote|quotation)|(?:quote|quotation|rfq) (?:\w+ ){0,3}attach\w+|(?:send|give|provide|forward|submit|need|with) (?:us |me )?(?:with )?your (?:best |formal )?(?:quotation|quote)s?\b|company to quote\b|quote (?:us )?(?:for )?(?:the )?(?:below|listed|attached)\b",
        "relationship": r"(?:establish|start|build|initiate|long[- ]term|begin) (?:[a-z]+ ){0,3}business relationship\b|business relationship with your\b",
        "purchase buy": r"(?:want to|make a|like to) (?:purchase|buy) from you\b",
        "sourcing procurement supplier suppliers": r"(?:sourcing|looking) (?:for )?(?:new )?(?:products?|suppliers?) (?:to|from|for|who)\b|(?:purchas\w+|procurement) (?:and \w+ )?manager (?:from|of|at|with)\b|our suppliers? list\b",
        "shipper mover pickup": r"(?:private|own|my) (?:shipper|mover|pick ?-?up agent)\b",
        "credit": r"types? of credit cards? (?:do you|you|that you)\b",
        "export supply": r"(?:if you|can you|you can) (?:can )?(?:export|supply|ship) to\b",
        "moq minimum fob cif": r"minimum order quantity|your (?:moq|fob|cif|minimum order)\b",
        "trial": r"trial order\b",
        "katalog preisliste": r"(?:ihren?|aktuellen?|neuesten?) (?:\w+ )?(?:produkt)?(?:katalog|preislisten?)\b",
        "produkten": r"interess(?:e|iert|ieren) (?:\w+ )?(?:an|fur) (?:\w+ )?ihren? produkten?\b",
        "produits": r"interess\w+ (?:par|a|pour) (?:\w+ ){0,2}vos produits\b",
        "catalogue catalogues tarifs prix": r"(?:votre|vos|dernier) (?:\w+ )?(?:catalogues?|liste de prix|tarifs)\b",
        "catalogo catalogos precios listino precos": r"(?:su|tu|vuestro|sus|vostro|suo|seu|vosso|ultimo) (?:\w+ )?(?:catalogos?|lista de precios|listino|lista de precos)\b",
        "productos prodotti produtos": r"(?:interesad\w+|interesa\w*|interessat\w+|interessad\w+) (?:en|a|ai|em|nos|por|pelos) (?:\w+ ){0,2}(?:sus|vuestros|vostri|suoi|seus|vossos|nos seus)? ?(?:productos|prodotti|produtos)\b",
        "katalog katalogu cennik cennika produktami produktow wyrobow": r"(?:panstwa|wasz\w*|aktualn\w+|najnowsz\w+) (?:\w+ )?(?:katalog\w*|cennik\w*)\b|zainteresowan\w+ (?:zakupem )?(?:panstwa|wasz\w+) (?:produkt\w+|wyrob\w+)",
        "katalog cenik vyrobky produkty zbozi": r"(?:vas\w*|aktualni\w*|nejnovejsi\w*) (?:\w+ )?(?:katalog\w*|cenik\w*)\b|(?:zajem o|zajimaji nas) (?:\w+ )?vase (?:vyrobky|produkty|zbozi)",
        "catalogus prijslijst producten": r"(?:uw|jullie|laatste|nieuwste) (?:\w+ )?(?:catalogus|prijslijst)\b|(?:interesse in|geinteresseerd in) (?:\w+ )?(?:uw|jullie) producten\b",
    }
)

FORTUNE = phrases(
    {
        "kin": r"next of kin\b",
        "beneficiary": r"(?:dear|attention|attn|rightful|lawful|sole|legal|legitimate|lucky|as|as the|as a):? ?(?:fund )?beneficiary\b",
        "inheritance inherit inherited": r"(?:your|the|an|unclaimed|my|of) (?:\w+ )?inheritance\b|(?:i|he|she) inherited from (?:my|his|her)",
        "late deceased": r"(?:my|our) (?:late|deceased) (?:client|customer)\b|deceased (?:client|customer|depositor|investor)\b|(?:my|our) late (?:husband|father|wife)\b.{0,150}\b(?:deposit\w*|fund|million|bank|inherit\w*|oil|minister)\b",
        "widow orphans orphanage orphanages charity": r"(?:i am|i'm|as|old|dying|sick) (?:a )?(?:\w+ )?widow\b|(?:orphans|orphanages?|less privileged|charity (?:work|homes?|project)|the poor)\b.{0,60}\b(?:fund|money|donat\w+|god)\b",
        # Only sums in a currency that the reader does not earn: business is full of millions of the other.
        "million": r"million (?:u\.?s\.?a? ?d|us dollars|u\.s\. dollars|united states dollars|american dollars|pounds sterling)|us(?:d|\$) ?[\d.,]+ ?million\b",
        "fund funds sum": r"(?:transfer|release|claim|move|receive|receipt) (?:\w+ ){0,4}(?:funds?|sum) (?:of|into|to|in|out|worth|valued|totaling)\b|(?:your|compensation|unclaimed|abandoned|dormant|overdue) (?:\w+ )?funds?\b.{0,40}\b(?:bank|transfer|payment|release\w*|approved)\b",
        "atm consignment": r"atm (?:visa |master |debit )?card\b.{0,40}\b(?:worth|value|deliver\w*|payment|fund|million)|consignment (?:box|of|trunk)",
        "loan loans lender": r"(?:offer|offers|offering|give|provide|need|grant)(?:s|ing)? (?:of )?(?:a |an |out )?(?:[a-z/]+ ){0,4}loans?\b|loans? (?:at|with) (?:a |an |\w+ )?(?:\w+ )?(?:\d|low|interest)|loan (?:amount|duration) ?(?:needed|required|:)",
        "lottery winner winners powerball jackpot donation donate donating donated": r"(?:lottery|powerball|jackpot)\b.{0,60}\b(?:won|win\w*|million|donat\w+)\b|(?:lucky|you (?:have been|are) (?:\w+ )?)(?:\w+ )?winners?\b|(?:donation|donate|donating|donated) (?:of |the sum of )?(?:[$€£\d.,]+ )?(?:[a-z]+ ){0,4}to you\b",
        "country": r"(?:invest\w*|partner\w*|business|projects?|agent|represent\w*|establish\w*|buy|property|estate)\b.{0,60}\bin your country\b",
        "proposal proposition": r"(?:have|has|is|with|discuss|share|got) (?:a|an|this|my|some) (?:[a-z]+ ){0,2}(?:business |investment |lucrative )(?:proposal|proposition)\b|(?:business|my) (?:proposal|proposition) (?:for|with|to share with|to discuss with|that will) (?:you|your|both|us|benefit)\b",
        "details": r"(?:get back to|contact|reply|respond to|write|write to) me (?:back |soon |kindly |urgently |through \w+ )?(?:for|so that i|so i) (?:[a-z]+ ){0,3}details\b",
        "mr mrs miss barrister sgt": r"(?:i am|i'm|my name is) (?:mr|mrs|miss|barrister|sgt|sergeant)\b",
        "weekly daily": r"\d ?% (?:weekly|daily|per day|per week|a week|a day)\b",
        "bank": r"(?:turned down|rejected|refused) by (?:your|the|a) bank\b",
        "private personal": r"(?:via|through|to|at|on) my (?:private|personal) (?:e-?mail|mailbox)\b",
        "reliable trustworthy fearing": r"(?:reliable|trustworthy|god fearing) (?:and \w+ )?(?:person|individual|someone|foreign\w*)\b",
        "erbschaft nachlass begunstigter begunstigten verstorbenen verstorbener": r"(?:ihre|die|der|eine|ihrer) erbschaft\b|(?:meine[sr]?|unsere[sr]?) verstorbene\w* (?:mandant|kunde|mann|ehemann|klient)\w*|(?:als|der|den|zum|rechtmassig\w+) begunstigte\w*",
        "millionen": r"millionen (?:us-|amerikanisch\w+ )?dollar",
        "spende darlehen kredit": r"spende von (?:[\d€$]|usd|eur)|(?:darlehen|kredit)\w*\b.{0,40}\b(?:zinssatz|zinsen|prozent|%)",
        "heritage defunt defunte beneficiaire": r"(?:mon|notre|ma) (?:defunte?|feu) (?:client|mari|epoux|pere)|(?:en tant que|le|la|comme) beneficiaire (?:de|des|du)\b|(?:l'|un |cet |votre )heritage (?:de|d'|familial|laisse)",
        "millions": r"millions? de dollars",
        "pret prets don banque": r"(?:offres?|octroyons|accordons|octroi) (?:de |des |un |d'un )?prets?\b|prets? (?:entre particuliers|d'argent)|refuse\w? par (?:votre|sa) banque|don de [\d.,]+",
        "herencia difunto difunta beneficiario": r"(?:mi|nuestro) (?:difunt[oa]|fallecid[oa]) (?:cliente|esposo|marido|padre)|(?:la|su|una) herencia (?:de|que|por|no)\b|(?:como|el|legitimo) beneficiario (?:de|del)\b",
        "millones": r"millones de dolares",
        "prestamo prestamos donacion": r"(?:ofrec\w+|otorg\w+|conced\w+) (?:\w+ )?prestamos?\b|prestamos? (?:de dinero|con (?:un )?(?:tasa|interes)|al \d)|preaprobad\w+ para un prestamo|donacion de (?:\$|€|[\d.,]+)",
        "spadek spadku zmarlego zmarlym zmarly beneficjenta beneficjent": r"(?:moj\w*|nasz\w*) zmarl\w+ (?:klient\w*|mez\w*|maz|ojc\w+)|(?:fundusz\w*|odziedziczy\w+|otrzyma\w+) .{0,30}spad(?:ek|ku)\b|(?:drogi|jako|prawowit\w+) beneficjen\w+",
        "milionow milionu dolaru": r"mili(?:onow|ona|onu) (?:\w+ )?dolar\w+",
        "pozyczki pozyczke pozyczka pozyczek pujcku pujcky pujcka uver": r"(?:oferuj\w+|udziel\w+|nabiz\w+|poskytuj\w+) (?:\w+ )?(?:pozycz\w+|pujc\w+|uver\w*)|(?:pozycz\w+|pujc\w+|uver\w*) .{0,30}(?:oprocentowani\w+|urok\w+|\d ?%)",
        "dedictvi zesnuleho zesnuly zesnulem": r"(?:muj|meho|mem|nas\w*) zesnul\w+ (?:klient\w*|manzel\w*|otc\w*)|dedictvi\b.{0,40}\b(?:bank\w*|dolar\w*|eur|fond\w*)",
        "eredita defunto beneficiario": r"(?:mio|nostro) defunto (?:cliente|marito|padre)|(?:l'|un'|vostra |sua )eredita (?:di|da|del|lasciata)\b|(?:come|il|legittimo) beneficiario (?:di|del|dei)\b",
        "milioni": r"milioni di dollari",
        "prestiti prestito finanziamenti donazione": r"(?:offr\w+|conced\w+) (?:\w+ )?prestit[io]\b|prestit[io] .{0,30}(?:tasso|\d ?%)|donazione di (?:[\d.,€$]+)",
        "heranca falecido falecida": r"(?:meu|nosso|minha) (?:falecid[oa]) (?:cliente|marido|pai|esposo)|(?:a|uma|sua) heranca (?:de|do|da|que)\b",
        "milhoes": r"milhoes de dolares",
        "emprestimo emprestimos doacao": r"(?:oferec\w+|conced\w+) (?:\w+ )?emprestimos?\b|emprestimos? .{0,30}(?:juros|taxa|\d ?%)|doacao de (?:[\d.,€$]+|usd|eur)",
        "erfenis overleden begunstigde": r"(?:mijn|onze|wijlen) (?:overleden )?(?:client|klant|man|echtgenoot|vader)\b.{0,60}\b(?:miljoen|erfenis|fonds)|(?:de|uw|een) erfenis (?:van|ter)\b|(?:als|de) begunstigde (?:van|voor)\b",
        "miljoen": r"miljoen (?:\w+ )?dollar",
        "lening leningen": r"(?:bied\w*|verstrek\w*) (?:\w+ ){0,3}(?:lening(?:en)?)\b|lening(?:en)? .{0,30}(?:rente|\d ?%)",
    }
)

THREAT = phrases(
    {
        "suspended suspend deactivated deactivation disabled blocked restricted locked terminated suspension compromised expired expires": r"your (?:[a-z0-9@.'-]+ ){0,4}(?:account|mailbox|e-?mail|messages|access|domain|service|subscription|password|storage|wallet|card)s? (?:[a-z]+ ){0,5}(?:suspend(?:ed)?|suspension|deactivat\w+|disabled|blocked|restricted|locked|terminated|compromised|expired?s?|at risk)\b|(?:avoid|prevent) (?:[a-z]+ ){0,4}(?:suspension|deactivation|termination|suspended|deactivated|blocked|terminated)\b",
        "verify validate reconfirm revalidate confirm": r"(?:verify|validate|re-?confirm|confirm|re-?validate) your (?:[a-z-]+ ){0,2}(?:account|mailbox|identity|ownership|password|billing|wallet)\b",
        "quota mailbox storage webmail": r"your (?:mailbox|(?:mail )?storage|e-?mail|inbox|webmail)(?: \w+)? (?:is |has |quota )(?:\w+ ){0,2}(?:full|exceeded|over|reached|limit)\b|(?:exceeded|reached) (?:your|its|the) (?:\w+ ){0,2}(?:quota|storage|limit)\b",
        "incoming undelivered pending quarantined": r"(?:incoming|undelivered|pending|quarantined) (?:[a-z]+ )?(?:e-?mails?|messages?|mails?) (?:[a-z]+ ){0,3}(?:suspended|pending|held|blocked|rejected|delayed|could|on hold|waiting)\b|\d+ (?:undelivered|pending|quarantined) (?:incoming )?(?:e-?mails?|messages|mails)\b|blocked incoming messages",
        "password passcode": r"(?:password|passcode) (?:\w+ ){0,4}(?:expir\w+|must be changed|same password|current password)\b|(?:keep|retain) (?:\w+ ){0,2}(?:current |same )?password\b",
        "password": r"(?:verify|confirm|sign in) (?:with |using )?your (?:\w+ ){0,3}(?:e-?mail (?:address )?and password|password)\b",
        "unusual suspicious unauthorized": r"(?:unusual|suspicious|unauthori[sz]ed|new) (?:sign-?in|log-?in)\w*|(?:unusual|suspicious|unauthori[sz]ed) (?:activit\w+|access|transactions?|attempts?) (?:\w+ ){0,3}(?:on|in|to|from|with) your\b",
        "bitcoin bitcoins btc webcam malware trojan hacked infected": r"(?:recorded|webcam|infected|hacked|trojan|full access)\b.{0,140}\b(?:bitcoins?|btc|device|contacts|webcam|camera)\b|(?:send|transfer|pay)\w* (?:\w+ ){0,6}(?:bitcoins?|btc)\b",
        "konto gesperrt postfach zugang deaktivierung zuruckgehalten": r"(?:ihr|ihre|dein) (?:\w+ ){0,3}(?:konto|postfach|zugang|account|karte)\b.{0,50}\b(?:gesperrt|eingeschrankt|deaktiviert|gekundigt|abgelaufen|bestatig\w+|verifizier\w+|uberschritten|erreicht|voll)\b|deaktivierung (?:zu vermeiden|ihres)|nachrichten .{0,30}zuruckgehalten",
        "compte messagerie boite carte acces": r"votre (?:\w+ ){0,3}(?:compte|messagerie|boite|service|acces|carte)\b.{0,50}\b(?:suspendue?|bloquee?|desactivee?|limitee?|restreinte?|pleine|expire\w*|verifi\w+|confirm\w+)\b",
        "cuenta buzon suspendida bloqueada": r"(?:su|tu) (?:\w+ ){0,3}(?:cuenta|buzon|acceso|correo|tarjeta)\b.{0,50}\b(?:suspendid[oa]|bloquead[oa]|desactivad[oa]|limitad[oa]|restringid[oa]|llen[oa]|verifi\w+|caduc\w+)\b",
        "konto konta skrzynka skrzynki zablokowane zawieszone": r"(?:twoj\w*|panstwa|pana|pani) (?:\w+ ){0,3}(?:kont[oa]|skrzynk[ai]|poczt[ay]|kart[ay])\b.{0,50}\b(?:zablokowan\w+|zawieszon\w+|ograniczon\w+|wygas\w+|zweryfik\w+|potwierdz\w+|przekroczy\w+|pelna)\b|skrzynka (?:zapelniona|przepelniona)",
        "ucet uctu schranka schranky karta": r"(?:vas\w*|tvuj|tvoje) (?:\w+ ){0,3}(?:uc(?:et|tu)|schrank[ay]|e-?mail\w*|kart[ay])\b.{0,50}\b(?:zablokovan\w*|pozastaven\w*|omezen\w*|deaktivovan\w*|vypr\w+|over\w+|potvrd\w+|pln[aey]|k vypnuti|smazan\w*)\b",
        "casella sospeso bloccato sospesa conto utenza": r"(?:il|la) (?:suo|sua|tuo|tua|vostro|vostra) (?:\w+ ){0,3}(?:conto|account|casella|carta|accesso|utenza)\b.{0,50}\b(?:sospes[oa]|bloccat[oa]|disattivat[oa]|limitat[oa]|scadut[oa]|pien[oa]|verific\w+|conferm\w+)\b",
        "conta caixa acesso bloqueada suspensa": r"(?:sua|seu) (?:\w+ ){0,3}(?:conta|caixa|acesso|cartao|e-?mail)\b.{0,50}\b(?:suspens[oa]|bloquead[oa]|desativad[oa]|limitad[oa]|restrit[oa]|chei[oa]|verific\w+|expir\w+)\b",
        "rekening mailbox postvak geblokkeerd": r"(?:uw|je) (?:\w+ ){0,3}(?:account|rekening|mailbox|postvak|pas|toegang)\b.{0,50}\b(?:geblokkeerd|opgeschort|beperkt|gedeactiveerd|verlopen|vol\b|verifieer|bevestig\w*|geverifieerd)",
    }
)

OFFER = phrases(
    {
        "company agency team firm manufacturer manufacturers studio": r"(?:we are|we're|i represent|i run|on behalf of|i am from|i'm from)(?: an?| the| one of the)? (?:[a-z-]+,? ){0,4}(?:company|agency|firm|manufacturers?|studio|team of [a-z]+)\b|our (?:company|agency|firm) (?:offers?|provides?|specializ\w+|specialis\w+|is an?|manufactur\w+|produces|supplies|helps|has been|mainly|deals)\b",
        "services solutions": r"(?:we|company|team) (?:also |can |will )?(?:provides?|offers?|delivers?) (?:[a-z-]+,? (?:and )?){0,5}(?:services|solutions)\b|our (?:[a-z-]+ ){0,2}(?:services|solutions) (?:include|are|can|help|to your|cover|range)\b|(?:full|wide|broad|complete|comprehensive) range of (?:[a-z-]+ ){0,3}(?:services|solutions)\b",
        "offer supply produce provide manufacture products": r"we (?:offer|supply|produce|provide|manufacture) (?:you |high|a (?:wide|full|broad|comprehensive|complete|variety|range)|quality|professional|various|all kinds|customi[sz]ed|custom|free)\b|our products (?:are|include|range)\b",
        "specialize specialized specializing specialise specialised": r"(?:we|company|team|that|which|who) (?:are |is )?(?:speciali[sz](?:e|ed|es|ing)) in\b",
        "clients customers businesses companies brands": r"we (?:help|work with|partner with|support|assist|serve|enable) (?:[a-z0-9-]+ ){0,4}(?:companies|startups|teams|founders|business(?:es)?|brands|agencies|organi[sz]ations|stores|clients|customers)\b|our (?:[a-z]+ )?(?:clients|customers) (?:include|save|see)\b",
        "firma unternehmen agentur dienstleistungen losungen": r"(?:wir sind|unsere?n?|unser) (?:eine? )?(?:\w+ ){0,3}(?:firma|unternehmen|agentur|dienstleistungen|losungen)\b|wir (?:bieten|unterstutzen|helfen) (?:ihnen|unternehmen|firmen|\w+ unternehmen)\b",
        "bieten entwickeln unterstutzen": r"wir (?:bieten|entwickeln|unterstutzen) (?:ihnen |seit |mass\w+ |individuelle )",
        "proposons accompagnons fournissons specialises entreprise societe agence": r"nous (?:vous )?(?:proposons|accompagnons|fournissons|sommes specialis\w+)\b|notre (?:entreprise|societe|agence) (?:est|propose|offre|vous|se)",
        "ofrecemos ofrecerle ofrecerles empresa agencia compania presentarte presentarle presentarles": r"(?:le |les |te )?ofrec(?:emos|erle|erles)\b|(?:somos una|nuestra) (?:\w+ )?(?:empresa|agencia|compania) (?:de|que|ofrece|especializada|dedicada|lider|se)\b|queremos presentarte|me gustaria presentarl\w",
        "oferujemy zapewniamy proponujemy dostarczamy specjalizujemy realizujemy wspieramy pomagamy zajmujemy specjalizujaca specjalizujacej przedstawic nasza jestesmy reprezentuje": r"oferujemy|zapewniamy|proponujemy|dostarczamy|(?:specjalizujemy|zajmujemy) sie|wspieramy|pomagamy|realizujemy|firm\w+ specjalizujac\w+|nasza firma|jestesmy (?:\w+ ){0,2}(?:firma|producentem|zespolem)|(?:chcial\w+|mog\w+) (?:\w+ ){0,3}przedstawic",
        "nabizime poskytujeme zajistujeme zastupuji specializujeme dodavame spolecnost pomahame predstavit jsme firma": r"nabizime|jsme (?:\w+ ){0,2}(?:spolecnost|firma|tym|vyrobc\w)\b|(?:rad\w?|chtel\w?) (?:\w+ ){0,4}predstavi\w+|poskytujeme|zajistujeme|specializujeme se|dodavame|pomahame|zastupuji (?:\w+ )?(?:spolecnost|firmu)|nase (?:\w+ )?(?:spolecnost|firma)\b",
        "offriamo proponiamo forniamo azienda aziende imprese agenzia societa": r"(?:vi |le )?(?:offriamo|proponiamo|forniamo)\b|(?:la nostra|siamo una?'?) ?(?:\w+ )?(?:azienda|agenzia|societa)\b|aiutiamo (?:le )?(?:aziende|imprese)",
        "oferecemos fornecemos empresa empresas agencia": r"oferecemos|fornecemos|(?:somos uma|a nossa|nossa) (?:\w+ )?(?:empresa|agencia)\b|ajudamos empresas",
        "bieden leveren helpen bedrijf": r"(?:wij|we) bieden (?!onze excuses)|(?:wij|we) (?:leveren|helpen) (?:u |ondernemers|bedrijven|een |complete |maat)|(?:wij zijn een|ons) (?:\w+ )?bedrijf\b",
    }
)
"""A company and what it does, as companies tell it of themselves."""
