"""Layout: how a letter is built: its length, its parts, the marks of hand-typed and of designed mail.

Nothing here may tell languages apart: German has more capitals, Polish shorter sentences, French blanks before "!".
"""

from __future__ import annotations

import re
from itertools import islice, pairwise
from operator import eq

from classifier.evidence import DOES_NOT_APPLY, NOTHING, Evidence, Reading, counted, evidence, found, measured
from classifier.links import registrable_domain
from classifier.mail import Mail
from classifier.signals.signal import signal
from classifier.words import fold

OPENING = 2_500
"""Characters of a letter in which its manner is looked for: a page, after which it does not change."""
BEGINNING = 300
"""Words of a letter among which doubled ones are looked for."""
SHORT_LINE = 50
"""Characters of a line that can be a name with a title or a firm beside it; sentences are longer."""
MOST = 20
"""Marks of one sort that are counted: more say no more, and bound what a sender can make us do."""

# What people type and copywriters do not. A small "i" is told with its verb, as it is a word in Polish.
_LOOSE = ("..", "??", "!!", "?!", ":)", ":-)", ";)", ";-)", ":(", ":-(", ":D", "^^", " i am ", " i'm ", " i'll ", " i've ")  # fmt: skip
# Words that no language of ours says twice in a row, as "had had", "nous nous" and "die die" are.
_NEVER_TWICE = frozenset(
    re.findall(
        r"\w+",
        "the an to and of for with this are your our we it from have at und mit ein eine einen nicht ist auf zu von fur im dem"
        " het een van et le du est une pour dans sur el los las y con para por una il di per che gli os da com um uma na ze"
        " jest z od dla pro jsem",
    )
)
_ABBREVIATIONS = frozenset(
    re.findall(
        r"\w+",
        "approx incl excl resp esp dept corp temp inkl exkl zzgl bzgl evtl ggfs insb bspw vorm nachm aprox prox tzv eventl"
        " bijv godz tzw wzgl napr popr cca ecc",
    )
)
_BULLET = re.compile(r"\n[ \t]{0,12}([-*•●▪◦‣✓✔✅➤➜→·–]|\d{1,2}[.)])[ \t]{1,4}(?=\S)")
# Pictures only: the ticks, boxes and telephones (☑ ☐ ✓ ✉ ☎) of forms and signatures are older than emoji.
_EMOJI = re.compile(
    "[\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001faff\u231a\u231b\u23e9-\u23f3\u2600\u26a0\u26a1\u26bd"
    "\u26d4\u2705\u2728\u274c\u2753-\u2755\u2757\u2763\u2764\u2b50\u2b55]"
)
_OTHER_SCRIPT = re.compile("[\u0370-\u052f\u200b-\u200d\u2060\ufeff\U0001d400-\U0001d7ff]")
# A Latin word with a Cyrillic or Greek letter that looks Latin (раypal), a character of no width within a word
# (v\u200bia), or letters of mathematics that are bold of themselves (𝗙𝗿𝗲𝗲). Units such as kΩ have no two Latin letters.
_LOOKALIKE = "АВЕЅІЈКМНОРСТУХаеѕіјорсухԁһΑΒΕΖΗΙΚΜΝΟΡΤΥΧαινορυ"
_DISGUISED = re.compile(
    rf"[A-Za-z]{{2}}[{_LOOKALIKE}]|[{_LOOKALIKE}][A-Za-z]{{2}}|[A-Za-z][\u200b-\u200d\u2060\ufeff][A-Za-z]|[\U0001d400-\U0001d7ff]{{2}}"
)

