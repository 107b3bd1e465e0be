"""Phrases and words of the family personalization, over folded text in the nine languages."""

from __future__ import annotations

from classifier.expressions import expression
from classifier.signals.phrases import phrases

ROLE_AT_COMPANY = phrases(
    {
        "als": (
            r"als (?:\w{1,20} )?(?:geschaftsfuhrer(?:in)?|inhaber(?:in)?|\w{0,20}leiter(?:in)?|grunder(?:in)?|vorstand|marketingverantwortliche\w?|personalverantwortliche\w?|ceo|head of \w{1,20}|entscheider(?:in)?)\b[^.?!]{0,60}?(?:wissen|kennen|stehen|mussen|tragen|haben|sind|verantworten|mochten|werden|konnen) (?:sie|ihr)\b",
            r"als (?:eigenaar|directeur|oprichter|ondernemer|\w{0,20}manager|hoofd|zaakvoerder|bedrijfsleider|verantwoordelijke)(?: \w{1,20}){0,2} (?:van|bij|voor) .{2,40}?,? (?:weet|bent|hebt|heeft|krijgt|wilt|zult|heb|ben|ken|wil) (?:u|je|jij|jullie)\b",
        ),
        "rolle funktion position": r"in (?:ihrer|deiner|eurer) (?:rolle|funktion|position) als\b",
        "rol functie": r"(?:in|vanuit|gezien) (?:uw|je|jouw) (?:rol|functie) als\b",
        "tant": r"en tant que (?:[\w'-]{1,20} ){1,4}(?:a|de|du|chez|au sein de|pour) .{2,40}?, (?:vous (?:savez|etes|devez|avez|connaissez|cherchez|souhaitez)|votre|vos)\b",
        "poste role fonction": r"(?:votre|vos) (?:poste|role|fonctions?) (?:de|en tant que) (?:\w{1,20} ){1,4}(?:chez|de|au sein)",
        "como": r"como (?:\w{1,20} )?(?:director|directora|gerente|responsable|fundador|fundadora|dueno|duena|propietari[oa]|jef[ea]|ceo|diretor|diretora|socio|socia|proprietari[oa]|gestor|gestora|dono|dona)(?: \w{1,20}){0,3} (?:de|en|del|da|do|na|no) .{2,40}?, (?:usted|sabe|sabra|seguro|su|seguramente|tu|sabes|sabras|tendra|imagino|supongo|sei|voce|certamente|deve|sabera|seu|sua)\b",
        "cargo puesto": r"(?:su|tu|seu) (?:cargo|puesto|papel|rol) (?:de|como) (?:\w{1,20} ){1,5}(?:en|de|na|no|da|do)\b",
        "jako": (
            r"jako (?:\w{1,20} )?(?:prezes|dyrektor(?:ka)?|wlasciciel(?:ka)?|kierowni(?:k|czka)|menedzer(?:ka)?|manager(?:ka)?|zalozyciel(?:ka)?|osoba odpowiedzialna)\b.{0,60}?(?:zapewne|na pewno|pewnie|wie pan\w?|wiedza panstwo|doskonale)\b",
            r"jako (?:\w{1,20} )?(?:jednatel(?:ka)?|reditel(?:ka)?|vedouci|majitel(?:ka)?|manazer(?:ka)?|zakladatel(?:ka)?|vlastnik|provozni)\b.{0,60}?(?:jiste|urcite|vite|resite|asi|nejspis)\b",
        ),
        "qualita ruolo": r"(?:in qualita di|nel (?:suo|vostro|tuo) ruolo di) (?:\w{1,20} ){1,5}(?:di|presso|in|per|alla|della|del|da) .{2,40}?, (?:lei|sa|sapra|immagino|conosce|avra|il suo|la sua|sicuramente|certamente|vorra)\b",
        "titolare responsabile direttore direttrice amministratore fondatore fondatrice": r"come (?:titolare|responsabile|direttore|direttrice|amministratore|fondatore|fondatrice|ceo)(?: \w{1,20}){0,3} (?:di|presso|della|del|in) .{2,40}?, (?:lei|sa|sapra|immagino|conosce|avra|il suo|la sua|sicuramente|certamente)\b",
    }
)

