"""Phrases of the family bought list: anchor words → patterns over folded text (see `signals.phrases`)."""

from __future__ import annotations

from classifier.signals.phrases import phrases

SOURCE = r"google|internet|web\b|web ?site|on ?line|linkedin|facebook|instagram|directory|data ?base|search|forum|github|gitlab|chamber|yellow pages|listing|registry|list\b|expo\b|exhibition|fair\b|page\b"

FOUND_ADDRESS = phrases(
    {
        "obtained google internet linkedin directory chamber github website web online search registry database forum listing": rf"(?:obtained|gotten?|got|found|find|came across|saw|picked|located|extracted|discovered)(?: out)? your (?:[a-z]+ )?(?:e-?mail|mail|address|contacts?|name|profile|details)\b[^.?!]{{0,70}}?\b(?:{SOURCE})",
        "selected obtained chosen collected picked among": r"your (?:e-?mail|contact)(?: address| details| id)? (?:was|were|has been|have been|is) (?:\w+ ){0,2}(?:found|selected|picked|obtained|collected|chosen|among)\b",
        "gefunden entnommen recherchiert": r"(?:ihre|deine|ihren|eure) (?:e-?mail-?)?(?:adresse|kontaktdaten|kontakt)\b.{0,50}\b(?:gefunden|entnommen|gestossen|recherchiert)\b|(?:gefunden|entnommen)\b.{0,30}\b(?:ihre|deine) (?:e-?mail-?)?(?:adresse|kontaktdaten)\b",
        "coordonnees trouve obtenu trouvees trouvee": r"(?:trouve|obtenu|recupere|releve|tombe \w+)(?: \w+)? (?:votre|vos|tes|ton) (?:adresse|coordonnees|contact|e-?mail)\b|(?:vos coordonnees|votre adresse)\b.{0,30}\b(?:trouvees?|obtenues?|relevees?)\b",
        "encontre encontramos obtuve obtuvimos consegui conseguimos": r"(?:encontr\w+|obtuv\w+|consegui\w*|halle|localice) (?:su|tu|sus|vuestro) (?:correo|direccion|contacto|datos|e-?mail)\b",
        "znalazlem znalazlam znalezlismy pozyskalem pozyskalismy uzyskalem uzyskalismy natknalem trafilem": r"(?:znal[ea]zl\w+|pozyskal\w+|uzyskal\w+|natknal\w+|trafil\w+)\b.{0,30}\b(?:adres\w*|kontakt\w*|dane|e-?mail)\b|(?:adres|kontakt|dane)\b.{0,30}\b(?:znalazl\w+|pozyskal\w+|uzyskal\w+)\b",
        "nasel nasla ziskal ziskala ziskali objevil narazil": r"(?:nas(?:el|la|li)|ziskal\w?|objevil\w?|narazil\w?) js(?:em|me) .{0,20}(?:kontakt|adresu|e-?mail)\b|(?:kontakt|adresu|e-?mail)\b.{0,20}\bjs(?:em|me) (?:nas(?:el|la|li)|ziskal\w?|objevil\w?)",
        "trovato ottenuto reperito recuperato trovati reperiti recuperati": r"(?:trovat|ottenut|reperit|recuperat)[oi] (?:il|i) (?:suo|vostro|tuo|suoi|vostri) (?:indirizzo|contatt[oi]|recapit[oi]|e-?mail)\b",
        "encontrei obtive consegui achei encontramos": r"(?:encontrei|obtive|consegui|achei|encontramos) (?:o )?(?:seu|vosso|teu) (?:e-?mail|contat?c?to|endereco)\b",
        "gevonden verkregen tegengekomen contactgegevens": r"(?:uw|je|jullie) (?:e-?mail-?)?(?:adres|mailadres|contactgegevens|gegevens)\b.{0,40}\b(?:gevonden|verkregen|gekregen via|tegengekomen)\b",
    }
)

RIGHT_PERSON = phrases(
    {
        "person": r"(?:if you(?:'re| are)|are you|you(?:'re| are)|you (?:might|may) be|not sure if you(?:'re| are)) (?:not )?the (?:right|best|correct|appropriate) person|who (?:is|would be|will be|might be) the (?:right|best|appropriate|correct) person|(?:reach|find|speak (?:with|to)|connect with|looking for|put me in touch with) the (?:right |appropriate |best )?person (?:who|that|responsible|in charge)",
        "person colleague department owner maker": r"(?:point|direct|forward|refer) (?:me|this|it|us|my \w+) (?:to|in|towards|on to) (?:the |your )?(?:right |best |correct |appropriate |relevant |responsible |decision[- ])?(?:person\b|colleague|department|owner|maker)",
        "handles charge responsible": r"who (?:at|in|on|within) your (?:company|team|organi[sz]ation|side) (?:is |currently )?(?:responsible|in charge|handl\w+)|who (?:currently )?(?:handles|is (?:currently )?(?:in charge of|responsible for)) (?:your |[a-z, ]{1,40} (?:at|in|within|on) your |[a-z ]{1,30} over there)",
        "ansprechpartner ansprechpartnerin": r"(?:der|die|den|ein) (?:richtige|zustandige|passende)[nr]? ansprechpartner|(?:wer|welche) .{0,40}ansprechpartner",
        "interlocuteur": r"(?:bon|bonne|le bon|l') ?interlocuteur",
        "persona": r"(?:la|alla|con la) persona (?:adecuada|correcta|indicada|encargada|responsable|giusta|responsabile|incaricata)",
        "osoba osoby osobe osobie": r"osob\w+ (?:odpowiedzialn\w+|zajmujac\w+|decyzyjn\w+)",
        "osobu osobou osoba osoby osobe": r"(?:spravn\w+|odpovedn\w+|kompetentn\w+) osob\w+",
        "pessoa": r"(?:a|com a|da) pessoa (?:certa|responsavel|indicada|encarregada|adequada)",
        "persoon contactpersoon": r"(?:de )?(?:juiste|verantwoordelijke) (?:contact)?persoon\b",
    }
)

