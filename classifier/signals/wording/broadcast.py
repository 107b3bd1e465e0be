"""Phrases of the family broadcast, over folded text in the nine languages."""

from __future__ import annotations

from classifier.signals.phrases import phrases

CLICK = phrases(
    {
        "click clicking tap": r"(?:click(?:ing)?|tap) (?:here|on|below|the|this|to|now|through|and)\b",
        "visit": r"visit (?:us |our |the |your |www|<?http)",
        "www http https log sign browse": r"(?:go to|browse to|log ?(?:in|on)(?: to| at)?|sign in(?: to| at)?) (?:the |our |your )?(?:www|<?http|account|website|portal|dashboard)",
        "more": r"(?<!i )(?<!we )(?<!not )(?<!you )(?:read|learn|find out|see|discover|view) more(?! (?:of|than|like|and more))\b",
        "full": r"(?:the |view |see )full (?:story|article|details)\b",
        "now today here online": r"(?:register|sign up|subscribe|order|buy|shop|book|enroll|join|join us|download|get started|start|apply|act|donate|reserve|try it|check it out|upgrade|save) (?:now|today|here|online)\b(?! (?:because|but|if|and i))",
        "klicken klick": r"klicken sie|(?:hier|jetzt|link|button) (?:an)?klick(?:en)?\b|klick(?:en)? (?:hier|auf)\b",
        "jetzt hier": r"(?:jetzt|hier) (?:\w+ )?(?:anmelden|bestellen|registrieren|buchen|kaufen|sichern|herunterladen|ansehen|weiterlesen|testen|entdecken|anfordern)\b",
        "erfahren lesen infos informationen": r"mehr (?:erfahren|lesen|infos)\b|(?:weitere|mehr) informationen (?:hier|unter|finden)\b|weiter lesen\b",
        "cliquez cliquant": r"cliqu(?:ez|ant)\b",
        "savoir lire inscrivez decouvrez profitez": r"(?:en savoir plus|lire la suite|lire l'article|inscrivez-vous|decouvrez (?:nos|notre|les?|la)|profitez (?:de|des|en))\b",
        "clic pinche pincha pulse": r"(?:haz|haga|haciendo|hacer) clic\b|(?:pinche|pincha|pulse) (?:aqui|en)\b",
        "mas aqui": r"(?:leer|ver|saber) mas\b|(?:inscribete|registrate|reserva|compra) aqui\b",
        "descubre inscribete registrate": r"(?:descubre|inscribete|registrate) (?:nuestr\w+|ahora|ya|hoy|en|los?|las?|como)\b",
        "kliknij klikajac czytaj dowiedz zobacz sprawdz zarejestruj zapisz": r"kliknij\b|klikajac\b|czytaj (?:dalej|wiecej)|dowiedz sie|zobacz (?:wiecej|szczegoly|oferte)|sprawdz (?:teraz|oferte|szczegoly)|(?:zarejestruj|zapisz) sie\b",
        "kliknete kliknite kliknutim vice registrujte prihlaste": r"klikn(?:e|i)te\b|kliknutim\b|(?:zjistete|zjistit|cist|dozvedet se) vice\b|registrujte se|prihlaste se (?:zde|na|k)\b",
        "clicca cliccando clicchi scopri leggi iscriviti registrati approfitta": r"clicc(?:a|ando|hi)\b|scopri (?:di piu|come|i|le|la|il|tutt\w+)\b|leggi (?:tutto|di piu|l'articolo)|(?:iscriviti|registrati|approfitta)\b",
        "clique clicando saiba leia inscreva cadastre aproveite confira": r"clique (?:aqui|em|no|na)\b|clicando\b|(?:saiba|leia) mais\b|(?:inscreva|cadastre)-se\b|(?:aproveite|confira) (?:o|a|os|as|esta|este|nossa|ja)\b",
        "klik klikken lees schrijf meld bekijk": r"klik(?:ken)? (?:hier|op)\b|lees (?:meer|verder)\b|(?:schrijf|meld) (?:je|u) (?:nu |hier |snel )?(?:in|aan)\b|bekijk (?:de|het|onze|alle|hier)\b",
    }
)
"""What the reader is to do with the mail itself: click, read more, sign up now."""

