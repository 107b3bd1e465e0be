"""Words of the family author, folded, in the nine languages."""

from __future__ import annotations

from classifier.expressions import expression
from classifier.signals.wording.greeting import NOBODY, NOT_A_PERSON

# Words of display names and local parts that no person is called by: roles, products, firms, editions.
THINGS = NOT_A_PERSON | frozenset(
    """
    access action administration administrator admin advisor agent airlines aktion alarm analytics and antipiracy app apps atencion auction auto automated automatic autoresponder
    backup bank banking bestellung bill bills blog bookings bot bounce bounces brief briefing broadcast bug bugzilla builds bulk buyer calendar campaign campaigns capital casino
    center centre cert chairman changes channel checkout ci clients clinic cloud code comercial commerce communications communicator community complaints compliance computer
    confirm confirmation confirmations consulting control copyright coupons courses credit cron csirt customercare daemon daily data database deals delivery demo development
    digest digital direct dispatch distribution do docs domain donotreply download e-mail ebay edition editorial education email employee enews energy engine enterprise equipo
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
    " via ",
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
# Words that begin a letter before a comma or a colon, and name nobody.
NO_CALL = NOBODY | frozenset(
    """
    actually additionally also alas albo ale alors although anyway attached attention aussi basically below besides btw but by cest currently date despite donc ensuite finally first
    firstly fortunately from fyi hence here how however if in indeed inoltre instead jednak last lately luckily maybe meanwhile moreover naturally next nota note now obviously oh ok
    okay on please quick reminder sadly second since so sorry still subject summary sure thanks then therefore this though thus to today tomorrow unfortunately update url warning
    well what when while yes yesterday no nope yeah yep right done great good correct agreed exactly perfect danke ja nein merci oui non gracias si tak nie dzieki ano ne diky grazie
    obrigado obrigada sim nao bedankt nee regards cheers best sincerely contents introduction abstract background description status location contact
    pozdrawiam respectfully cordialement saludos saluti groeten pozdravem cumprimentos gruss grusse salutations sincerely attachments applications end eof sent confidential signed
    friend friends rano greetings hello morning evening afternoon monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december
    """.split()
)
TITLES = frozenset("mr mrs ms miss dr prof sir herr frau m mme sr sra ing mgr dott dipl phd jr".split())
MACHINE_STEM = expression(
    r"notic|notif|info|mail|news|service|sales|support|customer|admin|report|alert|market|invoice|order|payroll|maint|announ|subscri|office|team|mbx|group|system|robot|_bot|\.bot"
)
"""Parts of words by which a local part of two words is a task's and no person's."""
NICKNAMES = {
    "al": "alan albert", "alex": "alexander alexandra alejandro", "andy": "andrew andreas", "arnie": "arnold", "bev": "beverly", "bill": "william", "bob": "robert", "chris": "christopher christian christine christina",
    "chuck": "charles", "cindy": "cynthia", "dan": "daniel", "dave": "david", "deb": "deborah debra", "debbie": "deborah debra", "dick": "richard", "don": "donald", "ed": "edward", "fred": "frederick alfred", "gosia": "malgorzata",
    "greg": "gregory", "hans": "johannes", "harry": "harold", "honza": "jan", "jack": "john", "jeff": "jeffrey", "jen": "jennifer", "jim": "james", "jimmy": "james", "joe": "joseph", "jon": "jonathan",
    "kate": "katherine", "kathy": "katherine kathleen", "ken": "kenneth", "kuba": "jakub", "larry": "lawrence", "liz": "elizabeth", "matt": "matthew", "max": "maximilian", "mike": "michael", "nacho": "ignacio", "nick": "nicholas",
    "paco": "francisco", "pat": "patricia patrick", "pepe": "jose", "peggy": "margaret", "pete": "peter", "phil": "philip phillip", "ray": "raymond", "rick": "richard", "rob": "robert", "ron": "ronald", "sam": "samuel samantha", "steve": "steven stephen",
    "stan": "stanley", "sue": "susan", "ted": "theodore edward", "terry": "terence", "tim": "timothy", "tom": "thomas", "tony": "anthony antonio", "vince": "vincent", "will": "william", "beppe": "giuseppe",
}  # fmt: skip
"""Short form → names that it stands for, where it does not begin as they do or they are long."""
