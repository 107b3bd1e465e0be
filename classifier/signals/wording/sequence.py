"""Phrases of the family sequence: anchor words → patterns over folded text (see `signals.phrases`)."""

from __future__ import annotations

from classifier.signals.phrases import phrases

# Anchors are the rarer words of each phrase: "get", "see", "check" and "message" stand in one letter in ten.
FOLLOW_UP = phrases(
    {
        # English. Not "ping" and "any thoughts?": on technical lists that is how people chase a review.
        "bump bumping": r"(?:just|quick|quickly|little|simply) bump(?:ing)?(?= (?:this|it|my|up your)\b| ?[.!,:-])|bump(?:ing)? (?:this|it|my \w{4,8}) (?:back )?(?:up (?:your|in)|to the top|in case|once more|again|for you)|bumping this(?= ?[.!,:-]| (?:as|since|because|and)\b)",
        "floating bubbling": r"(?:floating|bubbling) (?:this|my \w{4,8}) (?:back )?(?:up|to)\b",
        "inbox": r"top of your inbox\b",
        "resurfacing resurface": r"resurfac(?:e|ing) (?:this|my)\b",
        # Not "let's circle back tomorrow", said among colleagues.
        "circling circle": r"circling back(?= (?:on|about|regarding|with you|in case|here|to (?:my|this|see|you))\b| ?[.!,:-]|$)|(?:wanted to|i'd|i would) circle back\b",
        "touching": r"(?:just|quickly|reaching out,? and) touching base\b",
        "checking": r"(?:just|quickly|simply) checking (?:back )?in\b(?! (?:the|at|a) )|checking (?:back )?in (?:again|one last|once more|to see (?:if|whether) you)",
        "follow following followup": r"(?:just|quickly) following up\b|(?:wanted|like) to (?:quickly |briefly )?follow up\b|(?:quick|brief|another|gentle|final) follow[ -]?up\b|follow(?:ing)?[ -]?up (?:again|once more|one (?:last|more) time|in case|here|with you about)\b|follow(?:ing)?[ -]?up (?:on|to|about|regarding|with) (?:my|our|the|this) .{0,25}\b(?:e-?mails?|notes?|mails?|proposal|offer|voicemail|attempts?)\b",
        "nudge nudging": r"(?:gentle|friendly|quick|little|small|another|final|last|polite|soft|tiny) nudge\b|nudging (?:this|you|my)\b",
        "resending": r"(?:re-?sending|sending) (?:this|my \w{4,8}) (?:again|once more|in case)",
        "reaching emailing contacting messaging": r"(?:reaching out|emailing|contacting|messaging) (?:you |to you )?(?:once )?again\b",
        # German
        "nachhaken nachfassen nachzuhaken nachzufassen": r"(?:nachhaken|nachfassen|nachzuhaken|nachzufassen)\b",
        "nochmal nochmals erneut": r"(?:melde|wende) (?:ich )?mich (?:hiermit |heute |daher |deshalb |einfach )?(?:noch ?mals?|erneut)\b|(?:noch ?mals?|erneut) (?:kurz )?(?:anklopfen|nachfragen|auf sie zu(?:kommen)?|in erinnerung)",
        "hake hak fasse": r"(?:hake|hak|fasse) (?:ich )?(?:noch ?mals? |hier |heute |kurz |mal |da )*nach\b",
        "erinnerung": r"(?:kurze|kleine|freundliche|sanfte) erinnerung an (?:meine|mein|unser)",
        "posteingangs": r"(?:nach oben|an die spitze) (?:ihres|deines) posteingangs\b",
        # French
        "relance relancer relances": r"(?:je )?(?:vous|te) relancer?\b|(?:petite|simple|derniere|courte) relance\b",
        "permets": r"je me permets (?:donc )?de (?:vous |te )?(?:relancer|revenir vers|recontacter|reecrire)",
        "reviens": r"je (?:re)?viens (?:a nouveau |de nouveau )?vers (?:vous|toi) (?:au sujet de|concernant|suite a|a propos de) (?:mon|ma|notre)\b",
        "remonter remonte": r"(?:faire |je (?:fais )?)(?:remonter?) (?:mon|ce) (?:message|mail|courriel|e-?mail)",
        # Spanish
        "seguimiento": r"(?:dar|doy|dando|hacer|hago|haciendo|de) (?:un )?(?:breve |rapido )?seguimiento (?:a|de|sobre) (?:mi|este|nuestr[oa])\b|(?:queria|quiero|quisiera) (?:solo |simplemente )?(?:dar|hacer)(?:le|te|les)? (?:un )?seguimiento",
        "nuevamente vuelvo nuevo": r"(?:(?:le|te|les|os) (?:escribo|contacto) (?:de nuevo|nuevamente|otra vez)|(?:le|te|les|os) vuelvo a (?:escribir|contactar)|vuelvo a (?:escribir|contactar)(?:le|te|les|os))\b",
        "retomo reenvio": r"(?:retomo|reenvio) (?:mi|este|el) (?:correo|mensaje|e-?mail|contacto|hilo)",
        # Polish
        "przypomniec przypominam": r"(?:pozwalam|pozwole|chcialem|chcialam|chcialbym|chcialabym) (?:sobie )?(?:sie )?(?:tylko |krotko |delikatnie )?przypomniec (?:sie|o (?:mojej|moim|naszej|sobie))|przypominam (?:sie|o (?:mojej|moim|naszej) (?:wiadomosci|ofercie|mailu|propozycji))",
        "ponawiam ponownie": r"ponawiam (?:kontakt|wiadomosc|maila|propozycje|swoj\w*|moj\w*)|(?:pisze|kontaktuje sie|odzywam sie|zwracam sie) (?:do (?:panstwa|pana|pani) )?ponownie|ponownie (?:pisze|kontaktuje sie|odzywam sie)",
        # Czech
        "pripomenout pripominam": r"(?:dovoluji|dovolim|chtel|chtela) (?:si |bych )?(?:se )?(?:jen |jenom )?(?:pripomenout (?:se|s|svuj|muj|svou|nas))|(?:jen |jenom )?se pripominam",
        "znovu opet jeste": r"(?:ozyvam se|pisu vam|pisu|obracim se na vas) (?:znovu|opet|jeste jednou)\b|(?:znovu|opet|jeste jednou) (?:se ozyvam|vam pisu)\b",
        # Italian
        "riscrivo ricontatto riscriverle ricontattarla": r"(?:le|ti|vi|la) (?:riscrivo|ricontatto)|(?:riscriver|ricontattar)(?:le|la|vi|ti)\b",
        "seguito": r"(?:faccio|facendo|dare|do) (?:un breve )?seguito all?a? ?(?:mia|mio|nostra)|(?:in|a) seguito (?:alla|al|della|del) (?:mia|mio) (?:precedente|ultima|ultimo|e-?mail|mail|messaggio)",
        "torno tornare": r"(?:torno|tornare) (?:a scriver\w+|a contattar\w+|a disturbar\w+|sulla mia|sul mio)",
        # Portuguese
        "retomo retomando retomar reforcando": r"(?:retomo|retomando|retomar|reforcando) (?:o |a )?(?:meu|minha|nosso|nossa|contato|contacto|este)\b",
        "passando": r"passando (?:aqui |por aqui )?(?:so |apenas |rapidinho |novamente )*(?:para|pra) (?:saber|lembrar|relembrar|reforcar|ver) (?:se|do|da|o|a|sobre)\b",
        "novamente volto": r"(?:entro em (?:contato|contacto)|escrevo(?:-lhe|-vos)?|contacto-o) novamente\b|volto a (?:entrar em conta\w+|contacta-l[oa]|escrever(?:-lhe|-vos)?)",
        # Dutch
        "opvolgen inhaken polsen bel": r"(?:even|kort|toch) (?:opvolgen|inhaken|polsen)\b|(?:nog ?maals|opnieuw|weer) aan de bel\b",
        "nogmaals opnieuw": r"(?:mail|schrijf|benader|probeer) (?:ik )?(?:u|je|het|jullie) (?:nog ?maals|opnieuw|nog een keer)\b",
        "terug terugkomen": r"kom (?:ik )?(?:graag |nog |even |nog even )*terug op (?:mijn|onze) (?:mail|e-?mail|bericht|voorstel|vorige|eerdere)|terug ?komen op (?:mijn|onze) (?:mail|e-?mail|bericht|voorstel|vorige|eerdere)",
    }
)