CAME_ACROSS = phrases(
    {
        "across upon stumbled": r"(?:came|come|stumbled) (?:across|upon) you (?:on|while|when|and|through)\b",
        "noticed saw": r"(?:noticed|saw) (?:that )?(?:you're|you are|you have been|you've been|your (?:team|company) is) (?:hiring|expanding|growing|looking|scaling|using|running|active|recruiting)\b",
        "following": r"(?:i've|i have|been|we've been) following (?:your|you)\b",
        # German puts the verb first or last.
        "ihre ihrer ihrem ihr ihren eure eurem euren dein deine deinem": (
            r"(?:bin|sind) (?:\w{1,20} ){0,6}auf (?:ihre|ihrer|ihrem|ihr|ihren|eure|eurem|euren|deine|deinem|dein) (?:\w{1,20} ){0,2}(?:web\w{2,12}|internet\w{2,12}|homepage|seite|online-?shop|profil|unternehmen|firma|betrieb)\b",
            r"(?:habe|hab|haben|durfte) (?:mir |uns )?(?:\w{1,20} ){0,2}(?:ihre|ihren|eure|euren|deine) (?:\w{1,20} )?(?:web\w{2,12}|internet\w{2,12}|homepage|seite|online-?shop)\b.{0,30}\b(?:angesehen|angeschaut|besucht|durchgesehen|entdeckt|analysiert)",
        ),
        "gestossen gestolpert aufmerksam": r"auf (?:sie|euch|dich|ihre?|ihren|ihrer|eure|euren|dein|deine)\b.{0,40}(?:gestossen|gestolpert|aufmerksam)",
        "tombe tombee decouvert visite parcouru consulte parcourant visitant consultant": (
            r"tombee? sur (?:votre|vos|ton) (?:\w{1,20} )?(?:site|page|profil|entreprise|boutique|compte)",
            r"(?:j'ai|nous avons) (?:\w{1,20} ){0,2}(?:decouvert|visite|parcouru|consulte|remarque) (?:votre|vos|ton) (?:\w{1,20} )?(?:site|page|profil|entreprise|boutique|activite|compte|societe)",
            r"en (?:parcourant|visitant|consultant) (?:votre|vos|ton) (?:site|page|profil|boutique)",
        ),
        "descubierto visto visitado encontrado revisando visitando navegando encontre visite descubri tope": (
            r"(?:he|hemos|estuve|estaba|acabo de|me) (?:\w{1,20} ){0,2}(?:descubierto|visto|visitado|encontrado|revisando|visitando|navegando|visitar|tope)\b(?: por| con)? (?:su|tu|vuestra|la) (?:pagina|web|sitio|empresa|perfil|tienda|negocio|marca)",
            r"(?:encontre|visite|revise|descubri) (?:su|tu|vuestra) (?:pagina|web|sitio|empresa|perfil|tienda|negocio|marca)",
        ),
        "trafilem trafilam natknalem natknelam natrafilem natrafilam przegladajac przegladalem przegladalam obejrzalem odwiedzilem odwiedzilam zapoznalem zapoznalam": (
            r"(?:trafil[ae]m|natkn[ae]lem|natknelam|natrafil[ae]m) (?:\w{1,20} ){0,2}na (?:panstwa|wasz\w{0,4}|pana|pani|twoj\w{0,4}|strone|profil)\b",
            r"(?:przegladajac|przegladal[ae]m|obejrzal[ae]m|odwiedzil[ae]m|zapoznal[ae]m sie z) (?:\w{1,20} )?(?:panstwa|wasz\w{0,4}|pana|pani|twoj\w{0,4}) (?:\w{1,20} )?(?:stron|witryn|profil|ofert|sklep|firm)\w{0,4}",
        ),
        "narazil narazila narazili prohlizel prohlizela prohlizim navstivil navstivila vsiml vsimla": (
            r"(?:narazil[ai]?|prohlizel[ai]?|navstivil[ai]?|vsiml[ai]?)(?: jsem| jsme)?(?: si)? (?:na )?(?:vas\w{0,4}|tvuj|tvoje|tve) (?:\w{1,20} )?(?:web|strank|e-?shop|firm|spolecnost|profil)\w{0,4}",
            r"na (?:vas\w{0,4}|tvoje|tve) (?:\w{1,20} )?(?:web|strank|e-?shop|firm|profil)\w{0,4} (?:jsem|jsme) (?:\w{1,20} )?narazil",
        ),
        "imbattuto imbattuta visitato scoperto navigando visitando": (
            r"imbattut[oa] (?:nel|nella|sul|sulla) (?:vostr[oa]|su[oa]|tu[oa]) (?:\w{1,20} )?(?:sito|azienda|pagina|profilo|negozio|attivita)",
            r"(?:ho|abbiamo) (?:\w{1,20} )?(?:visitato|scoperto) (?:il|la) (?:vostr[oa]|su[oa]|tu[oa]) (?:sito|azienda|pagina|profilo|negozio|attivita)",
            r"(?:navigando|visitando) (?:sul|nel|il|la)? ?(?:vostr[oa]|su[oa]|tu[oa]) (?:sito|pagina|profilo)",
        ),
        "encontrei visitei descobri deparei conheci visitar": r"(?:encontrei|visitei|descobri|deparei|deparei-me com|conheci|visitar)(?: com)? (?:[oa] )?(?:seu|sua|vosso|vossa|teu|tua) (?:site|empresa|perfil|pagina|loja|negocio|instagram)",
        "stuitte kwam bekeek bezocht kwamen": (
            r"(?:stuitte|kwam|kwamen) (?:\w{1,20} ){0,3}(?:op )?(?:uw|jullie|jouw|je) (?:website|site|bedrijf|profiel|webshop|pagina|onderneming)",
            r"(?:bekeek|bezocht) (?:\w{1,20} ){0,2}(?:uw|jullie|jouw|je) (?:website|site|webshop|profiel)",
        ),
    }
)