ANNOUNCED = phrases(
    {
        "announce introduce present share inform offer invite launch welcome bring": r"(?:pleased|excited|thrilled|proud|delighted) to (?:announce|introduce|present|share|inform|offer|invite|launch|welcome|bring)\b",
        "introducing announcing": r"(?:^|[.!:] )(?:introducing|announcing)\b",
        "available soon launched new": r"(?:now available|coming soon|just launched|brand[ -]new \w+ (?:feature|collection|release|version|service)|new (?:feature|features|release|arrivals|collection))\b",
        "issue week's month's edition": r"in this (?:issue|week's|month's|edition)\b|this (?:week's|month's) (?:issue|newsletter|edition|news)\b",
        "miss": r"(?:don't|do not|never) miss (?:out|this|the|our|your|it|a)\b",
        "join": r"(?:please |come )?join us (?:for|on|at|as|in|today|live)\b",
        "save mark": r"(?:save the date|mark your calendars?)\b",
        "webinar webinars webinaire webinare webinarium webinaru": r"(?:free |live |our |next |this |kostenlos\w* |notre |nuestro |nasz\w* |nostro )?webin\w+\b",
        "chance limited": r"(?:last chance|limited[ -]time|limited (?:seats|spaces|places|availability))\b",
        "freuen melden verpassen ausgabe": r"wir freuen uns,? (?:ihnen|euch|sie|mitteilen|anzukundigen)|nicht (?:mehr )?verpassen|in dieser ausgabe|wir melden uns mit neuig",
        "plaisir manquez nouveaute nouveautes rejoignez": r"(?:avons le plaisir|avec plaisir que nous) (?:de |vous )|ne manquez pas\b|nos nouveautes?\b|rejoignez[ -]nous",
        "complace pierdas unete novedades": r"nos complace\b|no te (?:lo )?pierdas\b|unete a\b|nuestras novedades\b",
        "przyjemnoscia radoscia przegap dolacz nowosci": r"z (?:przyjemnoscia|radoscia) (?:informujemy|przedstawiamy|zapraszamy|oglaszamy)|nie przegap\b|dolacz do\b|nasze nowosci\b",
        "radosti nenechte predstavujeme novinky": r"s radosti\b|nenechte si ujit|predstavujeme (?:vam|nov\w+)|nase novinky\b",
        "lieti perdere perdetevi perderti novita": r"siamo lieti\b|non (?:perdere|perderti|perdetevi)\b|le (?:nostre )?novita\b",
        "prazer perca novidades junte": r"temos o prazer\b|nao perca\b|nossas novidades\b|junte-se a\b",
        "trots mis nieuws": r"met trots\b|mis (?:het|dit|deze) niet\b|(?:het|ons) laatste nieuws\b",
    }
)
"""News for everybody: pleased to announce, in this issue, don't miss."""

_EN_MANY = "customers members subscribers users clients readers employees participants attendees merchants shareholders residents friends supporters"
AUDIENCE = phrases(
    {
        _EN_MANY: rf"(?:dear|our|all|all of our|valued|fellow|attention) (?:\w+ )?(?:{'|'.join(_EN_MANY.split())})(?<!dear friends)(?<!our friends)(?<!all friends)\b",
        "customer subscriber member user client reader resident": r"(?:dear|valued) (?:valued )?(?:customer|subscriber|member|user|client|reader|resident)\b|as an? (?:valued )?(?:customer|subscriber|member|user)\b",
        "ladies": r"ladies (?:and|&) gentlemen\b",
        "kunden kundinnen mitglieder mitgliedern abonnenten leser leserinnen nutzer mitarbeiter gaste mandanten": r"(?:liebe|werte|unsere[nr]?|alle[nr]?|sehr geehrte) (?:kund\w+|mitglieder\w*|abonnent\w*|leser\w*|nutzer\w*|mitarbeiter\w*|gaste|mandanten)\b",
        "clients membres abonnes lecteurs utilisateurs adherents": r"(?:chers?|nos|tous nos|tous les) (?:clients?|membres?|abonnes?|lecteurs?|utilisateurs?|adherents?)\b",
        "clientes socios suscriptores lectores usuarios cliente socio usuario": r"(?:estimad[oa]s?|nuestros|querid[oa]s?|todos los) (?:clientes?|socios?|suscriptores|lectores|usuarios?)\b",
        "klienci klientow kliencie czytelnicy uzytkownicy uzytkownikow subskrybenci": r"(?:drodzy|szanowni|nasi|naszych|wszystkich|drogi|szanowny) (?:klien\w+|czytelni\w+|uzytkowni\w+|subskryb\w+)\b",
        "zakaznici zakaznikum zakazniku klienti ctenari uzivatele clenove": r"(?:vazeni|mili|nasi|nasim|vsem|vazeny) (?:zakazni\w+|klient\w+|ctenar\w+|uzivatel\w+|clenove)\b",
        "cliente clienti soci abbonati lettori utenti iscritti utente": r"(?:gentil[ei]|cari|caro|nostri|tutti i) (?:client[ei]|soci|abbonati|lettori|utent[ei]|iscritti)\b",
        "clientes associados assinantes leitores usuarios cliente assinante": r"(?:prezad[oa]s?|car[oa]s?|nossos|todos os) (?:clientes?|associados?|assinantes?|leitores|usuarios)\b",
        "klant klanten leden abonnees lezers gebruikers": r"(?:beste|onze|geachte|alle) (?:klant\w*|leden|abonnees|lezers|gebruikers)\b",
    }
)
"""Readers called by their class: dear customers, our members."""