EARLIER_MAIL = phrases(
    {
        # English
        "previous prior earlier initial last": r"(?:my|our) (?:previous|prior|earlier|initial|first|last)(?: few| two| couple of)? (?:e-?mails?|notes?|messages?|mails?|letters?)\b(?! (?:address|account|client|here|on this list))",
        "chance opportunity": r"(?:chance|opportunity) to (?:\w{2,10} ){1,3}(?:(?:my|our|this) (?:\w{3,10} )?(?:e-?mail|note|message|mail|letter|offer|proposal)\b|the .{3,30}\b(?:i|we) sent\b)",
        "did": r"did (?:you )?(?:even |perhaps |happen to |manage to )?(?:get|see|receive|read|catch) (?:my|our|this|the) (?:\w{3,10} ){0,2}(?:e-?mail|message|note|mail|letter)\b|did (?:this|it|my (?:e-?mail|note|message|mail)) (?:ever )?(?:reach|get (?:through )?to|arrive)\b",
        "reached": r"(?:this|mail|note|message) (?:has |ever )?reached you\b(?! (?:by|in)\b)|reached out (?:to you )?(?:last (?:week|month)|(?:a few|a couple of|several|\d{1,2}) (?:days|weeks) (?:ago|back)|recently|a while (?:ago|back)|before|earlier this)\b",
        "sent": r"i(?:'ve| have| had)? sent you (?:an? )?(?:\w{4,8} )?(?:e-?mail|note|message|mail|letter)\b(?! (?:with|containing))",
        "emailed messaged wrote": r"(?:i|we) (?:e-?mailed|messaged|wrote)(?: to)? you (?:\w{2,10} ){0,4}(?:last (?:week|month|mon|tue|wed|thu|fri)|ago|back|earlier|recently|this week)",
        "buried slipped overlooked": r"(?:got|get|been|was|were|gets|gotten) buried\b.{0,25}\b(?:inbox|e-?mails?|mails?)\b|in case (?:this|it|my .{3,12}) (?:\w{2,5} )?(?:buried|slipped|overlooked)\b|(?:this|it|my (?:e-?mail|note|message|mail)) (?:may have |might have |has |probably )?(?:slipped|fell|fallen) (?:through|past|off|down|by)\b",
        "inbox shuffle clutter missed": r"(?:lost|caught|stuck|landed|ended up) in (?:your (?:\w{2,8} )?inbox|the (?:shuffle|clutter)|your (?:spam|junk|clutter))\b|missed my (?:\w{4,8} )?(?:e-?mail|note|message|mail)\b",
        # German
        "letzte letzten vorige vorigen vorherige vorherigen vorangegangene erste ersten": r"(?:meine|meiner|auf meine|meinem|mein) (?:letzte|vorige|vorherige|vorangegangene|erste)[nrs]? (?:e-?mail|mail|nachricht|schreiben|anschreiben)\b",
        "untergegangen durchgerutscht": r"(?:mail|nachricht|anfrage|schreiben|das|sie|es|angebot) .{0,40}(?:untergegangen|durchgerutscht)\b",
        "erhalten gelesen gesehen bekommen angekommen anzuschauen anzusehen": r"(?:haben sie|hast du|konnten sie|konntest du|ob sie|ob du|hatten sie|hattest du|ist|ob) (?:\w{2,12} ){0,3}meine (?:\w{3,10} )?(?:e-?mail|mail|nachricht) .{0,25}(?:erhalten|gelesen|gesehen|bekommen|angekommen|anzuschauen|anzusehen)\b",
        # French
        "precedent dernier premier": r"mon (?:precedent|dernier|premier) (?:e-?mail|message|mail|courriel|mot)\b|mon (?:e-?mail|message|mail|courriel) precedent\b",
        "inapercu trappe noye": r"(?:passe|passer) (?:inapercu|a la trappe)|noye (?:dans|sous|parmi)",
        "avez auriez suite": r"(?:avez-vous|auriez-vous) (?:\w{2,9} ){1,5}(?:mon|ce|mes) (?:\w{3,9} )?(?:e-?mail|message|mail|courriel)s?\b|suite a mon (?:e-?mail|message|mail|courriel)\b",
        # Spanish
        "anterior anteriores ultimo primer previo": r"mis? (?:correos?|mensajes?|e-?mails?|mails?) (?:anterior(?:es)?|previos?)|mi (?:anterior|ultimo|primer|previo) (?:correo|mensaje|e-?mail|mail)\b",
        "correo mensaje": r"(?:ha|has|han|habeis|pudo|pudiste|pudieron|tuvo|tuviste|alcanzo|llego|recibio|recibiste|vio|viste) (?:[\w-]{1,12} ){0,5}mi (?:correo|mensaje|e-?mail|mail)\b|(?:pudo|podido|pudiste) (?:ver|leer|revisar) (?:el|mi) (?:correo|mensaje) que (?:le|te)\b",
        # Polish
        "mojej moja mojego moj moim swojej swojego": r"(?:mojej|moja|mojego|moj|moim|moje|swojej|swojego) (?:poprzedni\w{0,4}|ostatni\w{0,4}|wczesniejsz\w{1,4}|pierwsz\w{1,4}) (?:wiadomosc\w*|mail\w*|e-mail\w*|korespondencj\w*)|(?:nawiazujac|nawiazuje|wracam|odnosnie|w nawiazaniu) do (?:mojej|mojego|swojej|swojego) (?:\w{3,14} )?(?:wiadomosc\w*|mail\w*|e-mail\w*|ofert\w*)",
        "poprzedniego poprzedniej": r"do (?:poprzedni(?:ego|ej)) (?:maila|e-maila|wiadomosci)",
        "wiadomosc wiadomosci maila dotarla dotarl": r"czy (?:\w{2,12} ){0,4}(?:dotarl\w*|otrzymal\w*|zapozna\w*|przeczyta\w*|okazj\w*|widzial\w*|zdazyl\w*) .{0,40}\b(?:moj\w*|wiadomosc\w*|mail\w*|propozycj\w*)",
        # Czech
        "predchozi predchoziho predchozim predchozimu posledni minuly": r"(?:muj|meho|mem|memu|mym|svuj|sveho|svem|svemu|ma|mou|me|svou) (?:predchozi\w*|posledni\w*|minul\w*|prvni\w*) (?:e-?mail\w*|mail\w*|zprav\w*|dopis\w*)",
        "dostal dostali dorazil dorazila precist podivat": r"(?:zda|jestli|ze|stihl\w?|mel\w?|podarilo|dostal\w?|dorazil\w?) (?:\w{2,12} ){0,5}(?:muj|mou|moje|moji) (?:\w{4,10} )?(?:e-?mail|mail|zprav\w|nabidk\w)",
        # Italian
        "precedente ultima ultimo": r"(?:mia|mio) (?:precedente|ultim[ao]|prim[ao]|scors[ao]) (?:e-?mail|mail|messaggio|comunicazione|lettera)\b|mi[ao] (?:e-?mail|mail|messaggio) (?:precedente|della (?:scorsa )?settimana)",
        "modo ricevuto riuscito riuscita": r"(?:ha|hai|avete|abbia|e) (?:\w{2,9} ){0,2}(?:avuto modo|ricevuto|riuscit[oa]) (?:\w{1,9} ){0,3}(?:la mia|il mio) (?:e-?mail|mail|messaggio|proposta|comunicazione)\b",
        # Portuguese
        "anterior ultimo ultima primeiro": r"(?:meu|minha) (?:ultim[oa]|anterior|primeir[oa]) (?:e-?mail|mensagem|contato|contacto)\b|(?:meu|minha) (?:e-?mail|mensagem) anterior\b",
        "conseguiu recebeu teve chegou viu": r"(?:conseguiu|recebeu|teve|chegou|viu) (?:[\w-]{1,12} ){0,4}(?:meu|minha) (?:\w{4,10} )?(?:e-?mail|mensagem|proposta)\b|(?:conseguiu|teve tempo de|chegou a) (?:ver|ler|dar uma olhada n?[oa]) (?:o|a|no|na) (?:e-?mail|mensagem|material) que\b",
        # Dutch
        "vorige eerdere laatste eerste": r"mijn (?:vorige|eerdere|laatste|eerste) (?:e-?mail|mail|bericht|brief|mailtje)s?\b",
        "ondergesneeuwd geglipt": r"(?:mail|bericht|het|hij|deze|dit) .{0,30}(?:ondergesneeuwd|tussendoor ?geglipt)\b",
        "gelezen ontvangen bekijken gezien kans gelegenheid": r"(?:heb je|heeft u|hebt u|hebben jullie|of u|of je) (?:[\w-]{2,12} ){0,4}mijn (?:\w{4,9} )?(?:e-?mail|mail|bericht|voorstel)\b",
    }
)

