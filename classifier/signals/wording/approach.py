"""Phrases of the family approach, over folded text in the nine languages."""

from __future__ import annotations

from classifier.expressions import expression
from classifier.signals.phrases import phrases

PERCENT = expression(r" ?(?:%|(?:percent|per cent|prozent|procent|pour cent|por ciento|per cento|por cento)\b)")
BEFORE_A_SHARE = expression(
    r"\b(?:by|up to|over|around|about|average|average of|um|bis zu|rund|de|d'|jusqu'a|hasta|un|o|az o|nawet o|del?|fino al|ate|em|met|tot)(?: an?)? $"
)
BEHIND_A_SHARE = expression(
    r" (?:more|less|fewer|faster|cheaper|lower|higher|better|increase|reduction|weniger|mehr|schneller|gunstiger|hohere|(?:de )?(?:plus|moins)|(?:de )?(?:reduction|economies)"
    r"|mas|menos|wiecej|mniej|taniej|vice|mene|(?:in|di) (?:piu|meno)|(?:a )?(?:mais|menos)|meer|minder)\b"
)
BEHIND_A_FIGURE = expression(r"x\b(?! ?\d)|k?\+(?![\w+-])")
BEFORE_A_FIGURE = expression(
    r"\b(?:over|more than|mehr als|uber|plus de|mas de|ponad|vice nez|pres|piu di|oltre|mais de|meer dan) $"
)
ENDS_BEFORE_A_FIGURE = frozenset(("r ", "n ", "s ", "e ", "d ", "z ", "i "))
NO_BOAST = expression(r" ?(?:seconds?|minutes?|hours?|sekunden|minuten|stunden|[kmgt]?b|db|[km]?hz|ms)\b")
"""What stands around the figure of a boast."""

INTRODUCED = phrases(
    {
        "agency company firm manufacturer supplier provider startup studio platform factory consultancy distributor exporter wholesaler software": r"(?:we are|we're|i run|i own|is) (?:also )?(?:an? |one of |the )(?:[\w-]+ ){0,5}(?:agency|company|firm|manufacturer|supplier|provider|startup|studio|platform|factory|consultancy|distributor|exporter|wholesaler)\b|our (?:agency|company|firm|factory|platform|software|consultancy)\b",
        "founded established": r"(?:founded|established) in (?:19|20)\d\d",
        "specialize specialise specializes specialises specializing specialising specialized specialised": r"speciali[sz](?:e[sd]?|ing) (?:in|on)\b",
        "products services solution solutions": r"our (?:\w+ )?(?:products|services|solutions?) (?:is|are|have|has|help|include|can|will|offer|range)\b",
        "wir sind unsere unserer": r"wir sind (?:ein|eine|der|die) (?:[^ .?!]+ ){0,4}(?:agentur|unternehmen|firma|anbieter|hersteller|dienstleister|startup|plattform|kanzlei|spezialist\w*|buro|betrieb|team)\b|unsere[nr]? (?:agentur|plattform|software|losung)\b",
        "spezialisiert": r"spezialisiert auf\b",
        "sommes specialisee specialises specialise specialisees": r"nous sommes (?:une? )(?:[^ .?!]+ ){0,4}(?:agence|entreprise|societe|editeur|cabinet|fabricant|fournisseur|startup|studio|plateforme)\b|specialisee?s? (?:dans|en)\b",
        "notre": r"notre (?:agence|plateforme|logiciel|solution|societe|entreprise)\b",
        "somos nuestra nuestro especializada especializados": r"somos (?:una?|el|la) (?:[^ .?!]+ ){0,4}(?:agencia|empresa|fabricante|proveedor|plataforma|consultora|despacho|estudio|startup)\b|nuestr[oa] (?:empresa|agencia|plataforma|software|solucion)\b|especializad[oa]s? en\b",
        "jestesmy nasza nasze specjalizujemy": r"jestesmy (?:[^ .?!]+ ){0,4}(?:agencja|firma|producentem|dostawca|platforma|zespolem|studiem)\b|nasz[ae] (?:firma|agencja|platforma|oprogramowanie|rozwiazanie)\b|specjalizujemy sie\b",
        "jsme nase specializujeme": r"jsme (?:[^ .?!]+ ){0,4}(?:firma|agentura|spolecnost|vyrobce|dodavatel|startup|studio)\b|nase (?:firma|agentura|spolecnost|platforma|reseni)\b|specializujeme se\b",
        "siamo nostra specializzati specializzata": r"siamo (?:una?|un') ?(?:[^ .?!]+ ){0,4}(?:azienda|agenzia|societa|fornitore|produttore|piattaforma|studio|startup)\b|la nostra (?:azienda|agenzia|piattaforma|soluzione|societa)\b|specializzat[aoi] (?:in|nel)",
        "somos nossa especializada especializados": r"somos (?:uma?|o|a) (?:[^ .?!]+ ){0,4}(?:empresa|agencia|fabricante|fornecedor|plataforma|consultoria|startup)\b|(?:a )?nossa (?:empresa|agencia|plataforma|solucao)\b|especializad[oa]s? em\b",
        "zijn ons onze gespecialiseerd": r"(?:wij|we) zijn een (?:[^ .?!]+ ){0,4}(?:bureau|bedrijf|leverancier|fabrikant|platform|startup|specialist)\b|(?:ons|onze) (?:bureau|bedrijf|platform|software|oplossing)\b|gespecialiseerd in\b",
    }
)
"""What a company says of itself to those who do not know it."""

