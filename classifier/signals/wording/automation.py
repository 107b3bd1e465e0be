"""Phrases of the family automation: anchor words → patterns over folded text (see `signals.phrases`)."""

from __future__ import annotations

from classifier.signals.phrases import phrases

# The tables that follow are in the nine languages, in this order: English, German, French, Spanish, Polish, Czech,
# Italian, Portuguese, Dutch. Anchors are words as `Mail.vocabulary` has them ("l'adresse" is one word).
UNSUBSCRIBE = phrases(
    {
        # "Please unsubscribe me" and "how do I unsubscribe" are what readers write.
        "unsubscribe unsubscribing unsubscribed": r"unsubscrib\w{1,3}\b(?<!please unsubscribe)(?<!how to unsubscribe)(?<!do i unsubscribe)(?! (?:me|my|us)\b)",
        "preferences": r"(?:manage|update) (?:your |my )?(?:e-?mail |subscription |communication |notification )?preferences",
        "opt": r"opt[- ]out\b|opt out of (?:these|this|our|future|receiving)",
        "receiving received": r"you(?:'re| are) receiving this (?:e-?mail|message|newsletter|because)|you received this (?:e-?mail|message|newsletter) because",
        "abmelden abbestellen austragen": r"(?:newsletter|hier|jederzeit|unten)\b.{0,40}(?:abmelden|abbestellen|austragen)\b|(?:abmelden|abbestellen|austragen)\b ?(?:hier|klick|:|\||$)",
        "abmeldung abmeldelink abbestellung": r"abmelde?link|(?:zur|zum|fur die|eine|die) ab(?:meldung|bestellung)\b",
        "mehr": r"keine (?:weiteren )?(?:e-?mails?|mails?|nachrichten|newsletter|post)\b.{0,20} mehr (?:erhalten|bekommen|empfangen|von uns)",
        "desinscrire desabonner desinscription desabonnement desinscrivez desabonnez": r"des(?:inscri|abonn)\w+",
        "recevoir": r"ne (?:plus|souhaitez plus|desirez plus|voulez plus) recevoir",
        "darse darte darme baja": r"dar(?:se|te|me) de baja|se da de baja|(?:solicit|tramit)ar (?:la|su|tu) baja|baja (?:aqui|del boletin|de esta lista)",
        "suscripcion": r"(?:cancelar|anular|gestionar) (?:su|tu|mi|la) suscripcion",
        "recibir": r"no (?:desea|deseas|quiere|quieres|queres)\b.{0,12}(?:seguir )?recib(?:ir|iendo)|dejar de recibir",
        "wypisac wypisz wypisania": r"wypis(?:ac|z|ania) sie",
        "subskrypcji newslettera otrzymywania": r"(?:rezygn\w+|zrezygnowac|anulowa\w+|wypis\w+)\b.{0,20} (?:subskrypcji|newslettera|otrzymywania)",
        "otrzymywac dostawac": r"nie (?:chcesz|chca|zyczysz|zycza)\b.{0,30}(?:otrzymywac|dostawac)",
        "odhlasit odhlaseni odhlaste odhlasite": r"odhlas(?:it|eni|te|ite)\b.{0,30}(?:odber|newsletter|novin|zasilan|zde|kliknut)|(?:odber|newsletter|novin|zde)\w*.{0,30}odhlas(?:it|eni|te|ite)\b|odhlasit se\b ?(?:\||$)",
        "odber odberu": r"zrus\w+ odber|nechcete.{0,20}odber",
        "dostavat": r"nechcete(?:-li)?.{0,20} dostavat",
        "disiscriverti disiscriversi disiscriviti disiscrizione cancellarti cancellati": r"disiscri\w+|cancellarti dalla (?:lista|newsletter)|cancellati (?:con|qui|da)",
        "iscrizione": r"annulla(?:re)? (?:la tua |la sua |la )?iscrizione",
        "ricevere": r"(?:per|preferisci) non ricevere piu|non (?:vuoi|desideri|desidera|vuole)\b.{0,10} ?ricevere",
        "descadastrar descadastre descadastro": r"descadastr\w+",
        "parar": r"parar de receber",
        "subscricao inscricao assinatura": r"(?:cancelar|anular|remover) (?:a )?(?:sua |tua |minha )?(?:inscricao|subscricao|assinatura)",
        "receber": r"nao (?:deseja|quer|desejar|quiser|pretende|queira)s?\b.{0,10} ?receber",
        "uitschrijven afmelden": r"(?:hier|nieuwsbrief|link|mailing\w*|verzendlijst)\b.{0,30}(?:uitschrijven|afmelden)\b|(?:uitschrijven|afmelden) (?:van|voor) (?:de|deze|onze) (?:nieuwsbrief|mail|lijst)|(?:uitschrijven|afmelden)\b ?(?:kan|via|hier|klik|\||$)",
        "schrijf meld": r"(?:schrijf|meld) (?:je|u|jezelf) (?:dan )?(?:hier |weer )?(?:uit|af)\b",
        "meer": r"geen (?:e-?mails?|mails?|nieuwsbrief|nieuwsbrieven|berichten)\b.{0,15} meer (?:ontvangen|krijgen|wil)",
    }
)
UNSUBSCRIBE_IN_SIGNATURE = (
    "unsubscrib",
    "opt out",
    "opt-out",
    "abmelden",
    "abbestellen",
    "desinscri",
    "desabonn",
    "darse de baja",
    "darte de baja",
    "wypisac sie",
    "wypisz sie",
    "odhlasit",
    "disiscri",
    "descadastr",
    "cancelar a subscricao",
    "uitschrijven",
    "afmelden",
)
BROWSER = phrases(
    {
        "browser": r"(?:view|read|see|open) (?:this |it |the )?(?:e-?mail |message |newsletter |version )?in (?:your |a |the |my )?(?:web )?browser|(?:im|in ihrem|in deinem) browser (?:ansehen|anzeigen|lesen|offnen)|(?:nel|nel tuo|nel suo) browser|(?:w|w twojej|w swojej) przegladarce|in (?:je|uw|de) browser (?:bekijken|lezen|openen)",
        "view": r"view (?:this |the |it )?(?:e-?mail |message |newsletter |version )?(?:online|in (?:your |a |the )?(?:web )?browser)\b",
        "ansehen anzeigen": r"online (?:ansehen|anzeigen)\b|(?:web|online)[- ]?version (?:ansehen|anzeigen)",
        "bekijk": r"bekijk (?:deze )?(?:e-?mail|nieuwsbrief|hem)?\b.{0,10}online",
        "webversion webversie": r"(?:zur|die|als) webversion|webversion (?:ansehen|anzeigen|lesen|offnen)|(?:bekijk|open|lees) (?:de )?webversie",
        "navigateur": r"dans (?:votre|un|ton) navigateur",
        "navegador": r"en (?:su|tu|el) navegador|no (?:seu|teu )?navegador",
        "przegladarce": r"w (?:swojej |twojej )?przegladarce",
        "prohlizeci": r"v(?:e svem)? prohlizeci|ve webovem prohlizeci",
        "displayed displaying properly": r"(?:not|isn't|trouble|having problems?) (?:displaying|displayed|viewing|reading) (?:this|correctly|properly)|not display(?:ing|ed)? (?:properly|correctly)",
        "correttamente corretamente correctement": r"(?:non (?:visualizzi|vedi)|nao (?:visualiza|consegue)|ne s'affiche pas)\b.{0,40}corret?t?a?mente|ne s'affiche pas correctement",
    }
)
AUTOMATIC = phrases(
    {
        "reply": r"reply (?:(?<=not reply )|(?<=n't reply ))(?:directly )?(?:to )?(?:this|directly)|reply address\b(?<=no-reply address)",
        "respond": r"respond (?:(?<=not respond )|(?<=n't respond ))(?:directly )?to this",
        "replies": r"replies to this (?:e-?mail|message|address|mailbox)",
        "automated automatic": r"(?:an|this|is|was) (?:fully )?automat(?:ed|ic) (?:e-?mail|message|reply|response|notification|reminder|mail|notice)",
        "automatically": r"automatically (?:generated|sent by|created by|produced)\b|automatically[- ]generated|generated automatically",
        "monitored unattended unmonitored": r"(?:is not|isn't|not) (?:being )?(?:actively |regularly )?monitored|(?:unattended|unmonitored) (?:mailbox|address|inbox|account)|mailbox is unattended",
        "generated": r"(?:system|computer|machine|auto)[- ]generated\b",
        "receiving": r"you(?:'re| are) receiving this (?:notification|alert|message|e-?mail) (?:because|as|since)",
        "automatisch automatisierte automatisiert maschinell": r"automatisch (?:erstellt|generiert|erzeugt|versandt|versendet|verschickt|gesendet)|automatisierte? (?:e-?mail|nachricht|mail|benachrichtigung)|maschinell erstellt|automatisch (?:gegenereerd|verzonden|verstuurd|aangemaakt)",
        "antworten beantwortet erhalten erhaltst": r"(?:bitte )?(?:antworten sie )?nicht auf diese (?:e-?mail|nachricht|mail)|antworten (?:sie )?(?:bitte )?nicht auf|nicht beantwortet werden|(?:du erhaltst|sie erhalten) diese (?:e-?mail|mail|nachricht)\b.{0,10}weil",
        "repondre automatiquement automatique": r"(?:merci de|veuillez|priere de) ne pas (?:y )?repondre|ne pas repondre a ce (?:message|mail|courriel)|(?:envoye|genere|adresse)e? automatiquement|(?:message|courriel|e-?mail|mail) automatique",
        "automatico automaticamente automatica": r"(?:mensaje|correo|correo electronico|e-?mail|messaggio|mensagem|notifica) (?:e |es |e' )?(?:automatic[oa]|generad[oa] automaticamente)|(?:generad|enviad|generat|inviat|gerad)[oa] automaticamente|automaticamente (?:generad|gerad|generat)[oa]",
        "responda conteste respondas responder rispondere": r"(?:no|nao) (?:responda|conteste|respondas) (?:a|ao|este|esta)\b|nao (?:responder|responda)\b|non rispondere (?:a |al )?(?:quest\w+|direttamente)|si prega di non rispondere",
        "automatycznie automatyczna": r"wygenerowan\w+ automatycznie|automatycznie (?:wygenerowan|wyslan)\w+|wiadomosc (?:automatyczna|zostala (?:wyslana|wygenerowana) automatycznie)",
        "odpowiadac odpowiadaj": r"(?:prosimy|prosze)(?: na nia| na te\w?)? ?(?:nie|o nie) ?odpowiada\w+|nie odpowiadaj na",
        "automaticky automaticka neodpovidejte": r"automaticky (?:vy)?(?:generovan|odeslan|zaslan|vytvoren)\w+|automatick[ya] (?:zprava|e-?mail)|neodpovidejte",
        "beantwoorden reageren antwoorden bericht": r"niet (?:te )?(?:beantwoorden|reageren|antwoorden)|(?:niet|kunt u niet|kun je niet) op (?:deze|dit) (?:e-?mail|mail|bericht)\b|een automatisch bericht",
    }
)