# A postcode of the countries whose languages we read, or the end of one: 78701, 00-950, 1000-205, 110 00, 1012 AB, A-1010,
# SW1A 1AA, K1A 0B1. It says little without the street or box beside it.
_POSTCODE = re.compile(
    r"[0-9](?:[0-9]{4}(?:-[0-9]{4})?|[0-9]-[0-9]{3}|[0-9]{3}-[0-9]{3}|[0-9]{2} [0-9]{2}|[0-9]{3} ?[a-z]{2}|[0-9]{3}|[a-z]{2}|[a-z][0-9])(?![a-z0-9-]|[ .,][0-9])"
)
_BEFORE_POSTCODE = {
    3: re.compile(r"[a-z]{1,2}[0-9][a-z0-9]? $|[a-z][0-9][a-z] ?$"),
    4: re.compile(r"\b(?:a|at|b|be|ch|dk|l)-$"),
}
"""Length of a code → what must stand before it, as alone it is a house number or a year."""
_STREET = re.compile(
    r"\b(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|square|parkway|pkwy|highway|way|row|quay|terrace|suite|floor|p\.? ?o\.? ?box|postfach|apartado|caixa postal|casella postale|boite postale|postbus"
    r"|rue|place|chemin|impasse|quai|via|viale|piazza|corso|calle|avenida|plaza|paseo|rua|travessa|praca|(?:av|ul|al|pl|os)\.|ulice|namesti)(?![a-z])"
    r"|stra[ßs]s?e |str\.|weg |platz |allee |gasse |damm |ufer |straat |laan |plein |kade |gracht |singel "
)
_HOUSE_NUMBER = re.compile(r"[0-9]{1,5}[a-z]?\b")
_NEAR = 70
"""Characters before a postcode in which its street stands: three lines of an address."""
_NAME = re.compile(r"[^\W\d_]{3,}")
_NOT_A_NAME = frozenset(
    re.findall(
        r"\w+",
        "the and for from via team info mail news newsletter service services support customer office contact kontakt sales"
        " shop store online club noreply reply gmbh ltd inc llc system admin root cron daemon robot bot test alert alerts"
        " account accounts billing notification notifications hello security",
    )
)
"""Words of display names that no person is called by."""
_CONFIDENTIAL = (
    "confiden",
    "privileged",
    "vertraulich",
    "poufn",
    "riservat",
    "vertrouwelijk",
    "duvern",
    "intended solely",
    "intended only",
    "intended for the",
)
_RECIPIENT = (
    "recipient", "addressee", "received this", "in error", "adressat", "empfanger", "irrtumlich", "destinataire", "destinatari", "odbiorc",
    "adresat", "geadresseerde", "ontvanger", "prijemc", "por error", "par erreur", "per errore", "por engano", "omylem", "omylkowo", "abusivamente",
)  # fmt: skip
"""Half of a disclaimer each: "confidential" alone is what people write who ask for silence."""