BAIT = phrases(
    {
        "response reply answer": r"(?:await(?:ing)?|waiting for|wait for|expecting|hoping for) (?:\w+ ){0,3}(?:response|reply|answer)\b|(?:urgent|prompt|kind|swift|immediate|earliest) (?:response|reply|answer)\b",
        "reply respond contact answer": r"(?:please|kindly) (?:reply|respond|answer|contact) (?:me|back|to me|urgent\w*|asap|via|if (?:you are )?interested)\b",
        "back": r"get back to me (?:for|so|if|soon|urgent\w*|as soon|via|through|on|with|now|asap)\b",
        "details information": r"(?:more|further|full) (?:details?|information) (?:about \w+ )?(?:as soon|when|once|upon|will be)\b|for (?:more|further) (?:details?|information)(?= ?(?:\.|$|regards|thank|best))",
        "message mail email letter proposal": r"(?:did|have|if) you (?:get|got|receive|received|see|seen) (?:my|the) (?:\w+ ){0,2}(?:message|e?-?mail|letter|proposal)\b(?! (?:about|of|from|with|on|that i))",
        "valid active": r"(?:e-?mail|address|mailbox) (?:is |still )*(?:valid|active)\b",
        "proposal proposition offer": r"i have (?:an?|some|this) (?:\w+ )?(?:proposal|proposition|business offer)\b",
        "trust talk": r"(?:can|may|permit|allow) (?:i|me)(?: to)? (?:talk with|talk to|speak with|trust) you\b",
        "interested": r"if (?:you are |you're )?interested,? (?:please |kindly )?(?:reply|respond|contact|write|get back)\b",
        "nachricht mail": r"haben sie meine (?:nachricht|e-?mail)\b(?! (?:vom|wegen|zu)\b)|hast du meine nachricht\b",
        "vorschlag": r"(?:geschafts|geschaftlichen )vorschlag\b|einen vorschlag fur sie\b",
        "message proposition": r"avez-vous recu mon (?:message|mail)\b|(?:une|j'ai une) proposition (?:pour vous|d'affaires?|a vous)\b",
        "mensaje propuesta": r"(?:recibio|ha recibido|recibiste) mi (?:mensaje|correo)\b|tengo una propuesta\b|propuesta de negocios?\b",
        "wiadomosc propozycje": r"czy (?:pan |pani )?(?:otrzymal\w*|dostal\w*) (?:pan |pani )?moja wiadomosc\b|mam (?:dla \w+ )?propozycje\b",
        "zpravu nabidku navrh": r"dostal[ai]? jste (?:muj|mou) (?:zpravu|e-?mail)\b|mam pro vas (?:nabidku|navrh)\b",
        "messaggio proposta": r"(?:ha|hai|avete) ricevuto il mio messaggio\b|ho una proposta\b|proposta (?:d'affari|commerciale per)",
        "mensagem proposta": r"recebeu a? ?minha mensagem\b|tenho uma proposta\b|proposta de negocio",
        "bericht voorstel": r"heeft u mijn (?:bericht|e-?mail)\b(?! van\b)|heb je mijn bericht\b|ik heb een voorstel\b",
    }
)
"""An answer is wanted, and hardly a word tells what about."""