SILENCE = phrases(
    {
        # English
        "hear heard hearing": r"(?:haven't|have not|didn't|did not|hadn't|never|i've not|without) (?:yet )?(?:hear|heard|hearing) (?:anything |a word |a thing )?(?:back from you|from you|anything back|back yet|back,|back\.|back so|back and)|heard nothing (?:back|from you)",
        "reply replies response answer": r"(?:no|zero|any|without|without a|(?:haven't|not) (?:had|received|gotten|got) (?:an?|your)) (?:reply|replies|response|answer) (?:from you|yet|so far|to my|to our|to any of|since)\b|(?:haven't|not) (?:had|received|gotten) (?:an?|any|your) (?:reply|response|answer) ?(?:[.,;!]|so\b)|i(?:'ve| have) had no (?:reply|response|answer)\b",
        "silence crickets ghosted": r"(?:your|the|radio) silence\b(?! of)|(?:nothing but|hearing|only|heard) crickets\b|(?:been|being|feeling|feel) ghosted\b",
        "busy swamped slammed packed overflowing hectic juggling plate": r"(?:i|we)(?:'m| am)? (?:know|understand|realize|realise|imagine|appreciate|assume|sure|guess|suspect|bet) (?:that |just how |how )?(?:you(?:'re| are| must| have|'ve| probably)?|your (?:\w{3,9} )?(?:inbox|schedule|week|calendar|plate|days?))\b.{0,30}\b(?:busy|swamped|slammed|packed|overflowing|hectic|juggling|plate)\b",
        "reach hold": r"(?:tried|trying) (?:a few times |several times |repeatedly |again )?to (?:reach|get (?:a )?hold of) you\b",
        # German
        "gehort ruckmeldung antwort reaktion schweigen funkstille": r"nichts (?:mehr )?(?:von|aus) (?:ihnen|dir|ihrem \w+|euch) (?:\w{2,8} )?gehort|(?:nichts|noch nichts|leider nichts) (?:von ihnen |von dir )gehort|(?:keine|ohne) (?:ruckmeldung|antwort|reaktion|ruckantwort) (?:von ihnen|von dir|ihrerseits|erhalten|bekommen|kam|auf meine)|(?:mails?|nachrichten) ohne (?:antwort|reaktion|ruckmeldung)|(?:ihr|dein) schweigen\b|funkstille\b",
        "beschaftigt eingespannt ohren posteingang": r"(?:weiss|wei|verstehe|kann mir vorstellen|sicher|vermutlich|bestimmt).{0,40}\b(?:sie|du)\b.{0,30}(?:beschaftigt|eingespannt|um die ohren)\b",
        # French
        "retour reponse nouvelles silence": r"(?:n'ai|n'ayant|n'avons) (?:pas|toujours pas|encore) (?:\w{3,8} )?(?:eu|recu|obtenu) (?:de |votre |ton |aucun |aucune )?(?:retour|reponse|nouvelles)|(?:sans|aucune?) (?:retour|reponse|nouvelles?) de (?:votre|ta) part|(?:rest\w{1,4}|laisse) sans reponse|votre silence\b",
        "occupe occupee debordee deborde sollicite sollicitee chargee charge": r"(?:je (?:sais|comprends|imagine|me doute)|j'imagine) (?:bien )?que (?:vous|tu|votre|ton)\b.{0,30}(?:occupee?|debordee?|sollicitee?|chargee?)\b",
        # Spanish
        "respuesta noticias contestacion silencio": r"no (?:he|hemos) (?:recibido|tenido|obtenido) (?:aun |todavia |ninguna |su |tu |una )*(?:respuesta|noticias|contestacion)|(?:sin|no tengo|no tuve) (?:respuesta|noticias|contestacion) (?:de su parte|por su parte|suya|tuya|de usted)|(?:su|tu) silencio\b",
        "ocupado ocupada liado liada agenda mil": r"(?:se|entiendo|imagino|supongo|comprendo) que\b.{0,20}\b(?:esta|estas|anda|andas|estara|estaras|tiene|tienes|su|tu)\b.{0,25}(?:ocupad[oa]|liad[oa]|agenda|mil cosas)",
        # Polish
        "odpowiedzi odzewu odpowiedz milczenie": r"nie (?:otrzymal\w*|dostal\w*|doczekal\w*|mam|uzyskal\w*) (?:sie |jeszcze |niestety |dotad |od panstwa |od pana |od pani |zadnej |panstwa )*(?:odpowiedzi|odzewu)|(?:brak|bez) (?:odpowiedzi|odzewu) (?:z panstwa|od|ze strony|na moj\w*|na poprzedni\w*)|rozumiem (?:panstwa |to )?milczenie|(?:panstwa|pana|pani) milczenie",
        "zajety zajeta zajeci natlok zapracowany obowiazkow": r"(?:rozumiem|domyslam sie|wiem|zdaje sobie sprawe|przypuszczam).{0,5} ze\b.{0,30}(?:zajet[yai]|zajeci|natlok\w*|zapracowan\w|obowiazkow)",
        # Czech
        "odpoved odpovedi reakci neozval neozvala neozvali": r"(?:nedostal|nedostala|neobdrzel|neobdrzela|nemam|nemame|neprisla) (?:od vas |jsem |zatim |dosud |bohuzel |zadnou |jeste )*(?:odpoved|odpovedi|reakci)|(?:bez|zadna) (?:vasi )?(?:odpoved|odpovedi|reakce)\b.{0,12}(?:od vas|z vasi)|jste se (?:mi )?(?:zatim |dosud )?neozval[ai]?",
        "zaneprazdneny zaneprazdnena zaneprazdneni prace": r"(?:vim|chapu|rozumim|predpokladam|verim), ze\b.{0,20}\b(?:mate|jste|toho)\b.{0,20}(?:prace|zaneprazdnen\w)",
        # Italian
        "riscontro risposta notizie cenno silenzio": r"non (?:ho|abbiamo|avendo) (?:ancora |mai |piu )?(?:ricevuto|avuto) (?:una |un |sua |suo |tua |tuo |alcun |alcuna |vostra |vostro |nessun |nessuna )*(?:riscontro|risposta|notizie|cenno)|(?:suo|tuo|vostro) silenzio\b",
        "impegnato impegnata impegnati presa preso sommerso": r"(?:so|immagino|capisco|comprendo) (?:bene )?che\b.{0,30}(?:impegnat[oaie]|pres[oaie]|sommers[oa])\b",
        # Portuguese
        "retorno resposta noticias silencio": r"(?:nao|sem) (?:tive|tivemos|obtive|recebi|recebemos|tenho|ter tido|houve) (?:ainda |qualquer |nenhum |nenhuma |o seu |a sua |um |uma )*(?:retorno|resposta|noticias)|sem (?:retorno|resposta) (?:da sua|de sua|ate)|(?:seu|vosso) silencio\b",
        "correria ocupado ocupada atarefado corrida cheia": r"(?:sei|imagino|entendo|compreendo|calculo) (?:bem )?que\b.{0,40}(?:correria|ocupad[oa]|atarefad[oa]|corrida|cheia)\b",
        # Dutch
        "reactie antwoord gehoord stilte": r"(?:geen|niet|nooit) (?:nog |enige )?(?:reactie|antwoord) (?:\w{2,5} ){0,3}(?:gehad|ontvangen|gekregen|van u|van je|mogen)|niets (?:meer )?van (?:u|je|jou|jullie) (?:gehoord|vernomen)|(?:uw|jouw) stilte\b",
        "druk drukke": r"(?:u|je|jij|jullie) (?:heeft|hebt|heb|bent|zult|zal|hebben|zullen) (?:het |een )?(?:\w{4,14} )?(?:erg |heel |razend)?drukk?e?\b (?:met|hebben|zijn|bent|agenda|week|weken|periode|tijd)",
    }
)