_CLIENT = re.compile(
    r"(?:apple|iphone|ipad) mail\b|mozilla/5\.0 .{0,100}(?:thunderbird|postbox|betterbird)/|mozilla thunderbird|microsoft outlook (?:1[4-9]|for)\b|microsoft-macoutlook"
    r"|(?:neo)?mutt/|k-9 mail|evolution \d|kmail|claws mail|sylpheed|gnus/|alpine |mu4e|mailmate|airmail|mailbird|em client|the bat!|fairemail|aqua ?mail"
    r"|roundcube webmail|squirrelmail|internet messaging program|horde|open-xchange mailer|zimbra|sogomail|webservice/.{0,40}yahoomail|lotus notes|eudora|foxmail|spark",
)
_PHONE_CLIENT = re.compile(
    r"(?:iphone|ipad) mail\b|k-9 mail|fairemail|aqua ?mail|.{0,60}\bandroid\b|outlook-(?:ios|android)"
)
# Apple Mail, Gmail's pages, Exchange and Outlook, Thunderbird: what they put between the parts of a mail.
_BOUNDARY = re.compile(
    r"boundary=\"?(?:apple-mail[=-]|0{10,12}[0-9a-f]{16,18}\b|_\d{3}_[a-z0-9]{20,60}_|-{4}=_nextpart_[0-9a-f]{3}_[0-9a-f]{4}_[0-9a-f]{8}\.[0-9a-f]{8}|-{12,14}[0-9a-z]{24}\b)"
)
# Gmail, Apple, Exchange Online: how they name a mail. Sending through their interfaces gives the same names.
_MESSAGE_ID = re.compile(
    r"<(?:CA[\w+=.-]{40,70}@mail\.gmail\.com|[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}@[\w.-]{3,100}|[A-Z0-9]{20,50}@[A-Z0-9]{8,20}\.(?i:[a-z0-9]{3,20}\.prod\.(?:outlook|exchangelabs)\.com))>"
)
_TYPED_HTML = (
    'class="MsoNormal"', "class=MsoNormal", '<div dir="ltr">', '<div dir="auto">', 'class="moz-', "-webkit-nbsp-mode", "elementToProof", "divtagdefaultwrapper",
    "AppleMailSignature", "ms-outlook-mobile", "yahoo-style-wrap", 'class="gmail_default', "protonmail_",
)  # fmt: skip
"""What the editors of Outlook, Gmail, Thunderbird, Apple Mail, Yahoo and Proton leave in HTML."""
_ON_THE_MOVE = re.compile(
    r"\b(?:sent (?:from|via|on|with)|gesendet|envoye|enviad[oa]|wyslan[oey]|inviat[oa]|verzonden|verstuurd|odeslan[oy]|poslano)"
    r" .{0,30}\b(?:iphone|ipad|android\w*|ios|handy|smartphone\w*|mobie?l\w*|phone|samsung|galaxy|huawei|xiaomi|pixel|blackberry|nokia|telefon\w*|telephone|telemovel|celular|movil|cellulare|telefoon|tablet\w*)\b"
    r"|\bvon meinem .{2,30} gesendet|\boutlook (?:fur|for|pour|para|per|voor|dla|pro) (?:ios|android)\b"
)
_NOT_A_DOCUMENT = re.compile(
    r"image\d{3}\.|outlook-|att\d{5}|smime\.p7|signature\.asc|winmail\.dat|noname|pastedgraphic|logo", re.I
)


@signal(unit="count")
def words_in_letter(mail: Mail) -> Reading:
    """Words that the sender newly wrote.

    Why: templates have a typical length; one line is rarely one.
    Misses: nothing, but says little alone.
    """
    return measured(len(mail.spoken))


@signal(unit="count")
def words_a_sentence(mail: Mail) -> Reading:
    """Mean number of words in a sentence.

    Why: copywriters write short sentences, lawyers and angry people long ones.
    Misses: letters without full stops; lists, whose lines count as one sentence.
    """
    words = len(mail.spoken)
    return measured(words / _sentences(mail.letter)) if words else DOES_NOT_APPLY


def _sentences(letter: str) -> int:
    """Sentences of a letter in one line: by its full stops, as line ends in a wrapped letter mean nothing."""
    return 1 + letter.count(". ") + letter.count("? ") + letter.count("! ")


@signal(unit="share")
def sentences_standing_alone(mail: Mail) -> Reading:
    """Share of paragraphs that are a single sentence, where three or more are.

    Why: sales copy gives each sentence a line of its own, to be skimmed on a telephone.
    Misses: copy that is set otherwise; instructions and short notes are written so by people too.
    """
    paragraphs = [p for p in mail.text.new[:OPENING].split("\n\n") if p.count(" ") + p.count("\n") >= 4]
    if not paragraphs:
        return DOES_NOT_APPLY
    alone = [p for p in paragraphs if len(p) < 220 and _is_one_sentence(p.rstrip())]
    if len(alone) < 3:
        return NOTHING
    return measured(len(alone) / len(paragraphs), *(evidence("body", p) for p in alone[:2]))


def _is_one_sentence(paragraph: str) -> bool:
    return (
        paragraph[-1:] in ".?!"
        and _sentences(paragraph) == 1
        and not any(end in paragraph for end in (".\n", "?\n", "!\n"))
    )