GOOD_WORDS = frozenset(
    "amazing awesome beautiful excellent fantastic great impressive incredible inspiring outstanding remarkable strong stunning unique wonderful".split()
)

GOOD = f"(?:{'|'.join(sorted(GOOD_WORDS))})"

DONE = r"(?:work|website|site|content|company|growth|brand|profile|portfolio|journey|career|team|products?|store|track record|reputation|presence|commitment|dedication|mission|approach|background|experience)"

FLATTERY = phrases(
    {
        "impressed": r"impressed (?:by|with) (?:your|what you|how you|the (?:work|way|growth|quality|level|job|results?) (?:you|your|of your))",
        "love loved admire adore": rf"(?:love|loved|admire|adore)d? (?:what|how|the way) you(?:'re|'ve|r)?\b|(?:love|loved|admire) your (?:\w{{1,20}} )?{DONE}\b",
        "fan": r"(?:big|huge|long-?time|great) fan of (?:your|what you)",
        "congrats congratulations kudos": rf"(?:congrat(?:s|ulations)|kudos) (?:on|for) (?:your (?:\w{{1,20}} )?(?:success|achievements?|{DONE})\b|(?:all )?the (?:\w{{1,20}} )?(?:growth|success|achievements)\b|everything)",
        "impressive amazing fantastic inspiring outstanding incredible remarkable excellent awesome wonderful great": rf"{GOOD} (?:work|job|things|stuff) (?:that )?you(?:'re| are|'ve| have| and your)",
        "caught": r"(?:you|your (?:\w{1,20} ){1,3}|really |truly )(?:really |immediately |just )?caught my (?:eye|attention)",
        "beeindruckt begeistert beeindruckend uberzeugt": (
            r"(?:ihre?[nmrs]?|eure?[nmrs]?|deine?[nmrs]?|was (?:sie|ihr)) .{0,50}\b(?:beeindruckt|begeistert|beeindruckend|uberzeugt)",
            r"(?:beeindruckt|begeistert) (?:von|uber|hat|haben|war) .{0,20}(?:ihre?[nmrs]?|eure?[nmrs]?|deine?[nmrs]?|dem,? was (?:sie|ihr))\b",
        ),
        "tolle tollen tolles grossartige grossartiges beeindruckende beeindruckenden hervorragende fantastische spannende professionelle gelungene gelungenes": (
            r"(?:ihre?[nmrs]?|eure?[nmrs]?|deine?[nmrs]?) (?:\w{1,20} )?(?:toll|grossartig|beeindruckend|hervorragend|fantastisch|spannend|professionell|gelungen)e[nrsm]? (?:\w{1,20} )?(?:arbeit|web\w{2,12}|seite|homepage|unternehmen|internet\w{2,12}|referenzen|projekte?|leistung\w{0,2}|team|produkte?|auftritt)\b"
        ),
        "gluckwunsch kompliment gratulation": r"(?:gluckwunsch|kompliment|gratulation) (?:zu|fur) (?:ihre|eure|deine|ihrem|eurem|deinem|ihren|euren) (?:\w{1,20} )?(?:arbeit|web\w{2,12}|seite|unternehmen|erfolg\w{0,2}|wachstum|leistung|auftritt|team)",
        "impressionne impressionnee impressionnes seduit seduite interpelle conquis": (
            r"(?:impressionnee?s?|seduite?s?|conquise?s?|interpellee?s?) par (?:votre|vos|la qualite|le travail|l'univers|ce que vous)",
            r"(?:votre|vos) (?:\w{1,20} ){1,3}(?:m'a|m'ont|nous a|nous ont) (?:\w{1,20} )?(?:impressionne|seduit|interpelle|conquis)",
        ),
        "j'adore j'admire": r"j'(?:adore|admire) (?:votre|vos|ce que vous|la facon dont vous|le travail)",
        "bravo felicitations": r"(?:bravo|felicitations) pour (?:votre|vos|ce) (?:\w{1,20} ){0,2}(?:site|travail|parcours|succes|croissance|reussite|entreprise|boutique|developpement)",
        "impresionado impresionada impresionados impresiono encanta encanto gusto admiro impresionante": (
            r"(?:me|nos) (?:ha |han )?(?:impresionado|impresiono|impresionaron|encanta|encanto|gusto mucho) (?:mucho |muchisimo )?(?:su|sus|tu|tus|vuestr[oa]|lo que (?:hace|esta)\w{0,3}|como (?:ha|esta)\w{0,3}|el trabajo que|la forma en que)\b",
            r"impresionad[oa]s? (?:con|por) (?:su|sus|tu|tus|vuestr[oa]|lo que|el trabajo que|la calidad)|admiro (?:mucho )?(?:su|tu|lo que|el trabajo)\b|(?:su|tu) impresionante (?:trabajo|trayectoria|web|pagina|crecimiento|perfil)",
        ),
        "felicidades enhorabuena felicito felicitarle felicitarte felicitarles": r"(?:felicidades|enhorabuena|felicit(?:o|ar)\w{0,3}) por (?:su|sus|tu|vuestr[oa]|el|la) (?:\w{1,20} ){0,2}(?:trabajo|web|pagina|exito|crecimiento|empresa|negocio|trayectoria|proyecto|labor)",
        "wrazeniem wrazenie": r"pod (?:\w{1,20} )?wrazeniem (?:panstwa|wasz\w{0,4}|pana|pani|twoj\w{0,4}|tego|jakosci)|(?:zrobil\w{0,2}|wywarl\w{0,2}) na (?:mnie|nas) (?:\w{1,20} ){0,2}wrazenie",
        "gratuluje podziwiam imponujaca imponujace imponuje przyciaga": (
            r"(?:gratuluje|podziwiam) (?:(?:panstwu|wam|panu|pani|panstwa|wasz\w{0,4}) )?(?:\w{1,20} ){0,2}(?:rozwoju|sukcesu|sukcesow|strony|oferty|firmy|osiagniec|prac[ye]|marki|rozwoj)",
            r"(?:panstwa|wasza|wasze|pani|pana) (?:\w{1,20} ){0,2}(?:imponuj\w{1,3}|przyciaga uwage|robi wrazenie)",
        ),
        "zaujal zaujala zaujaly zaujalo oslovil oslovila oslovily nadchl nadchla nadchly": r"vas[ei]? (?:\w{1,20} ){1,4}(?:zaujal|oslovil|nadchl)[aoy]?\b|(?:zaujal|oslovil|nadchl)[aoy]? (?:me|nas|mne) (?:\w{1,20} )?(?:vas|vase|vasi|to, co)\b",
        "obdivuji obdivuju klobouk gratuluji skvela skvele skvely skvelou skvelych uzasna uzasne": r"obdivuj[iu] (?:vas[ie]?|jak|to, co|praci)\b|klobouk dolu (?:pred|za) (?:vas\w{0,4}|tim)|gratuluji (?:vam )?k (?:vas\w{1,4} )?(?:\w{1,20} )?(?:uspech\w{0,2}|rustu|web\w{0,2}|praci)|(?:vas[ei]?|delate|odvadite) (?:\w{1,20} )?(?:skvel|uzasn)\w{1,3} (?:prac\w{1,2}|web|stranky|e-?shop|projekt|vec\w{0,2}|firm\w{1,2})",
        "colpito colpita colpiti impressionato impressionata": r"(?:(?:mi|ci) (?:ha|hanno) (?:\w{1,20} )?colpit[oaie]|(?:rimast[oaie]|sono) (?:\w{1,20} )?(?:colpit|impressionat)[oaie]) (?:\w{1,20} )?(?:dal|dalla|dai|il|la|i|le|da) (?:vostr\w{1,2}|su\w{1,2}|tu\w{1,2}|qualita|quello che|cio che|lavoro che|modo in cui|professionalita)",
        "ammiro complimenti": r"ammiro (?:molto )?(?:il|la|cio|quello)\b|complimenti (?:vivissimi |sinceri )?per (?:il|la|i) (?:vostr[oaie]|su[oaie]|tu[oa]i?|lavoro|sito|crescita|successo)\b",
        "impressionado impressionada impressionados encantado encantada": r"(?:fiquei|ficamos|estou) (?:\w{1,20} )?(?:impressionad|encantad)[oa]s? (?:com|pel[oa]) (?:o |a )?(?:seu|sua|vosso|vossa|teu|tua|trabalho|que|qualidade|forma)",
        "parabens adorei admiro": r"parabens pel[oa] (?:(?:seu|sua|vosso|vossa|excelente|belo|otimo) ){0,2}(?:trabalho|site|crescimento|sucesso|empresa|loja|negocio|projeto|projecto|perfil)|(?:adorei|admiro) (?:muito )?(?:o |a )?(?:seu|sua|vosso|vossa|que (?:voce|faz)\w{0,3}|trabalho que)\b",
        "indruk": r"onder de indruk (?:van|door) (?:uw|jullie|je|jouw|wat (?:u|jullie|je)|de (?:manier|kwaliteit)|het werk)\b",
        "complimenten compliment gefeliciteerd gaaf mooi mooie prachtig prachtige geweldig geweldige indrukwekkende indrukwekkend": r"(?:complimenten?|gefeliciteerd) (?:voor|met|over) (?:uw|jullie|je|jouw) (?:\w{1,20} )?(?:website|site|werk|bedrijf|groei|succes|webshop|team)|(?:uw|jullie|jouw|je) (?:\w{1,20} )?(?:prachtig|geweldig|indrukwekkend|gav|mooi)e? (?:website|site|werk|bedrijf|webshop|merk|projecten)|(?:gaaf|mooi|prachtig|geweldig|indrukwekkend)(?: om te zien)? (?:wat|hoe) (?:u|jullie|je)\b",
    }
)