BREAK_UP = phrases(
    {
        # English. Not "closing the loop" by itself: that is how people report that a thing is done.
        "close closing": r"clos(?:e|ing)(?: out)? (?:out )?your file\b|(?:should i|shall i|permission to|okay to|ok to|time to|going to|i'll) close (?:out )?(?:the loop|this (?:out|off|loop)|your|the file)\b",
        "last final": r"(?:last|final) (?:(?:one|e-?mail|note|message|try|thing|attempt|nudge|time) from (?:me|my side|us)\b|(?:attempt|try) (?:to|at) (?:reach|connect|contact|get in touch|getting in touch)|(?:e-?mail|note|message) (?:on|about) this\b)|(?:is|be|'s|write) (?:my|our|the) (?:last|final) (?:e-?mail|note|message|follow[ -]?up|nudge|outreach)\b",
        "bother bothering pester pestering bugging": r"(?:won't|will not|stop|before i stop|quit|not) (?:be )?(?:bother|pester|bug)(?:ing)? (?:you|your inbox) ?(?:again|any ?more|any further|after this|about this|with this|further)?",
        "inbox hair": r"(?:get|getting|stay|keep|be) out of your (?:inbox|hair)\b|stop (?:filling|cluttering|clogging|crowding|flooding)(?: up)? your inbox\b",
        "stop": r"(?:i'll|i will|i shall|i can|let me|i'd better|should i) stop (?:reaching out|following up|e-?mailing|writing|contacting|trying)\b",
        "leave": r"(?:i'll|i will|i shall|i'd|let me) (?:now |gladly |happily )?leave (?:you (?:alone|be|in peace)|your inbox|it (?:at that|there|here)(?= ?[.!,;]| for now| with you))",
        "assume": r"(?:i'll|i will|i'm going to|i have to|can i|should i|shall i) (?:just |simply )?assume (?:that )?(?:this|it|now|you|the timing|\w{4,12} (?:is|are|isn't|aren't))\b.{0,25}(?:isn't|is not|not|aren't|all set|wrong|no longer|good hands|sorted|taken care|moved on)\b",
        "permission": r"permission to (?:close|stop|archive|move on)\b",
        "feelings": r"no hard feelings\b",
        "priority": r"(?:isn't|is not|not|no longer) (?:really |exactly )?a priority (?:right now|at the moment|at this (?:time|point)|for you|for your|now|this (?:quarter|year|month))",
        "timing": r"(?:if|maybe|perhaps|sense|seems|seem|guess|guessing|assume|looks like|either) (?:that )?(?:the )?timing(?:'s| is| was| may| might)? ?(?:isn't|not|wasn't|be|off|wrong)",
        "spot slot seat": r"(?:pass|giv|offer|releas)(?:e|ing)? (?:the|this|your) (?:spot|slot|seat)\b.{0,20}\bto (?:another|someone|the next|somebody|a different)\b",
        # German
        "letzte letzter letztes": r"(?:dies|das|es) (?:ist|wird|war|bleibt) (?:\w{3,8} )?meine? letzter? (?:e-?mail|mail|nachricht|versuch|anlauf)\b|letzter? (?:e-?mail|mail|nachricht|versuch|meldung) (?:von mir|meinerseits)\b|mein letzter versuch\b",
        "akte": r"(?:schlie(?:ß|ss)e|schlie(?:ß|ss)en|lege) (?:ich )?(?:nun |jetzt |hiermit |dann |gern )?(?:ihre|deine|die) akte\b|(?:ihre|deine) akte (?:\w{3,8} )?(?:zu|schlie(?:ß|ss)en|geschlossen)\b",
        "belastigen behelligen nerven storen melden anschreiben": r"(?:werde|mochte|will) (?:ich )?(?:sie|dich|mich|ihnen) (?:\w{3,9} )?nicht (?:weiter|mehr|langer|wieder) (?:\w{3,9} )?(?:belastigen|behelligen|nerven|storen|melden|anschreiben)\b",
        "davon": r"gehe (?:ich )?davon aus, dass\b.{0,40}\b(?:kein(?:e|en)? (?:thema|interesse|bedarf|prioritat)|nicht (?:relevant|interessant|aktuell|passt))",
        "ruhe": r"(?:lasse?|lass) (?:ich )?(?:sie|dich) (?:\w{3,8} )?(?:mit \w+ )?in ruhe\b",
        "streiche": r"streiche (?:ich )?sie (?:\w{3,8} )?(?:von|aus) (?:der|meiner|unserer) (?:\w{0,8})?liste",
        # French
        "dernier derniere": r"(?:c'est|ceci est|ce sera|voici|est donc) (?:donc |la )?mon dernier (?:e-?mail|message|mail|courriel|mot)\b|derni(?:er|ere) (?:e-?mail|message|mail|courriel|relance|tentative) de ma part\b",
        "dossier": r"(?:clore|cloturer|cloture|clos|fermer|ferme|referme|archiver|archive) (?:donc |alors )?(?:votre|ton) dossier\b",
        "derangerai importunerai solliciterai relancerai ecrirai embeterai": r"ne (?:vous|t') ?(?:derangerai|importunerai|solliciterai|relancerai|ecrirai|embeterai) (?:plus|pas)\b",
        "insiste insisterai tranquille": r"je n'insiste(?:rai)? (?:plus|pas)\b|(?:vous|te) laisse(?:rai)? (?:donc |desormais )?tranquille\b",
        # Spanish
        "ultimo ultima": r"(?:este|esta|sera|es) (?:es |sera )?(?:el |la )?mi ultim[oa] (?:correo|mensaje|e-?mail|mail|intento|comunicacion)\b|ultim[oa] (?:correo|mensaje|e-?mail|mail|intento) (?:por mi parte|de mi parte|que le|que te)",
        "expediente ficha": r"(?:cierro|cerrar|cerramos|cerrare|cierre|doy por cerrado) (?:su|el|tu|la|este) (?:expediente|ficha)\b",
        "molestare molesto molestarle molestarlo molestarte insistire insistir": r"(?:no|ya no) (?:le|te|os|les|lo|la)? ?(?:molestare|molesto|insistire) (?:mas|con)|no (?:quiero|volvere a|vuelvo a|pretendo) (?:seguir )?(?:insistir|molestar(?:le|lo|la|te|os)?)\b",
        "dejo": r"lo dejo aqui\b",
        # Polish
        "ostatnia ostatni": r"(?:to|bedzie to|jest to) (?:juz )?(?:moja|moj) ostatni[a]? (?:wiadomosc|mail|e-mail|proba)\b|ostatni[a]? (?:wiadomosc|mail|e-mail|raz|proba) (?:ode mnie|z mojej strony)\b",
        "narzucac niepokoic przeszkadzac zawracac meczyc zaczepiac": r"(?:nie bede|nie bedziemy|nie chce|nie chcialbym|przestaje) (?:juz |wiecej |dluzej |sie |panstwa |pana |pani |panstwu )*(?:narzucac|niepokoic|przeszkadzac|zawracac|meczyc|zaczepiac)\b",
        "zamykam zamkne zamykamy": r"(?:zamykam|zamkne|zamykamy) (?:temat|sprawe|panstwa|pana|pani|watek)\b",
        "zawracal zawracala": r"nie bede (?:\w{2,8} ){0,2}zawracala? (?:\w{4,8} )?glowy\b",
        "usuwam": r"usuwam (?:panstwa|pana|pania|panstwa firme) z (?:mojej |naszej )?(?:listy|bazy)",
        # Czech
        "posledni": r"(?:toto|to|tohle|bude to) (?:je |byl |byla |bude )?(?:muj |ma |moje )?posledni (?:e-?mail|mail|zprava|pokus)\b|posledni (?:e-?mail|mail|zprava|vec|pokus|zprava) (?:ode me|z me strany)\b",
        "slozku spis": r"(?:zaviram|uzaviram|uzavru|zavru|uzavrit|zavrit) (?:vasi |vas |tuto |tento |proto )?(?:slozku|spis)\b",
        "obtezovat otravovat rusit": r"(?:nebudu|nebudeme|nechci|prestanu|prestavam) (?:vas |te |uz |dal |vice |dale |jiz )*(?:obtezovat|otravovat|rusit)\b",
        "pokoji": r"(?:necham|nechavam) (?:vas |te |uz |ted )*na pokoji\b|vas (?:uz |pak )?necham na pokoji\b",
        # Italian
        "ultima ultimo": r"(?:questa|questo|sara|e) (?:e |sara )?(?:la mia|il mio) ultim[ao] (?:e-?mail|mail|messaggio|tentativo)\b|ultim[ao] (?:e-?mail|mail|messaggio|tentativo) da parte mia\b",
        "pratica posizione": r"(?:chiudo|chiudiamo|chiudere|archivio|archiviare) (?:quindi |dunque |pure )?(?:la|questa|la sua|la vostra) (?:pratica|posizione)\b",
        "disturbero disturbo importunero insistero": r"non (?:la|ti|vi) (?:disturbero|disturbo|importunero|disturberemo) (?:piu|oltre|ulteriormente)|non insistero\b",
        # Portuguese
        "incomodar insistir": r"nao (?:volto|voltarei|vou|irei|quero) (?:mais )?(?:a )?(?:o |a |lhe |te |vos )?(?:incomodar|insistir)(?:-l[oa])?\b",
        "encerrar encerro encerrando fecho": r"(?:posso |vou |vamos )?(?:encerrar|encerro|encerrando|fecho|fechar) (?:por aqui|o (?:nosso |seu )?(?:contato|contacto|processo|assunto)|a (?:sua )?ficha)\b",
        "escrever": r"nao (?:volto a|vou mais|voltarei a|torno a) escrever\b",
        "derradeiro derradeira ultimo ultima": r"(?:este|esse|esta|sera) (?:e |sera )?(?:o |a )?(?:meu|minha) (?:ultim[oa]|derradeir[oa]) (?:e-?mail|mensagem|contato|contacto|tentativa)\b|ultim[oa] (?:e-?mail|mensagem|tentativa) (?:da|de) minha parte\b",
        # Dutch
        "laatste": r"(?:dit|dat) (?:is|wordt|was) (?:\w{3,6} )?(?:mijn|m'n) laatste (?:e-?mail|mail|mailtje|bericht|poging)\b|laatste (?:e-?mail|mail|bericht|poging|keer) van mij(?:n kant)?\b",
        "dossier sluit": r"(?:sluit|sluiten) (?:ik )?(?:nu |dan |hierbij )?(?:uw|je|jullie|het) dossier\b|(?:uw|je|het) dossier (?:\w{2,6} )?(?:sluiten|sluit|gesloten)\b",
        "lastigvallen lastig storen": r"(?:u|je|jullie) (?:\w{3,8} )?niet (?:meer|verder|langer) (?:lastig ?vallen|lastig|storen)\b",
        "rust": r"laat (?:ik )?(?:u|je|jullie) (?:\w{3,8} )?met rust\b",
    }
)