_EN_SHOW = "send show share record run draft prepare demonstrate sketch introduce mail email set do pencil comment walk"
_SHOW = "|".join(_EN_SHOW.split())
OFFERED = phrases(
    {
        _EN_SHOW: rf"(?:shall|should|could|can|may) i (?:just |then |perhaps )?(?:{_SHOW}) (?:it|that|this|one|two|them|you|your|up|over|across|a|an|the|some|samples|examples|profiles)\b(?! (?:back|again))|(?:i'd be |i would be |i'm |i am )?(?:glad|happy) to (?:just )?(?:{_SHOW})\b|(?:want|like) (?:me|us) to (?:{_SHOW})\b",
        "send show set do run": r"i (?:can|could|'ll) (?:also |gladly |happily )?(?:send (?:it|one|you|a|some|those|over|across)|show you|run (?:it|them|yours)|set up (?:a|your)|do (?:the first|one|a) )",
        "like": r"if you(?:'d| would)? like,? i(?:'ll| can| could| will) (?:send|show|run|set|sketch|draft)\b",
        "shall": r"shall i ?\?",
        "worth": r"worth (?:a (?:look|try|chat|call|conversation)|seeing|comparing|(?:ten|fifteen|five|twenty|\d+) minutes)\b",
        "yours": r"yours to (?:use|keep)\b",
        "something": r"is (?:that|this|it) something (?:you|that)\b",
        "schicken zeigen zusenden vorfuhren ausrechnen ansehen ausprobieren": r"(?:soll|darf|durfte) ich (?:ihnen|es ihnen|ihn|sie|euch|dir) (?:[^ .?!]+ ){0,5}(?:schicken|zeigen|zusenden|vorfuhren|ausrechnen)\b|(?:wollen|mochten) sie (?:[^ .?!]+ ){0,4}(?:sehen|ansehen|ausprobieren)\b",
        "etwas interessant ware": r"ware das (?:etwas|was|interessant)(?= |\?|$)",
        "sehen mogen": r"wollen sie (?:ihn|es|sie|das) (?:einmal |mal )?sehen\b|(?:falls|wenn) sie mogen\b",
        "envoie envoyer montrer montre prepare transmettre": r"(?:puis-je vous|voulez-vous que je vous|souhaitez-vous que je vous|je peux vous|je pourrais vous) (?:l'|la |le |les |en )?(?:envo\w+|montr\w+|prepar\w+|transmett\w+)",
        "parle interesse interesserait tente dirait": r"on en parle\b|(?:cela|ca) (?:vous|t')\s?(?:interess\w+|dirait|tente\w*)",
        "mando envio enseno cuento preparo muestro": r"(?<=¿)(?:te|le|os|se) (?:lo |la )?(?:mando|envio|preparo|enseno|muestro)\b|(?:te|os|se) (?:lo |la |los )?(?:enseno|cuento como|muestro)\b|si (?:quieres|quiere|os parece|te interesa|le interesa),? (?:te|le|os|se) (?:lo )?(?:mando|envio|preparo|enseno|muestro)",
        "mandar enviar": r"(?:le|te) puedo (?:mandar|enviar|mostrar) (?:un|una|el|la)\b|posso (?:te |lhe )?(?:mandar|enviar|deixar)(?:-lhe)? (?:um|uma|o|a|os)\b",
        "monto mando mostro quiser": r"se quiser,? (?:\w+ )?(?:mando|monto|envio|mostro|preparo)\b",
        "contarte ensenarte mostrarle ensenarle contarle mostrarte": r"(?:puedo|podria) (?:contar|ensenar|mostrar)(?:te|le|os|selo|telo)\b",
        "interesa suena encaja": r"¿?(?:te|le|os) (?:interesa|suena bien|encaja)\b",
        "przeslac podeslac pokazac wyslac przesle podesle pokaze": r"(?:moge|mozemy|moglibysmy|czy|czy moge) (?:panstwu |panu |pani )?(?:przeslac|podeslac|pokazac|wyslac)\b|chetnie (?:przesle|podesle|pokaze)\b|(?:przeslac|podeslac|pokazac)(?= ?\?)",
        "poslat ukazat predvest poslu ukazu rad rada": r"(?:mohu|muzu|mam) (?:vam |ti )?(?:to |ho |ji )?(?:ukazat|predvest|poslat)(?= |\?)|rada? (?:vam )?(?:ukazu|predvedu)\b",
        "mostrarle mostrarvi mostrarti prepararle mandarle farle": r"(?:posso|potrei|ha senso|avrebbe senso) (?:mostrar|preparar|mandar)(?:le|vi|ti|gliel[oa])\b|posso far(?:le|vi|ti) vedere\b",
        "preparo mando interessa": r"(?:gliene|gliel[oa]|ve l[oa]) (?:preparo|mando|mostro)\b|(?:le|vi) interessa\b",
        "mostrar preparar mando mostro": r"(?:posso|podia|poderia) (?:lhe |te |vos )?(?:mostrar|preparar)(?:-lhe|-te|-vos)?\b|(?:mando|mostro|preparo)-(?:lhe|vos)\b",
        "interessa": r"interessa-lhe\b",
        "sturen laten opsturen voorrekenen": r"(?:zal|kan|mag) ik (?:het |hem |u |je |jullie |eens |een )(?:[^ .?!]+ ){0,4}(?:opsturen|laten zien|voorrekenen)\b|(?:zal|mag) ik (?:het|hem|die|dat) (?:eens |u |je )?sturen\b",
        "zin": r"zin om (?:even|eens)\b",
        "iets": r"is dat iets voor\b",
    }
)
"""A sample, a look, a calculation: shall I show you, would you like me to run it."""