@signal(unit="share")
def loosely_typed(mail: Mail) -> Reading:
    """Marks of loose typing for each sentence: dots, "??", smileys, small letters where a sentence begins.

    Why: people type so to people they know.
    Misses: careful writers; some outreach imitates it.
    """
    letter = mail.letter[:OPENING]
    if not letter:
        return DOES_NOT_APPLY
    marks = sum(map(letter.count, _LOOSE)) + letter[0].islower()
    pieces = letter.replace("? ", ". ").replace("! ", ". ").split(". ")
    for before, after in pairwise(pieces):
        # Four letters before the full stop, as "z.B." and "np." end no sentence; nor do longer abbreviations.
        if after[:1].islower() and before[-4:].isalpha() and "://" not in after[:9]:
            if before.rpartition(" ")[2].lstrip("(").lower() in _ABBREVIATIONS:
                continue
            marks += 1
    return measured(min(1.0, marks / len(pieces)))


@signal(unit="count")
def typing_errors(mail: Mail) -> Reading:
    """Small words said twice, and blanks missing after a comma or standing before one.

    Why: nobody read it again: haste, or a language the writer does not know. Scams and cheap offers have most.
    Misses: misspelt words; people type in a hurry too, and a conversion from HTML leaves blanks before commas.
    """
    letter, folded = mail.letter[:OPENING], mail.folded[:OPENING]
    hits: list[Evidence] = []
    spoken = mail.spoken[:BEGINNING]
    if any(map(eq, spoken, islice(spoken, 1, None))):
        for first, second in pairwise(spoken):
            if first == second and first in _NEVER_TWICE and (start := folded.find(f" {first} {first} ")) >= 0:
                twice = letter[start + 1 : start + 2 + 2 * len(first)]
                # Between words of a list may stand a full stop, and "IT it" is no error.
                if twice[1:].islower():
                    hits.append(evidence("body", twice, start + 1))
    position = folded.find(",")
    while position > 0 and len(hits) < MOST:
        before, after = folded[position - 1], folded[position + 1 : position + 2]
        if (after != " " or before == " ") and _is_misplaced(folded, position):
            start = max(0, position - 12)
            hits.append(evidence("body", letter[start : position + 12], start))
        position = folded.find(",", position + 1)
    return counted(hits[:MOST])


def _is_misplaced(text: str, position: int) -> bool:
    """Whether the comma at this place lacks its blank or has it on the wrong side; commas of numbers and code do not count."""
    before = text[max(0, position - 15) : position]
    after = text[position + 1 : position + 16]
    if before[-1] == " ":
        return before[-4:-1].isalpha() and after.lstrip(" ")[:3].isalpha()
    left, right = before.rpartition(" ")[2], after.partition(" ")[0]
    return 3 <= len(left) < 15 and 3 <= len(right) < 15 and left.isalpha() and right.isalpha()


@signal(unit="share")
def words_in_capitals(mail: Mail) -> Reading:
    """Share of words of four letters and more that stand in capitals.

    Why: shouting.
    Misses: shouting in small letters; long abbreviations count as well.
    """
    words = [w for w in mail.letter[:OPENING].split() if len(w) > 3]
    if len(words) < 5:
        return DOES_NOT_APPLY
    shouted = [w for w in words if w.isupper() and len(w.strip(".,:;!?()\"'")) > 3]
    return measured(len(shouted) / len(words), *(evidence("body", w) for w in shouted[:3]))


@signal(unit="share")
def digits(mail: Mail) -> Reading:
    """Share of characters that are digits.

    Why: receipts, alerts and logs are full of them.
    Misses: nothing, but says little alone.
    """
    letter = mail.letter[:OPENING]
    return measured(sum(map(letter.count, "0123456789")) / len(letter)) if letter else DOES_NOT_APPLY