STOP = r"[\"'(\[]{1,2} ?(?:stop+|remove|unsubscribe|opt[- ]?out|overlook|cease|pass|leave out|delete|not interested|no thanks)\b"
"""What a reader is to answer; a bare "no" is also what friends may answer."""

OPT_OUT = phrases(
    {
        "reply replying respond": rf"(?:reply|replying|respond)\b(?:[^.?!]{{0,40}}?{STOP}|(?: back)?(?: to this (?:e-?mail|message))?(?: with| only| saying)?(?: the word)? (?:stop|remove|unsubscribe|opt[- ]?out|overlook|cease|no thanks|leave out)\b| (?:with )?[\"']no[\"'])",
        "unsubscribe remove stop opt overlook cease": r"(?:remove|unsubscribe|opt[- ]?out|stop|overlook|cease|leave out)[\"')\]]* (?:in|as|on) (?:the |your )?(?:subject|header|title)\b",
        "prefer rather wish": r"(?:prefer|rather|wish) (?:that i |me )?(?:not to|not|i not|i didn't|i don't) (?:hear|receive|be contacted|get|e-?mail|reach|contact)\b.{0,60}\b(?:let me know|reply|just say|tell me)\b|(?:don't|do not) wish to (?:hear|receive|be contacted|get)\b.{0,60}\b(?:let me know|reply|tell me)\b",
        "bother won't": r"(?:let me know|tell me|say so|just say)\b.{0,40}\b(?:i won't|won't|i'll not|i will not) (?:bother|e-?mail|contact|reach|follow|write|trouble)\w*\b",
        "abmelden stop stopp austragen bescheid genugt": r"(?:antwort\w*|nachricht|schreiben sie)\b(?:.{0,50}[\"'] ?(?:stopp?|nein|abmelden|kein interesse|austragen)| mit (?:stopp?|abmelden|austragen))\b|(?:keine (?:weiteren )?(?:e-?mails?|nachrichten|informationen)|kein interesse|nicht (?:mehr|weiter)).{0,60}\b(?:kurze (?:antwort|nachricht|mail)|bescheid|genugt)",
        "desabonner desinscrire souhaitez voulez desirez repondez repondre repondant": r"repon\w+\b.{0,50}[\"'] ?(?:stop|non|desabonn\w*|desinscri\w*)|si vous ne (?:souhaitez|voulez|desirez) (?:plus|pas) (?:recevoir|etre).{0,60}\b(?:repon\w+|dites|signalez|retour)",
        "baja recibir responda responder": r"(?:respond\w+|contest\w+|envi\w+|escrib\w+)\b.{0,50}(?:[\"'] ?(?:no|stop|eliminar|remover|borrar)|\bbaja)\b|si no (?:desea|quiere|deseas|quieres) (?:recibir|seguir).{0,60}\b(?:respond\w+|contest\w+|avis\w+|escrib\w+)",
        "wypisz rezygnuje otrzymywac odpowiedz odpisac odpisujac": r"(?:odpowied\w*|odpis\w+|zwrotn\w+)\b.{0,50}[\"'] ?(?:nie|stop|wypisz|rezygnuje|usun)\b|(?:jesli|jezeli) nie (?:chce|chca|zycz\w+).{0,30}otrzymywa\w+.{0,50}(?:odpowied\w*|odpis\w+|prosze o|prosimy o)",
        "odhlasit neprejete nechcete odpovezte odepiste odepisete odpovedet": r"(?:odpove\w+|odepis\w+)\b.{0,50}[\"'] ?(?:ne|stop|odhlasit|nemam zajem|odstranit)\b|(?:pokud|jestli) (?:si )?ne(?:prejete|chcete).{0,60}\b(?:odpove\w+|odepis\w+|dejte|napiste)",
        "cancella cancellami rimuovi ricevere rispondi risponda rispondere rispondete": r"rispo\w+\b.{0,50}(?:[\"'] ?(?:stop|no)|\b(?:cancell(?:a|ami)|rimuovi(?:mi)?))\b|se non (?:desidera\w*|vuole|volete|vuoi) (?:piu )?(?:ricevere|essere).{0,60}\b(?:rispo\w+|scriv\w+|comunic\w+)",
        "sair remover descadastrar receber responda": r"(?:respond\w+|envie\w*)\b.{0,50}[\"'] ?(?:sair|remover|nao|stop|cancelar|descadastrar)\b|(?:se|caso) nao (?:deseja\w*|queira\w*|quer|pretend\w+) (?:mais )?receber.{0,60}\b(?:respond\w+|avise|basta|envie)",
        "afmelden uitschrijven antwoord beantwoord reageer ontvangen": r"afmelden (?:kan )?per (?:kerende )?(?:mail|e-mail|antwoord)|(?:antwoord\w*|beantwoord\w*|reageer|stuur)\b.{0,50}[\"'] ?(?:stop|nee|afmelden|uitschrijven)\b|als (?:u|je) (?:geen|niet) .{0,40}ontvang\w*.{0,50}\b(?:laat het|antwoord\w*|reageer|stuur)",
    }
)