_EN_BUSINESS = (
    "website site company business team brand store shop agency practice customers clients organization organisation firm industry niche audience marketing sales revenue growth"
    " products pipeline competitors staff guests patients tenants blog homepage domain"
)
READERS_BUSINESS = phrases(
    {
        _EN_BUSINESS: rf"your (?:own |entire |whole |current |existing |\w+ )?(?:{'|'.join(_EN_BUSINESS.split())})\b",
        "website webseite unternehmen firma team kunden marke shop betrieb praxis mitarbeiter mitarbeitern branche zielgruppe umsatz onlineshop gaste patienten": r"(?:ihr|ihre[nmrs]?|euer|eure[nmr]?) (?:website|webseite|unternehmen|firma|team|kunden|marke|shop|betrieb|praxis|mitarbeitern?|branche|zielgruppe|umsatz|onlineshop|gaste|patienten)\b",
        "site entreprise equipe equipes clients societe marque boutique etablissement collaborateurs secteur cabinet agence": r"(?:votre|vos|ton|ta|tes) (?:site|entreprise|equipes?|clients|societe|marque|boutique|etablissement|collaborateurs|secteur|cabinet|agence)\b",
        "sitio web empresa equipo clientes negocio marca tienda pagina sector ventas huespedes pacientes": r"(?:su|sus|tu|tus|vuestr[oa]s?) (?:sitio|web|empresa|equipo|clientes|negocio|marca|tienda|pagina|sector|ventas|huespedes|pacientes)\b",
        "firma firmy firmie strona strony stronie zespol zespolu klienci klientow sklep sklepu biznes marka branza gosci sprzedaz": r"(?:twoj\w*|wasz\w*|panstwa|pana|pani) (?:firm[aye]|firmie|stron[aye]|stronie|zesp\w+|klien\w+|sklepu?|biznesu?|mark[ai]|branz\w+|gosc\w+|sprzedaz\w*)\b",
        "firma firmu firme web webu stranky tym tymu zakaznici zakazniky zakazniku klienty obchod podnik znacku hosty eshop": r"vas(?:e|i|ich|im|em|emu|eho)? (?:firm[aueyi]|webu?|strank\w+|tymu?|zakazni\w+|klient\w+|obchodu?|podniku?|znack\w+|host\w+|eshopu?)\b",
        "sito azienda team clienti attivita negozio marchio settore impresa vendite": r"(?:vostr[oaie]|suo|sua|suoi|sue|tuo|tua|tuoi|tue) (?:sito|azienda|team|clienti|attivita|negozio|marchio|settore|impresa|vendite)\b",
        "empresa site equipe equipa clientes negocio marca loja setor vendas hospedes": r"(?:sua|seu|suas|seus|vossa|vosso|tua|teu) (?:empresa|site|equipe|equipa|clientes|negocio|marca|loja|setor|vendas|hospedes)\b",
        "website site bedrijf team klanten merk winkel onderneming webshop praktijk organisatie branche gasten medewerkers omzet": r"(?:uw|je|jullie|jouw) (?:website|site|bedrijf|team|klanten|merk|winkel|onderneming|webshop|praktijk|organisatie|branche|gasten|medewerkers|omzet)\b",
    }
)
"""What every business has, with your before it."""