@signal(unit="count")
def exclamations(mail: Mail) -> Reading:
    """Exclamation marks in subject and letter.

    Why: advertising exclaims.
    Misses: quiet advertising; happy people.
    """
    return measured(min(MOST, mail.letter.count("!") + mail.message.subject.count("!")))


@signal(unit="count")
def bullets(mail: Mail) -> Reading:
    """Lines that begin with a bullet or a number.

    Why: offers list their points.
    Misses: lists within a sentence; people make lists as well.
    """
    lines = list(islice(_BULLET.finditer("\n" + mail.text.new[:OPENING]), MOST))
    # "12. März um zehn" and "3. Stock" begin lines too; a list of numbers begins with 1.
    if lines and not any(m.group(1)[:-1] == "1" for m in lines):
        lines = [m for m in lines if not m.group(1)[0].isdigit()]
    return measured(len(lines), *(evidence("body", m.string[m.start() : m.end() + 60]) for m in lines[:2]))


@signal(unit="flag")
def emoji(mail: Mail) -> Reading:
    """Emoji in the subject or the letter.

    Why: campaigns use them to be seen in a list of subjects.
    Misses: campaigns without; people on telephones use them as well.
    """
    for where, text in (("subject", mail.message.subject), ("body", mail.letter)):
        if not text.isascii() and (match := _EMOJI.search(text)):
            start = max(0, match.start() - 20)
            return found(evidence(where, text[start : match.end() + 20], start))
    return NOTHING


@signal(unit="count")
def disguised_letters(mail: Mail) -> Reading:
    """Words with letters of another script that look alike, with characters of no width, or in mathematical bold.

    Why: words are disguised from filters, or made to stand out where no bold type is.
    Misses: other disguises, such as digits for letters and pictures of text.
    """
    hits: list[Evidence] = []
    for where, text in (("subject", mail.message.subject), ("body", mail.letter[:OPENING])):
        # Nearly all mail ends here: accents, quotes and dashes stand outside these ranges.
        if not text.isascii() and _OTHER_SCRIPT.search(text):
            hits += [evidence(where, m.group(), m.start()) for m in islice(_DISGUISED.finditer(text), MOST)]
    return counted(hits[:MOST])


@signal(unit="flag")
def html_without_text(mail: Mail) -> Reading:
    """There is an HTML part and no plain one.

    Why: mail programs write both; mailers often do not.
    Misses: mailers that do.
    """
    html = mail.message.html.strip()
    return found(evidence("html", html[:200])) if html and not _plain(mail) else NOTHING


def _plain(mail: Mail) -> str:
    """The plain part, less what a list server put below it or in the place of none."""
    return (
        mail.message.plain[:20_000].partition("\n" + 20 * "_")[0].strip() if mail.message.plain[:20] != 20 * "_" else ""
    )


@signal(unit="flag")
def parts_tell_different_things(mail: Mail) -> Reading:
    """Most words of the plain part are not in the HTML part, or the other way round.

    Why: mail programs make one from the other; a stub or a text against filters was put there by a mailer.
    Misses: small differences, such as a different price.
    """
    plain, html = _plain(mail), mail.html
    if not plain or not html.visible.strip():
        return DOES_NOT_APPLY
    if _foreign(html.visible, plain):
        return found(evidence("html", html.visible.strip()), evidence("body", plain))
    if _foreign(plain, f"{html.visible[:20_000]} {html.quoted[:20_000]} {html.hidden[:5_000]}"):
        return found(evidence("body", plain), evidence("html", html.visible.strip()))
    return NOTHING


def _foreign(text: str, other: str) -> bool:
    """Whether more than half of some words of a text are not in another; false for less than ten words."""
    words = [w for w in text[:2_000].split() if len(w) > 4 and w.isalpha()][:40]
    return len(words) >= 10 and sum(w not in other for w in words) * 2 > len(words)


