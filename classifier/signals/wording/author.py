"""Words of the family author, folded, in the nine languages."""

from __future__ import annotations

from classifier.expressions import expression
from classifier.signals.wording.greeting import NOBODY, NOT_A_PERSON

# Words of display names and local parts that no person is called by: roles, products, firms, editions.
THINGS = (NOT_A_PERSON - {"via"}) | frozenset(
    """
    access action administration administrator admin advisor agent airlines aktion alarm analytics antipiracy app apps atencion auction auto automated automatic autoresponder
    backup bank banking bestellung bill bills blog bookings bot bounce bounces brief briefing broadcast bug bugzilla builds bulk buyer calendar campaign campaigns capital casino
    center centre cert chairman changes channel checkout ci clients clinic cloud code comercial commerce communications communicator community complaints compliance computer
    confirm confirmation confirmations consulting control copyright coupons courses credit cron csirt customercare daemon daily data database deals delivery demo development
    digest digital direct dispatch distribution docs domain donotreply download e-mail ebay edition editorial education email employee enews energy engine enterprise equipo
    error errors event events exchange expense express facturacion factory faktura fax feed feedback feeds filter finance financial firma form forum free fund game games gifts
    global health hilfe hosting hotline incident industries infos innovation insider insurance international internet invoice invoices issues it kundenservice kundendienst lab
    labs letter library license listserv live log logistics loyalty magazin magazine mailbox mailer maintenance mailing mailings market master media member membership message
    messages messenger moderator monitor monitoring mortgage music my netadmin netops networks newsfeed newsletters newswire no noc not note notice notices notification
    notifications notifier notify now nowosci oferta offer offers official oferty online open operations operator opinion orders organization our packages partner partners
    patch patchwork pay payment payments payroll plus policy poll portal powiadomienia premium pricing product products program programs promo promotion promotions property
    publishing purchasing queue quote radio rates receipt receipts recruiting registrar registration regression reminder removal request requests research reservations response
    results review reviews rewards robot root rss rssfeeds safety sale save savings scanner schedule scheduled science script scripts security seller server servers serwis
    servicio servizio settings share shipping shopping sistema site skripte software solutions soporte special sports stats status store subscribe subscriptions subscription
    summary supplies supporto suporte survey system systems sysadmin takedown takedowns tech technical technologies technology telecom test testing ticket tickets tips
    today toolkit tools trading transactions travel trust tv unsubscribe update uptime usenet user verify video voice wallet warehouse warranty watch web webadmin webinar
    webinars weekly wholesale wiki wordpress world www your zakupy zamowienia zarzad zespol zakaznicka podpora objednavky faktury klantenservice bestellingen facturen assistenza
    change management party party's to for of vote voter voters republican republicans democrats democratic prep election investment investments loan loans legal enforcement terminal card cards
    announcements pharmacy ministry police council embassy parish diocese federation federal national central union coalition alliance project projects trustees holdings ventures
    recruitment talent realty motors hotels cruises jewelry watches replica pills pharma meds offres actualites nachrichten aktuell prensa imprensa stampa ufficio biuletyn redakcja
    ordini fatture atendimento pedidos faturas commandes factures boutique clientele
    """.split()
)
FIRMS = (
    " inc",
    " llc",
    " ltd",
    " gmbh",
    " corp",
    ".com",
    ".net",
    ".org",
    " s.a",
    " sp. z",
    " b.v",
    " s.r.l",
    " e.v",
    " & co",
)
"""What a display name of a firm holds, as it is spelled."""
# Words that end a letter on a line of their own and are no name.
NO_SIGNATURE = (
    THINGS
    | NOBODY
    | frozenset(
        """
    again also anyway applications att atte attached attachment attachments best bye cheers confidential cordialement cumprimentos danke dekuji diky done dzieki end enjoy exactly good goodbye great
    grazie gracias greetings groeten groetjes gruss grusse here introduction later love merci no nope obrigada obrigado ok okay outlook perfect please pozdrawiam pozdravem regards respectfully
    right saludos saluti salutations see sent sincerely signed sorry still sure thanks thankyou then today tomorrow tot unfortunately yeah yep yes yours ciao abraco abrazo bedankt
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december
    """.split()
    )
)
TITLES = frozenset("mr mrs ms miss dr prof sir herr frau m mme sr sra ing mgr dott dipl phd jr".split())
TOLD_OF = expression(
    r"(?:[ ,]{1,2}(?:inc\.?|ltd\.?|gmbh|llc|team|corp\.?|just|also|now|currently|recently|already)){0,2},? (?:has|is|was|have|will|would|does|can|invite[sd]|helps?|offers?|sent|shared|found|provides?"
    r"|announce[sd]?|presents?|wants|mentioned|requested|commented|assigned|received|uses|makes|brings|gives|lets|hat|ist|wird|bietet|hilft|mochte|ladt|est|propose|aide|vous|offre|ha|es|ofrece|ayuda"
    r"|jest|oferuje|pomaga|zaprasza|je|nabizi|pomaha|aiuta|oferece|ajuda|biedt|helpt|heeft|wil|nodigt)\b(?! that\b)"
)
"""Behind a name: what its bearer is, has or does."""