NUMBERED = phrases(
    {
        # English. Without a noun of writing it would be anybody's second attempt at anything.
        "second third fourth fifth sixth attempt email reminder": r"(?:is|be|'s|now) (?:my|our|the) (?:second|third|fourth|fifth|sixth|[2-6](?:nd|rd|th))(?: and (?:last|final))? (?:(?:e-?mail|mail|message|note|letter|follow[ -]?up|reminder|voicemail)(?= (?:to you|to this|to your|about|regarding|on this|so far|without|with no|and still|and i|in)\b| ?[.,;!])|(?:time|attempt|try)\b.{0,20}\b(?:reach|writing|write|contact|e-?mail|touch|connect))",
        "times twice couple emails mails notes": r"(?:i|we)(?:'ve| have)? (?:now |already )?(?:sent|written|wrote|e-?mailed|messaged|reached out|contacted|tried (?:reaching|calling|contacting|e-?mailing)|tried to (?:reach|call|contact)) (?:to )?(?:you |over |across )*(?:now |already |about )?(?:twice|(?:two|three|four|five|six|seven|\d|a few|a couple of|a couple|several|multiple|quite a few) (?:times|e-?mails|notes|messages|mails))\b",
        "attempt": r"attempt (?:number |no\. ?|# ?)(?:[2-9]|two|three|four|five|six)\b",
        "emails mails zero replies unanswered": r"(?:two|three|four|five|six|seven|eight|[2-9]) (?:e-?mails|mails|notes|messages|follow[ -]?ups|attempts)(?:,| and| but|:|;)? (?:\w{2,6} )?(?:no|zero|0|without|unanswered|later,? (?:and )?(?:still )?(?:no|nothing))\b",
        # German
        "zweite dritte vierte funfte zweiter dritter vierter zweiten dritten vierten": r"(?:meine|mein|die|der|schon) (?:nunmehr |bereits |inzwischen )?(?:zweite|dritte|vierte|funfte)[rn]? (?:e-?mail|mail|nachricht|versuch|anlauf)\b|zum (?:zweiten|dritten|vierten) mal (?:\w{2,8} )?(?:an sie|bei ihnen|bei dir|schreibe|melde)",
        "zwei drei vier funf zweimal dreimal mehrfach mehrmals": r"(?:zwei|drei|vier|funf|[2-9]) (?:e-?mails|mails|nachrichten|versuche|anlaufe) (?:ohne|unbeantwortet|spater)\b|(?:ihnen|dir) (?:nun |jetzt )?(?:schon|bereits) (?:zwei|drei|vier|mehr)(?:mal|fach|mals) geschrieben",
        # French
        "deuxieme troisieme quatrieme seconde eme": r"(?:mon|ma|la|pour la) (?:deuxieme|troisieme|quatrieme|seconde?|[2-9] ?e(?:me)?) (?:e-?mail|mail|message|courriel|relance|tentative|fois que je (?:vous|t'))",
        # Spanish
        "segundo tercer cuarto segunda tercera cuarta": r"(?:mi|el) (?:segundo|tercer|cuarto|quinto) (?:correo|mensaje|e-?mail|mail|intento) (?:que|para|y|a|sin)\b|(?:le|te|les|os) (?:escribo|contacto) por (?:segunda|tercera|cuarta) vez",
        # Polish
        "drugi druga trzeci trzecia czwarty czwarta kolejny": r"(?:moj|moja|juz|to) (?:juz )?(?:drug[ai]|trzeci|trzecia|czwart[ya]|kolejn[ya]) (?:mail|e-mail|wiadomosc|proba)(?: do| i|,|\.| w)|(?:pisze|odzywam sie) (?:do \w+ )?(?:juz )?(?:drugi|trzeci|czwarty|kolejny) raz",
        # Czech
        "druhy treti ctvrty druha podruhe potreti poctvrte": r"(?:muj|to je|uz) (?:uz )?(?:druhy|treti|ctvrty) (?:e-?mail|mail|pokus)\b|(?:pisu|ozyvam se|obracim se) (?:vam |na vas )?(?:uz )?(?:podruhe|potreti|poctvrte)\b",
        # Italian
        "seconda terza quarta secondo terzo quarto": r"(?:la mia|il mio|questa e la|questo e il) (?:second[ao]|terz[ao]|quart[ao]) (?:e-?mail|mail|messaggio|tentativo|volta che (?:le|ti|vi))",
        # Portuguese
        "segundo terceiro quarto segunda terceira quarta": r"(?:meu|minha|e o|e a) (?:segund[oa]|terceir[oa]|quart[oa]) (?:e-?mail|mensagem|contato|contacto|tentativa|vez que (?:lhe|te|escrevo|entro))",
        # Dutch
        "tweede derde vierde": r"(?:mijn|dit is (?:al )?(?:de|mijn)) (?:tweede|derde|vierde) (?:e-?mail|mail|mailtje|bericht|poging|keer dat ik (?:u|je|schrijf|mail))",
    }
)

