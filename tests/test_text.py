"""Message → what its sender newly wrote, in the languages that people quote and sign in."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier import text as room
from classifier.html import Html, read_html
from classifier.message import parse
from classifier.signature import _BELOW
from classifier.text import _may_end_the_letter, split_text, written

ATTRIBUTIONS = [
    "On Mon, May 11, 2026 at 3:55 PM Anna Berg <anna@berg.example> wrote:",
    "On Mon, May 11, 2026 at 3:55 PM Anna Maria Berg-Lindqvist\n<anna@berg.example> wrote:",
    "Am 11.05.2026 um 15:55 schrieb Anna Berg:",
    "Am Mo., 11. Mai 2026 um 15:55 Uhr schrieb Anna Berg <anna@berg.example>:",
    "Le lun. 11 mai 2026 à 15:55, Anna Berg <anna@berg.example> a écrit :",
    "El lun, 11 may 2026 a las 15:55, Anna Berg (<anna@berg.example>) escribió:",
    "W dniu 11.05.2026 o 15:55, Anna Berg pisze:",
    "pon., 11 maj 2026 o 15:55 Anna Berg <anna@berg.example> napisał(a):",
    "Il giorno lun 11 mag 2026 alle ore 15:55 Anna Berg <anna@berg.example> ha scritto:",
    "Em seg., 11 de mai. de 2026 às 15:55, Anna Berg <anna@berg.example> escreveu:",
    "Am Mo., 11. Mai 2026 um 15:55 Uhr schrieb Anna Berg\n<anna@berg.example>:",
    "Op ma 11 mei 2026 om 15:55 schreef Anna Berg <anna@berg.example>:",
    "Dne 11. 5. 2026 v 15:55 Anna Berg napsal(a):",
    "Anna Berg <anna@berg.example> wrote:",
    "wt., 4 lut 2025 o 15:55 Anna Berg\n<anna@berg.example> napisał(a):",
    "út 4. 2. 2025 v 15:55 odesílatel Anna Berg <anna@berg.example> napsal:",
    "No dia 4 de fev. de 2025, às 15:55, Anna Berg <anna@berg.example> escreveu:",
]


@pytest.mark.parametrize("attribution", ATTRIBUTIONS)
def test_quoted_reply(attribution: str) -> None:
    text = split_text(f"Yes, Tuesday is fine.\n\n{attribution}\n> Does Tuesday\n> suit you?\n")
    assert text.new == "Yes, Tuesday is fine."
    assert text.quoted == "Does Tuesday\nsuit you?"
    assert text.attributions == (" ".join(attribution.split()),)


@pytest.mark.parametrize("attribution", ATTRIBUTIONS)
def test_quoted_reply_without_marks(attribution: str) -> None:
    text = split_text(f"Yes, Tuesday is fine.\n\n{attribution}\n\nDoes Tuesday\nsuit you?\n")
    assert text.new == "Yes, Tuesday is fine."
    assert text.quoted == "Does Tuesday\nsuit you?"


@pytest.mark.parametrize(
    "block",
    [
        "From: Anna Berg\nSent: Monday, May 11, 2026 3:55 PM\nTo: Ada\nSubject: Tuesday",
        "Von: Anna Berg\nGesendet: Montag, 11. Mai 2026 15:55\nAn: Ada\nBetreff: Dienstag",
        "De : Anna Berg\nEnvoyé : lundi 11 mai 2026 15:55\nÀ : Ada\nObjet : mardi",
        "De: Anna Berg\nEnviado el: lunes, 11 de mayo de 2026 15:55\nPara: Ada\nAsunto: martes",
        "Od: Anna Berg\nWysłano: poniedziałek, 11 maja 2026 15:55\nDo: Ada\nTemat: wtorek",
        "Da: Anna Berg\nInviato: lunedì 11 maggio 2026 15:55\nA: Ada\nOggetto: martedì",
        "Van: Anna Berg\nVerzonden: maandag 11 mei 2026 15:55\nAan: Ada\nOnderwerp: dinsdag",
        "Od: Anna Berg\nOdesláno: pondělí 11. května 2026 15:55\nKomu: Ada\nPředmět: úterý",
        "-----Original Message-----\nFrom: Anna Berg",
        "-----Ursprüngliche Nachricht-----\nVon: Anna Berg",
        "-------- Forwarded Message --------\nSubject: Tuesday",
        "---------- Forwarded message ---------\nFrom: Anna Berg",
        "Begin forwarded message:\n\nFrom: Anna",
    ],
)
def test_outlook_and_forwards(block: str) -> None:
    text = split_text(f"Yes, that is fine.\n\n{block}\n\nDoes Tuesday suit you?\n")
    assert text.new == "Yes, that is fine."
    assert "Does Tuesday suit you?" in text.quoted


def test_what_somebody_wrote_in_a_letter_is_no_attribution() -> None:
    letter = "At the pavilion my sister left a note, and she wrote:\n\nBring the ladder.\n"
    assert "Bring the ladder." in split_text(letter).new


def test_answers_between_quoted_lines_are_new() -> None:
    text = split_text("Ann wrote:\n> Red or blue?\nBlue.\n> How many?\nTwelve, please.\n")
    assert text.new == "Blue.\nTwelve, please."
    assert text.quoted == "Red or blue?\nHow many?"


@pytest.mark.parametrize("mark", ["| ", "--]", "# ", ") ", "=>", "% "])
def test_answers_below_lines_marked_in_the_writers_own_way(mark: str) -> None:
    quoted = f"{mark}Does Tuesday\n{mark}suit you?"
    text = split_text(f"On Mon, 11 May 2026, Anna Berg wrote:\n\n{quoted}\n\nTuesday it is.\n")
    assert text.new == "Tuesday it is."
    assert text.quoted.split() == "Does Tuesday suit you?".split()


def test_what_is_left_out_of_a_quote_does_not_hide_the_answer() -> None:
    text = split_text("Anna Berg <anna@berg.example> wrote:\n\n<snip>\n> Does Tuesday suit you?\n\nIt does.\n")
    assert text.new.endswith("It does.")
    assert text.quoted == "Does Tuesday suit you?"


def test_answers_between_lines_below_a_header_block() -> None:
    block = "----- Original Message -----\nFrom: Anna Berg\nSent: Monday, 11 May 2026\nSubject: Tuesday"
    text = split_text(f"{block}\n\n\n> Does Tuesday suit you?\n\nIt does.\n")
    assert text.new == "It does."
    assert "Does Tuesday suit you?" in text.quoted
    assert not split_text(f"{block}\n\nDoes Tuesday suit you?\n").new


@pytest.mark.parametrize(
    "field", ["Return-Path: <x@junk.example>", "Delivered-To: anna@berg.example", "Received: from junk.example"]
)
def test_a_header_pasted_below_is_quoted(field: str) -> None:
    text = split_text(f"This is spam from your network.\n\n{field}\nDate: Mon, 11 May 2026 15:55:00 +0200\n")
    assert text.new == "This is spam from your network."
    assert field in text.quoted


def test_bullets_and_rules_mark_no_quote() -> None:
    for list_ in ("- a spade\n- a rake", "-----BEGIN NOTE-----\n--- a spade", "#garden is where we meet"):
        assert not split_text(f"On Mon, 11 May 2026, Anna Berg wrote:\n\n{list_}\n").new


@pytest.mark.parametrize(
    ("closing", "signature"),
    [
        ("Best regards,", "Anna Berg\nBerg Joinery\nTel. 030 000111"),
        ("Mit freundlichen Grüßen", "Anna Berg\nTischlerei Berg"),
        ("Cordialement,", "Anna Berg"),
        ("Un saludo,", "Anna Berg\nCarpintería Berg"),
        ("Z poważaniem", "Anna Berg"),
        ("Cordiali saluti", "Anna Berg"),
        ("Com os melhores cumprimentos,", "Anna Berg"),
        ("Met vriendelijke groet,", "Anna Berg"),
        ("S pozdravem", "Anna Berg"),
    ],
)
def test_signature_after_closing_words(closing: str, signature: str) -> None:
    text = split_text(f"The doors are ready.\n\n{closing}\n{signature}\n")
    assert text.new == f"The doors are ready.\n\n{closing}"
    assert text.signature == signature


@pytest.mark.parametrize(
    "mark", ["-- ", "--", "Sent from my iPhone", "Von meinem iPhone gesendet", "Envoyé de mon iPhone"]
)
def test_signature_after_a_mark(mark: str) -> None:
    text = split_text(f"The doors are ready.\n\n{mark}\nAnna\n")
    assert text.new == "The doors are ready."
    assert text.signature.endswith("Anna")


def test_a_letter_that_begins_with_a_mark_is_no_signature() -> None:
    assert split_text("\n-- \nThe doors are ready.\n").new != ""


CARD = "Anna Berg\nOffice Manager\nBerg Joinery Ltd.\n14 Mill Lane, Room 3\nTel: 01632 960 114"


@pytest.mark.parametrize(
    "card", [CARD, "Anna Berg\n01632 960114", "A. van den Berg, MSc\nBerg Joinery\nanna@berg.example"]
)
def test_a_card_that_no_closing_words_announce(card: str) -> None:
    text = split_text(f"The doors are ready.\n\n{card}\n\n")
    assert (text.new, text.signature) == ("The doors are ready.", card)


@pytest.mark.parametrize(
    "end",
    [
        "Anna Berg\nOffice Manager",  # nothing tells how to reach her
        "Doors and gates\n01632 960114 from nine to five, or come by whenever you like, we are there till six",
        "Anna Berg\nring 01632 960114?",
        "doors, two\nOrder 2026-05-11",
        "Call Anna Berg today: 01632 960114",
    ],
)
def test_last_lines_that_are_no_card(end: str) -> None:
    assert split_text(f"The doors are ready.\n\n{end}").new.endswith(end)


def test_a_letter_that_is_a_card_alone() -> None:
    assert split_text(CARD).new == CARD
    assert split_text(f"anna@berg.example\n\n{CARD}").new.endswith(CARD)


def test_what_a_free_mailbox_advertises_is_not_the_writers() -> None:
    line = "_" * 65
    text = split_text(f"Lunch on Friday?\n\n{line}\nGet your free mailbox at http://pidgeonpost.example\n")
    assert text.new == "Lunch on Friday?"
    assert "pidgeonpost" in text.signature
    chapters = "\n".join(f"Door {n} is of oak." for n in range(9))
    assert split_text(f"Prices\n{line}\n{chapters}").new.endswith("Door 8 is of oak.")


def test_disclaimer_footer_and_patch_are_apart() -> None:
    assert split_text("Fine.\n\nThis e-mail is confidential and intended for Ada.\n").new == "Fine."
    assert (
        split_text(
            "Fine.\n\n_______________________________________________\nbuilders mailing list\nhttps://l.example/x\n"
        ).new
        == "Fine."
    )
    patch = split_text("This mends it.\n\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,1 +1,1 @@\n-a\n+b\n")
    assert (patch.new, patch.patch.splitlines()[0]) == ("This mends it.", "diff --git a/x b/x")


def test_the_html_part_is_read_where_the_plain_one_is_a_stub() -> None:
    raw = (
        b'From: a@b.example\nContent-Type: multipart/alternative; boundary="x"\n\n--x\nContent-Type: text/plain\n\n'
        b"Please use an HTML mail program.\n--x\nContent-Type: text/html\n\n<p>Dear Ada,</p><p>the doors that you ordered in "
        b"March are ready and can be fetched from Monday on.</p><blockquote type=cite>When?</blockquote>\n--x--\n"
    )
    message = parse(raw)
    text = written(message, read_html(message.html))
    assert text.new.startswith("Dear Ada,\n")
    assert "When?" not in text.new
    assert text.quoted == "When?"


LINES = st.sampled_from(
    ["", "Hello", "> quoted", ">> deeper", "On Monday Ann wrote:", "-- ", "Best regards,", "From: a", "Sent: b", "To: c",
     "_____________________", "builders mailing list", "diff --git a/x b/x", "Sent from my phone", "x" * 3000]
)  # fmt: skip


@given(st.lists(LINES, max_size=30))
def test_every_word_stands_somewhere(lines: list[str]) -> None:
    text = split_text("\n".join(lines))
    kept = " ".join((text.new, text.signature, text.quoted, *text.attributions, text.footer, text.patch))
    for word in ("Hello", "quoted", "deeper", "diff"):
        if any(word in line for line in lines):
            assert word in kept


def test_html_is_taken_apart() -> None:
    html = read_html(
        "<html><head><title>Head</title><style>p{}</style></head><body><div style='display:none'>Preview "
        "<i style='display: none'>text</i></div><p>Dear <b>A</b>da,<br>see <a href=' http://x.example/a '>our <b>site</b></a></p>"
        "<script>run()</script><img src='http://t.example/o.gif' width=1 height='1'><div class=gmail_quote>Earlier</div></body></html>"
    )
    assert html.visible.split() == ["Dear", "Ada,", "see", "our", "site"]
    assert "Dear Ada,\nsee our site" in html.visible
    assert html.hidden.split() == ["Preview", "text"]
    assert html.quoted.strip() == "Earlier"
    assert [(a.href, a.text) for a in html.anchors] == [("http://x.example/a", "our site")]
    assert [(i.src, i.width, i.height) for i in html.images] == [("http://t.example/o.gif", "1", "1")]


def test_no_html_is_empty() -> None:
    assert read_html("  ") == Html()


@given(st.text(alphabet="<>/ abdivp=\"'&;!-blockquote", max_size=200))
def test_html_never_raises(source: str) -> None:
    read_html(source)


BELOW = """
Sent from my iPhone
Get Outlook for iOS
Von meinem iPhone gesendet
Gesendet von unterwegs
Envoyé de mon iPhone
Enviado desde mi móvil
Wysłane z iPhone'a
Wysłano z telefonu
Inviato dal mio telefono
Verzonden vanaf mijn telefoon
Odesláno z mého telefonu
Télécharger Outlook pour Android
Outlook für iOS beziehen
This e-mail and its attachments are confidential.
*** CONFIDENTIALITY NOTICE ***
Confidential note
The information contained in this e-mail is for its addressee.
Disclaimer: the sender is liable for nothing.
IMPORTANT NOTICE: prices may change.
Diese E-Mail enthält vertrauliche Angaben.
Der Inhalt dieser E-Mail ist vertraulich.
Ce message et ses pièces jointes sont confidentiels.
Este mensaje y sus anexos son confidenciales.
Esta mensagem pode ser confidencial.
Ta wiadomość jest poufna.
Niniejsza wiadomość jest przeznaczona dla adresata.
Questo messaggio contiene dati riservati.
Dit bericht is vertrouwelijk.
Tato zpráva je důvěrná.
Please consider the environment before printing.
Think before you print.
Pensez à l'environnement.
""".strip().split("\n")


@pytest.mark.parametrize("line", BELOW)
def test_what_stands_below_a_letter_is_no_part_of_it(line: str) -> None:
    text = split_text(f"Hello Anna,\nthe keys are with Ben.\n{line}\nSome more of it")
    assert text.new == "Hello Anna,\nthe keys are with Ben."
    assert text.signature == f"{line}\nSome more of it"


def test_every_first_word_of_what_stands_below_is_tried() -> None:
    assert {line.lower().strip("* ").replace(":", " ").split()[0] for line in BELOW} == set(_BELOW)


@pytest.mark.parametrize("name", ["_ORIGINAL", "_HEADER_FROM", "_LIST_FOOTER", "_RULE", "_PATCH", "_PGP"])
@settings(deadline=None, max_examples=25)
@given(st.data())
def test_a_line_that_a_pattern_knows_is_looked_at(name: str, data: st.DataObject) -> None:
    pattern = getattr(room, name)
    line = data.draw(st.from_regex(re.compile(pattern.pattern, pattern.flags)))
    # A pattern is asked of one line that is not blank, from its beginning.
    for each in line.split("\n"):
        if pattern.match(each):
            assert _may_end_the_letter(each)