@signal(unit="count")
def layout_tables(mail: Mail) -> Reading:
    """Tables in the HTML part.

    Why: newsletters are built of them.
    Misses: modern design without tables; typed mail with a table of figures.
    """
    return measured(mail.html.tables) if mail.message.html else DOES_NOT_APPLY


@signal(unit="count")
def styled_elements(mail: Mail) -> Reading:
    """Elements of the HTML part with a style of their own.

    Why: designed mail has hundreds, typed mail a few.
    Misses: Outlook styles every paragraph.
    """
    return measured(mail.html.styled) if mail.message.html else DOES_NOT_APPLY


@signal(unit="count")
def remote_images(mail: Mail) -> Reading:
    """Images that are loaded from the network and can be seen.

    Why: designed mail shows pictures and logos.
    Misses: embedded images.
    """
    return measured(mail.links.images) if mail.message.html else DOES_NOT_APPLY


@signal(unit="flag")
def picture_instead_of_text(mail: Mail) -> Reading:
    """The letter is a picture from the network or behind a link, with hardly a word beside it.

    Why: the text was put where neither filters nor readers without pictures see it.
    Misses: pictures that are attached; long texts below the picture.
    """
    html = mail.html
    # Twenty words: room for "view in browser" and a greeting, too little for an offer.
    if not html.images or len(mail.spoken) >= 20 or mail.text.quoted:
        return NOTHING
    linked = any(not a.text and a.href[:4].lower() == "http" for a in html.anchors[:20])
    return found(evidence("html", html.images[0].src)) if mail.links.images or linked else NOTHING


@signal(unit="count")
def links_in_letter(mail: Mail) -> Reading:
    """Different links of the letter.

    Why: who wants a click puts links.
    Misses: letters that want an answer.
    """
    links = mail.links.links
    return measured(len(links), *(evidence("link", link.url) for link in links[:2]))


@signal(unit="flag")
def signed(mail: Mail) -> Reading:
    """A short line at the end holds a name of the writer.

    Why: people sign; machines rarely do, or with the name of their company.
    Misses: people who do not sign, and names below three letters.
    """
    sender = mail.message.sender
    company = registrable_domain(sender.domain).partition(".")[0]
    names = {
        name
        for name in _NAME.findall(fold(sender.name or sender.local)[:100])
        if name not in _NOT_A_NAME and name not in company
    }
    if not names:
        return DOES_NOT_APPLY
    for where, lines in (
        ("body", mail.text.new[-160:].split("\n")[-3:]),
        ("signature", mail.text.signature[:160].split("\n")[:3]),
    ):
        for line in lines:
            if len(line) <= SHORT_LINE and not names.isdisjoint(_NAME.findall(fold(line))):
                return found(evidence(where, line))
    return NOTHING


@signal(unit="flag")
def postal_address(mail: Mail) -> Reading:
    """A postal address stands at the end: a street or a box beside a postcode.

    Why: bulk mail must tell one by law in many countries; a first cold letter hides it, friends know it.
    Misses: addresses of other countries and forms; people in business have one in their signature.
    """
    for where, text in (("signature", mail.signature[:800]), ("body", mail.folded[-400:])):
        for code in islice(_POSTCODE.finditer(text), 5):
            before = text[max(0, code.start() - 6) : code.start()]
            needed = _BEFORE_POSTCODE.get(len(code.group()))
            # Digits before it make it a part of a telephone number.
            if not needed.search(before) if needed else before[-1:].isalnum() or before[-2:-1].isdigit():
                continue
            # "12 Mill Lane, Leeds LS1 4AP", "Mühlweg 12, 86150 Augsburg": the street first, with a number on one side.
            start = max(0, code.start() - _NEAR)
            for street in islice(_STREET.finditer(text, start, code.start()), 3):
                sides = text[max(start, street.start() - 25) : street.start()], text[street.end() : code.start()][:30]
                if _HOUSE_NUMBER.search(sides[0]) or _HOUSE_NUMBER.search(sides[1]):
                    return found(evidence(where, text[max(0, street.start() - 25) : code.end()]))
    return NOTHING