# "your website", "the team at", "companies like": where a template has the company's name, in nine languages.
YOUR = r"(?:your|ihre?[rnms]?|eure[rnms]?|votre|vos|su|tu|vuestra|panstwa|wasz[aey]j?|vas[ei]|vasich|vostr[oa]|su[oa]|seu|vossa|uw|jullie)"
OWNED = (
    r"(?:website|site|domain|company|brand|business|store|shop|team|blog|firm|webseite|seite|firma|unternehmen|domaine|entreprise|societe|boutique|empresa|pagina|web|sitio|dominio|tienda|strona|strone|strony"
    r"|firme|firmy|firmie|domen[aey]|spolecnosti?|stranky|webu|firmu|azienda|sito|negozio|loja|bedrijf|webshop|domein)"
)
HOST_IN_A_SLOT = expression(
    rf"(?:\b{YOUR} (?:\w{{1,20}} ){{0,2}}{OWNED}(?: (?:at|of|on|named|called|bei|von|de|chez|em|di|van|w|na))?,?"
    r"|\b(?:team|folks|people|guys|everyone|work|role|founder|owner|director|equipe|equipo|zespol|zespole|tym|equipa) (?:at|bei|von|chez|de|em|di|da|van|bij|w|ve)"
    r"|\b(?:companies|businesses|brands|firms|unternehmen|firmen|entreprises|empresas|firmy|aziende|bedrijven) (?:like|such as|wie|comme|como|jak|takie jak|jako|come|zoals)) ?(?:https?://)?(?:www\.)?$"
)
OF_A_MAILBOX = expression(
    r"[- ](?:account|address|inbox|user|mailbox|adresse|postfach|konto|compte|cuenta|email|mail|e-mail|calendar|group|list)"
)
UNMISTAKABLE = frozenset(
    "aol freenet gmail gmx googlegroups googlemail hotmail icloud laposte libero protonmail seznam wanadoo yahoo yahoogroups".split()
)
"""Names of providers and list hosts that are no ordinary word."""
SLOT_BEFORE = expression(
    r"\b(?:(?:(?:help|support)(?:ing|ed)?|(?:companies|businesses|teams|brands|firms|shops|agencies) (?:like|such as)|(?:your team|the team|your role|growth|hiring|building) at"
    r"|(?:fit|results|ideas?|proposal|opportunit(?:y|ies)|value|solution|leads|clients|customers|recommendations|audit|plan) for|partner(?:ing)? with|noticed(?: that)?|saw(?: that)?|looking at|came across"
    r"|impressed (?:by|with)|loved? what)(?: the)?"
    r"|(?:unternehmen|firmen|betriebe) wie|(?:team|position|rolle|arbeit|wachstum|situation) (?:von|bei)|(?:idee|ideen|vorteile?|potenzial|potential|angebot|losung|vorschlag) (?:fur|bei)|(?:gesehen|aufgefallen), dass"
    r"|(?:entreprises|societes) comme|(?:equipe|croissance|travail|activite|developpement) (?:de|chez)|(?:idees?|proposition|opportunites?|solution) pour|(?:remarque|vu) que|aider|accompagner"
    r"|empresas como|(?:equipo|crecimiento|trabajo) (?:de|en)|(?:ideas?|propuesta|oportunidad|solucion) para|(?:notado|visto) que|ayudar a"
    r"|firm(?:y)? (?:takie jak|takich jak|jak)|(?:zespol|zespolu|rozwoj|rozwoju)(?: firmy)?|(?:propozycj[ae]|ofert[ae]|rozwiazanie|pomysl) dla|zauwazyl[ae]m, ze|wesprzec"
    r"|firm(?:y|am) jako|(?:tym|tymu|rust|rustu) (?:ve|v|firmy)|(?:nabidk[au]|reseni|napad|navrh) pro|vsiml[a]? (?:jsem )?si, ze|pomoci"
    r"|aziende come|(?:team|crescita|lavoro) (?:di|in|da)|(?:idea|idee|proposta|soluzione|opportunita) per|(?:notato|visto) che|aiutare"
    r"|(?:equipa|equipe|crescimento|trabalho) (?:da|do|na|no)|(?:ideias?|proposta|solucao|oportunidade) para(?: [ao])?|(?:notei|reparei|vi) que(?: [ao])?|ajudar(?: [ao])?"
    r"|bedrijven (?:zoals|als)|(?:team|groei|werk) (?:van|bij)|(?:idee|ideeen|voorstel|kansen|oplossing) voor|(?:zag|gezien|viel me op) dat) $"
)
SLOT_AFTER = expression(
    r"(?:'s|s') (?:\w{1,20} )?(?:website|site|team|growth|sales|marketing|pipeline|revenue|customers|clients|brand|hiring|products?|content|outreach|visibility|traffic|seo|online|presence|mission|success|needs|goals)\b"
    r"| (?:could (?:use|benefit|be|save|see|gain)|is (?:doing|growing|hiring|scaling|expanding|currently|missing|losing|leaving|looking)|might be|has been growing|deserves)\b"
)
# "Anna, quick question", "hi Anna", "one idea for Anna"; not "Anna's invoice", "meeting with Anna".
CALLED = expression(
    r"(?:^(?:(?:hi|hey|hello|hallo|bonjour|hola|ciao|ola|czesc|ahoj|dear)\s)?|, |\b(?:for|fur|pour|para|dla|pro|per|voor) )$"
)
CALL_ENDS = expression(r"\s?[,:!?]")
# "Acme <> Fooforce", "Fooforce x Acme", "question about Acme", "leads for Acme".
PAIRED = expression(
    r"(?:<-?>|<=>| [x+|]|//|\b(?:questions?|ideas?|thoughts?|proposal|quick note|partnership|clients|leads|customers|frage|idee|pytanie|idea|pregunta|dotaz|vraag) (?:about|for|on|to|re|zu|an|fur|pour|para|per|dla|do|pro|na|voor|with)|^for|meets) $"
)
PAIRS = expression(r" ?(?:<-?>|<=>)| [x+|] | ?// ?| meets ")
ROLES = frozenset(
    """
    ceo cfo charge chief cio ciso cmo cofounder coo cro cto decision director evp executive founder head lead leader maker manager marketer officer owner president principal recruiter
    responsible svp vp
    """.split()
)
ROLE = r"(?:(?:co-?)?founder|owner|(?:vice )?president|c[etfmos]o|cio|ciso|cro|s?vp|evp|head|director|manager|lead|leader|principal|executive|decision[- ]maker|recruiter|marketer|officer|person (?:in charge|responsible))"
TITLE = rf"(?:an? |the |a fellow )?(?:[\w&-]{{1,20}} ){{0,3}}?{ROLE}\b(?: of [\w&-]{{1,20}})?"
# The English ones begin with "as" and "you", which stand everywhere: literals are found faster than by a table.
AS_ROLE = expression(
    rf"as {TITLE} (?:at|for|with|of|here at) .{{2,40}}?,? (?:i (?:\w{{1,20}} ){{1,2}}(?:you|your)|you(?:r|'re|'ve)? (?:know|are|will|must|probably|likely|may|might|understand|already|team|role|time|want|need)|chances are)\b"
)
YOU_ARE_ROLE = expression(rf"you(?:'re| are) {TITLE} (?:at|for|of|with) ")
TOLD = expression(r"\b(?:since|saw|noticed|see|understand|read|found|linkedin) (?:that )?$")
YOUR_ROLE = expression(
    r"your (?:\w{1,20} )?(?:role|position) (?:as |of )?(?:an? |the )?(?:[\w&-]{1,20} ){0,6}?(?:at|for|with|within)\b"
)
GIVEN = expression(r"\b(?:given|in|on|about|with|considering|due to) $")
# What strangers say they came across. Not "your patch", "your mail", "your question": those the reader sent them.
SITE = r"(?:\w{1,20} ){0,2}(?:web ?site|site|web ?page|page|company|profile|linkedin|store|shop|brand|business|blog|channel|work|portfolio|agency|startup|products?|listing|firm|organi[sz]ation|team|instagram|background|studio)\b"
YOUR_SITE = expression(rf"your {SITE}")
SEEN = expression(
    r"\b(?:(?:came|come|stumbled) (?:across|upon|on(?:to)?)|(?:noticed|saw|visited|browsing|checking out|checked out|exploring|visiting|browsed)(?: that| through)?|(?:looking|looked|going|went|reviewing|reviewed)(?: at| over| through| around)?) $"
)
SEEN_ENDS = frozenset(
    "across around at browsed browsing exploring going looked looking noticed on onto out over reviewed reviewing saw that through upon visited visiting went".split()
)
# "while I was looking for a joiner", "because your name is on a magnet", "through friends in Ghent"; but "through Google".
REASON = expression(
    r"\b(?:because|after (?:i|we|my|seeing|hearing|reading)|thanks to|(?:looking|searching|search|hunting|googling) for|(?:my|our) (?:mother|father|mum|mom|dad|wife|husband|friends?|neighbou?rs?|colleagues?|sister|brother|son|daughter)"
    r"|recommended|weil|nachdem|dank|gesucht|suche nach|empf\w{3,9}|parce que|grace a|cherch\w{1,5}|recommand\w{1,5}|porque|gracias a|buscando|buscaba|recomend\w{1,6}|szuka\w{1,6}|poniewaz|dzieki|polec\w{2,6}|hledal\w?|hledani"
    r"|protoze|diky|doporuc\w{1,6}|cercando|cercavo|perche|grazie a|consigli\w{1,5}|procura\w{0,4}|gracas a|zoek\w{0,4}|omdat|dankzij|aangeraden"
    r"|(?:through|via|durch|a traves de|przez|pres|tramite|atraves de) (?!your|our|the (?:web|internet)|linkedin|google|facebook|instagram|zufall|przypadek|nahodou|caso|acaso|hasard|una ricerca|eine suche)\w)"
)
YOUR_GOOD_WORK = expression(
    rf"your (?:(?:\w{{1,20}} )?{GOOD} (?:\w{{1,20}} )?{DONE}\b|(?:\w{{1,20}} )?{DONE} (?:is|are|looks?) (?:really |truly |very |so |absolutely )?{GOOD}\b)"
)
# Capitalised in politeness or by custom, and no fact about anybody.
NO_FACT = frozenset(
    """
    b2b ceo company euch eure facebook firma google i'd i'll i'm i've ich ihnen ihr ihre ihrem ihren ihrer ihres instagram internet la le lei linkedin loro pan pana pani panie panstwa
    panstwo panstwu panu seo sie site su sua suo sus team u usted ustedes uw vam vami vas vase vasem vasi vasich voce vos vossa vosso votre vous wam was wasz wasza wasze waszej web
    webseite website wir
    """.split()
)