YES_OR_NO = phrases(
    {
        # English. Machines that want a booking confirmed say "Reply YES to confirm", so that "to" ends it.
        "reply respond answer": r"(?:1|one), ?(?:2|two),? (?:3,? )?or (?:3|three|4|four)\b(?:(?<=with 1, 2 or 3)|(?<=with 1,2 or 3)|(?= ?[.?!:]| so\b| and i\b))|(?:reply|answer|respond) with (?:just )?(?:the|a) (?:number|digit)\b(?! of)",
        "hit digit": r"hit (?:me with )?(?:the|a) (?:number|digit)\b|(?:one|single|a) digit (?:is|will|does|suffices)\b",
        "yes": r"(?:simple|quick|one-word|honest|straight|plain|short|clear) \"?yes\"? ?(?:or|/|and|is|works|will|would|here|helps|does|,|\.)|(?:reply|respond|answer|write back) (?:with )?(?:just )?(?:a )?[\"'](?:yes|y)[\"'](?! (?:to|and|in order|for)\b)|yes(?: or |/)no\b.{0,12}(?:is fine|works|will do|is enough|would|helps|either way|\?)|a yes (?:is|would be) (?:fine|enough|plenty|great|helpful|just as)",
        "word": r"(?:one|single|1)[ -]word (?:reply|answer|response)\b|one word (?:is (?:enough|plenty|fine)|does it|will do|suffices)\b",
        # German
        "ziffer zahl wort ja nein": r"(?:ziffer|zahl|ein wort) (?:als antwort |von ihnen |von dir )?(?:genugt|reicht)|(?:antworten sie|antworte|schreiben sie|schreib|antwort)\b.{0,25}(?:1, ?2 oder 3|[\"']?ja[\"']? oder [\"']?nein|einer (?:ziffer|zahl)|nur der (?:ziffer|zahl))|ein (?:kurzes|einfaches|schlichtes|knappes) [\"']?(?:ja|nein)[\"']?\b",
        # French
        "oui chiffre": r"(?:repondez|reponds|repondre|repondez-moi|un simple|d'un|juste un|par un)\b.{0,15}\b(?:oui ou (?:par )?(?:un )?[\"' ]{0,2}non|1, ?2 ou 3|chiffre)\b|un (?:simple|petit) [\"' ]{0,2}(?:oui|non)\b",
        # Spanish
        "numero responda responde respondame basta": r"(?:responda|responde|respondame|respondeme|conteste|contesta|basta|bastaria|con un|con el)\b.{0,20}(?:si o no\b|1, ?2 o 3|(?:solo |con )?(?:el|un) numero\b(?! de)|un (?:simple )?[\"' ]{0,2}(?:si|no)[\"',.])",
        # Polish
        "wystarczy odpisac odpowiedziec cyfra cyfre slowo": r"(?:wystarczy|prosze|odpisac|odpowiedziec|odpisz|prosze o)\b.{0,25}(?:tak lub nie|tak albo nie|tak/nie|jedno slowo|jednym slowem|1, ?2 (?:lub|albo|czy) 3|(?:jedna |sama )?cyfr[aey]\b|krotkie [\"' ]{0,2}(?:tak|nie))",
        # Czech
        "staci odpovezte odepiste napiste": r"(?:staci|odpovezte|napiste|odepiste)\b.{0,20}(?:ano nebo ne|ano ci ne|ano/ne|1, ?2 nebo 3|cislo\b|cislici\b|jedno slovo|jednim slovem|[\"'](?:ano|ne|jo)[\"'])",
        # Italian
        "basta risponda rispondi rispondere": r"(?:basta|risponda|rispondi|rispondere|rispondermi)\b.{0,20}(?:un (?:semplice )?[\"' ]{0,2}(?:si|no)[\"',. ]|si o no\b|1, ?2 o 3|(?:con|il|un) numero\b|una (?:sola )?parola)",
        # Portuguese
        "responda responde responder basta": r"(?:responda|responde|responder|basta|bastaria)\b.{0,20}(?:sim ou nao|1, ?2 ou 3|(?:so |apenas |com )?(?:o|um) numero\b(?! d)|um (?:simples )?[\"' ]{0,2}(?:sim|nao)\b)",
        # Dutch
        "antwoord reageer cijfer woord volstaat": r"(?:antwoord|reageer|stuur|volstaat|mail)\b.{0,20}(?:ja of nee|ja/nee|1, ?2 of 3|(?:een|het|met een) cijfer)|een (?:simpel|kort|enkel) [\"' ]{0,2}(?:ja|nee)\b|een (?:enkel )?woord (?:is genoeg|volstaat)",
    }
)