@signal(unit="flag")
def legal_disclaimer(mail: Mail) -> Reading:
    """A notice at the end says that the mail is confidential, and what others than its recipient must do.

    Why: mail systems of firms put it below what their people write.
    Misses: notices in other words; companies put it below their campaigns too.
    """
    for where, text in (("signature", mail.signature), ("body", mail.folded[-700:])):
        for word in _CONFIDENTIAL:
            start = text.find(word)
            if start >= 0 and any(other in text for other in _RECIPIENT):
                return found(evidence(where, text[max(0, start - 40) : start + 50]))
    return NOTHING


@signal(unit="count", provenance="collected")
def marks_of_a_mail_program(mail: Mail) -> Reading:
    """Places that agree that the mail was typed in a mail program: its name, its boundary, its Message-ID, its HTML.

    Why: people write in Gmail, Outlook, Apple Mail, Thunderbird; what software sends lacks some of their marks.
    Misses: tools that send through such a program or copy its marks; one mark alone is easily copied.
    """
    message = mail.message
    marks: list[Evidence] = []
    for name in ("user-agent", "x-mailer"):
        value = message.field(name)
        if value and _CLIENT.match(value.lower()):
            marks.append(evidence(f"header:{name.title()}", value))
    kind = message.field("content-type")
    if _BOUNDARY.search(kind[:300].lower()):
        marks.append(evidence("header:Content-Type", kind))
    if _MESSAGE_ID.match(message.message_id):
        marks.append(evidence("header:Message-Id", message.message_id))
    if address := message.field("x-originating-ip"):
        marks.append(evidence("header:X-Originating-Ip", address))
    head = message.html[:3_000]
    if head:
        marks += [evidence("html", mark) for mark in _TYPED_HTML if mark in head][:1]
    return counted(marks) if marks or message.has_transport else DOES_NOT_APPLY


@signal(unit="flag")
def written_on_a_telephone(mail: Mail) -> Reading:
    """The signature or the header says that the mail was written on a telephone.

    Why: a thumb typed it.
    Misses: telephones that do not say so; some outreach writes "Sent from my iPhone" below its template.
    """
    match = _ON_THE_MOVE.search(fold(mail.text.signature[:600]))
    if match is not None:
        return found(evidence("signature", match.group()))
    for name in ("x-mailer", "user-agent", "x-ms-exchange-mobile"):
        value = mail.message.field(name)
        if value and _PHONE_CLIENT.match(value.lower()):
            return found(evidence(f"header:{name.title()}", value))
    return NOTHING


@signal(unit="count")
def attachments(mail: Mail) -> Reading:
    """Attached files, less what mail programs attach of themselves: pictures of a signature, cryptographic signatures.

    Why: people and machines send documents; first cold letters rarely do.
    Misses: documents behind links.
    """
    files = [a for a in mail.message.attachments if a.filename and not _NOT_A_DOCUMENT.match(a.filename)]
    return measured(len(files), *(evidence("body", a.filename) for a in files[:2]))


@signal(unit="count")
def words_in_subject(mail: Mail) -> Reading:
    """Words of the subject.

    Why: sequences use two or three; campaigns use ten.
    Misses: nothing, but says little alone.
    """
    return measured(len(mail.masked_subject))


SIGNALS = (
    words_in_letter,
    words_a_sentence,
    sentences_standing_alone,
    loosely_typed,
    typing_errors,
    words_in_capitals,
    digits,
    exclamations,
    bullets,
    emoji,
    disguised_letters,
    html_without_text,
    parts_tell_different_things,
    layout_tables,
    styled_elements,
    remote_images,
    picture_instead_of_text,
    links_in_letter,
    signed,
    postal_address,
    legal_disclaimer,
    marks_of_a_mail_program,
    written_on_a_telephone,
    attachments,
    words_in_subject,
)
