"""What the family handwriting looks for: marks of typing, and words, folded, in the nine languages."""

from __future__ import annotations

from classifier.expressions import expression

LOOSE = {
    "": ("..", " i am "),
    "?": ("??", "?!"),
    "!": ("!!",),
    "^": ("^^",),
    "i'": (" i'm ", " i'll ", " i've "),
}
"""What people type and copywriters do not, by what all of it holds: a letter without that is not searched.

A small "i" is told with its verb, as it is a word in Polish.
"""
SMILEYS = {":": (")", "-)", "(", "-(", "D"), ";": (")", "-)")}
"""Eyes → what may follow them."""
# Words that no language of ours says twice in a row, as "had had", "nous nous" and "die die" are.
NEVER_TWICE = frozenset(
    """
    the an to and of for with this are your our we it from have at und mit ein eine einen nicht ist auf zu von fur im dem
    het een van et le du est une pour dans sur el los las y con para por una il di per che gli os da com um uma na ze
    jest z od dla pro jsem
    """.split()
)
ABBREVIATIONS = frozenset(
    """
    approx incl excl resp esp dept corp temp inkl exkl zzgl bzgl evtl ggfs insb bspw vorm nachm aprox prox tzv eventl
    bijv godz tzw wzgl napr popr cca ecc
    """.split()
)
# Pictures only: the ticks, boxes and telephones (☑ ☐ ✓ ✉ ☎) of forms and signatures are older than emoji.
EMOJI = expression(
    "[\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001faff\u231a\u231b\u23e9-\u23f3\u2600\u26a0\u26a1\u26bd"
    "\u26d4\u2705\u2728\u274c\u2753-\u2755\u2757\u2763\u2764\u2b50\u2b55]"
)
OTHER_SCRIPT = expression("[\u0370-\u052f\u200b-\u200d\u2060\ufeff\U0001d400-\U0001d7ff]")
# A Latin word with a Cyrillic or Greek letter that looks Latin (раypal), a character of no width within a word
# (v\u200bia), or letters of mathematics that are bold of themselves (𝗙𝗿𝗲𝗲). Units such as kΩ have no two Latin letters.
LOOKALIKE = "АВЕЅІЈКМНОРСТУХаеѕіјорсухԁһΑΒΕΖΗΙΚΜΝΟΡΤΥΧαινορυ"
DISGUISED = expression(
    rf"[A-Za-z]{{2}}[{LOOKALIKE}]|[{LOOKALIKE}][A-Za-z]{{2}}|[A-Za-z][\u200b-\u200d\u2060\ufeff][A-Za-z]|[\U0001d400-\U0001d7ff]{{2}}"
)
NOT_A_NAME = frozenset(
    """
    the and for from via team info mail news newsletter service services support customer office contact kontakt sales
    shop store online club noreply reply gmbh ltd inc llc system admin root cron daemon robot bot test alert alerts
    account accounts billing notification notifications hello security
    """.split()
)
"""Words of display names that no person is called by."""
ON_THE_MOVE = expression(
    r"\b(?:sent (?:from|via|on|with)|gesendet|envoye|enviad[oa]|wyslan[oey]|inviat[oa]|verzonden|verstuurd|odeslan[oy]|poslano)"
    r" .{0,30}\b(?:iphone|ipad|android\w*|ios|handy|smartphone\w*|mobie?l\w*|phone|samsung|galaxy|huawei|xiaomi|pixel|blackberry|nokia|telefon\w*|telephone|telemovel|celular|movil|cellulare|telefoon|tablet\w*)\b"
    r"|\bvon meinem .{2,30} gesendet|\boutlook (?:fur|for|pour|para|per|voor|dla|pro) (?:ios|android)\b"
)
PHONE_CLIENT = expression(
    r"(?:iphone|ipad) mail\b|k-9 mail|fairemail|aqua ?mail|.{0,60}\bandroid\b|outlook-(?:ios|android)"
)