EARLIER_CONTACT = phrases(
    {
        # English
        "spoke talked": r"(?:when|since|after) we (?:last |briefly |first )?(?:spoke|talked)\b|we (?:spoke|talked) (?:briefly )?(?:last|a few|a while|some time|at|earlier|on (?:the phone|mon|tue|wed|thu|fri))",
        "discussed": r"as (?:we |previously |already )?discussed\b(?! in (?:the|section|chapter))",
        "conversation call discussion voicemail": r"per (?:our|my) (?:\w{3,9} )?(?:conversation|call|discussion|chat|voicemail|talk)\b",
        "chat conversation voicemail voicemails": r"(?:following|further to|after|enjoyed) our (?:last |recent |previous |earlier |brief |quick |phone )?(?:conversation|chat)\b|our (?:last|recent|previous|earlier|brief|quick|phone) (?:conversation|chat)\b|(?:left|leaving) (?:you )?(?:a |several |two )?(?:\w{4,6} )?voicemails?\b",
        "called rang tried": r"(?:i|we) (?:just |also )?(?:called|rang|phoned|tried calling|tried you|tried ringing|tried phoning) (?:you|your (?:office|mobile|line|store|shop))?\b.{0,15}\b(?:yesterday|today|earlier|again|this morning|last week|on mon|on tue|on wed|on thu|on fri)",
        # German
        "gesprach telefonat besprochen telefonisch": r"(?:unser|unserem|unseres) (?:letztes |letzten |kurzes |kurzen |freundliches |gestriges |heutiges |angenehmes )?(?:gesprach|telefonat)e?s?\b|wie (?:telefonisch |am telefon |letzte woche |vergangene woche |neulich )?(?:besprochen|abgesprochen)\b|(?:versucht|versuchte)\b.{0,12}\btelefonisch zu erreichen",
        # French
        "convenu echange entretien conversation joindre": r"comme convenu\b|(?:suite a|lors de|apres) notre (?:\w{4,10} )?(?:echange|entretien|conversation|appel)\b|(?:essaye|tente) de (?:vous|te) joindre\b",
        # Spanish
        "comentamos hablamos acordamos conversacion llamada": r"(?:como|segun|tal y como|tal como) (?:lo )?(?:comentamos|hablamos|acordamos|conversamos)\b|(?:nuestra|tras nuestra) (?:ultima |breve )?(?:conversacion|llamada)\b|(?:he intentado|intente) (?:llamar|localizar)(?:le|te|lo|la)\b",
        # Polish
        "rozmowy rozmowie rozmowe ustaleniami": r"(?:zgodnie z|w nawiazaniu do|nawiazujac do|po) (?:nasz\w{1,4} )?(?:\w{4,14} )?(?:rozmow(?:y|ie|e|a)|ustaleniami)\b|(?:probowal\w+|dzwonil\w+)\b.{0,15}(?:telefonicznie|do (?:panstwa|pana|pani))",
        # Czech
        "domluvili mluvili hovorili rozhovoru hovoru dovolat": r"jak jsme (?:se |spolu |si )?(?:\w{4,10} )?(?:domluvili|mluvili|hovorili)\b|(?:nasem|naseho|nasemu) (?:\w{4,12} )?(?:rozhovoru|hovoru)\b|(?:snazil|snazila|zkousel|zkousela)\b.{0,12}dovolat\b",
        # Italian
        "telefonata conversazione accordi concordato": r"come (?:da )?(?:accordi|concordato)\b|(?:nostra|alla nostra) (?:ultima |breve |recente )?(?:telefonata|conversazione|chiacchierata)\b",
        # Portuguese
        "combinado conversado falamos conversamos conversa ligacao": r"(?:conforme|como) (?:combinado|conversado|falamos|conversamos|combinamos)\b|(?:nossa) (?:ultima |breve |rapida )?(?:conversa|ligacao)\b",
        # Dutch
        "besproken afgesproken gesprek telefoongesprek": r"zoals (?:\w{4,12} )?(?:besproken|afgesproken)\b|(?:ons|na ons|naar aanleiding van ons) (?:\w{4,10} )?(?:gesprek|telefoongesprek|belletje)\b",
    }
)
