"""Mail that the reader wrote: to whom, and whether it says no. The near misses are the half that matters."""

from __future__ import annotations

import pytest

from classifier.history import Sent, Sighting
from classifier.mail import Mail
from classifier.message import parse
from classifier.outgoing import event_of, refuses, sent_of
from classifier.standing import Standing

NO = [
    "Hi Sam,\n\nthanks, but we're not interested.\n\nAnna",
    "Not interested, thanks.",
    "Hi Sam\n\nNot interested.\n\nAnna",
    "I am not interested in your services. Please do not contact me again.",
    "We are not interested in SEO.",
    "We have no interest in this offer.",
    "Please remove me from your list.",
    "Remove me.",
    "Kindly take us off your mailing list at once.",
    "Please delete my data from your database.",
    "Please unsubscribe me.",
    "Stop emailing me.",
    "Please stop sending me these mails!",
    "This is the third mail. Do not write to me again.",
    "No thanks.",
    "Hi Sam, no thank you. Regards, Anna",
    "We don't need your software.",
    "The answer is no.",
    "Vielen Dank, aber wir haben kein Interesse.",
    "Wir haben an Ihrem Angebot kein Interesse.",
    "Kein Interesse.\n\nMfG Anna Berg",
    "Das interessiert uns nicht.",
    "Dafür haben wir keinen Bedarf.",
    "Bitte nehmen Sie mich aus Ihrem Verteiler.",
    "Bitte löschen Sie umgehend alle meine Daten.",
    "Ich widerspreche der Nutzung meiner Daten zu Werbezwecken.",
    "Schreiben Sie mir bitte nicht mehr.",
    "Bitte keine weiteren Mails schicken.",
    "Nein danke.",
    "Bonjour,\n\nnous ne sommes pas intéressés.\n\nCordialement",
    "Je ne suis pas intéressée par votre offre.",
    "Votre proposition ne nous intéresse pas.",
    "Merci de me retirer de votre liste.",
    "Veuillez supprimer mon adresse de vos fichiers.",
    "Merci de ne plus me contacter.",
    "Non merci.",
    "No estamos interesados, gracias.",
    "No nos interesa su oferta.",
    "Por favor, denme de baja de su lista.",
    "No me escriban más.",
    "Dejen de enviarme correos.",
    "No, gracias.",
    "Dzień dobry, nie jesteśmy zainteresowani.",
    "Nie interesuje nas Państwa oferta.",
    "Proszę usunąć mój adres z Państwa bazy.",
    "Proszę więcej do mnie nie pisać.",
    "Nie, dziękuję.",
    "Dobrý den, nemáme zájem.",
    "O vaši nabídku nemáme zájem.",
    "Prosím vyřaďte mě z vaší databáze.",
    "Už mi nepište.",
    "Ne, děkuji.",
    "Buongiorno, non siamo interessati. Saluti",
    "Non ci interessa, grazie.",
    "Cancellatemi dalla vostra lista.",
    "Vi prego di non contattarmi più.",
    "No grazie.",
    "Não estamos interessados.",
    "Não temos interesse.",
    "Por favor removam o meu e-mail da vossa lista.",
    "Não me contactem mais.",
    "Não, obrigado.",
    "Wij hebben geen interesse.",
    "Daar hebben wij geen behoefte aan.",
    "Ik ben niet geïnteresseerd.",
    "Verwijder mij uit uw bestand.",
    "Wilt u mij niet meer mailen?",
    "Nee, bedankt.",
]  # fmt: skip

YES = [
    "No problem, Thursday is fine.",
    "I'm not interested in moving the date, but Friday afternoon would do.",
    "We are not interested in the blue one; could you send the green?",
    "If you are not interested, just tell me.",
    "If you're not interested, no worries.",
    "Not interested right now, but write to me again in autumn.",
    "Would you be interested in a visit?",
    "No thanks needed, it was a pleasure to help you with the move last week.",
    "Please remove the second line from the list of parts.",
    "Can you take me off the Thursday shift?",
    "Please remove me from the rota for Monday.",
    "Don't write to him again before I have called.",
    "Stop by whenever you like, and stop worrying.",
    "Please stop the delivery; do not send the parts before Monday.",
    "We don't need the receipts.",
    "Do not contact me by phone, mail is better.",
    "How do I unsubscribe from this newsletter?",
    "The customers have no interest in waiting.",
    "She said she was not interested.",
    "Ich habe kein Interesse daran, das zu verschieben.",
    "Wir haben Interesse, aber keinen Bedarf vor Mai.",
    "Bitte streichen Sie mich von der Liste für Montag.",
    "Schreiben Sie mir bitte, wenn es nicht mehr geht.",
    "Bitte löschen Sie die zweite Zeile.",
    "Nein danke, das Päckchen habe ich schon selbst abgeholt, aber kommen Sie doch am Dienstag auf einen Kaffee vorbei.",
    "Mich interessiert nicht, wer schuld ist.",
    "Je ne suis pas intéressé par le modèle bleu, mais par le vert.",
    "Merci de retirer la deuxième ligne du devis.",
    "Merci de ne pas envoyer la facture avant lundi.",
    "Non merci, j'ai déjà la clé, mais passez donc prendre un café jeudi vers dix heures.",
    "No estamos interesados en cambiar la fecha, pero el viernes sí.",
    "Quiero darme de baja la línea de teléfono.",
    "No me interesa saber quién fue, sino cuándo.",
    "Nie jestem zainteresowany zmianą terminu.",
    "Proszę usunąć drugi wiersz z zamówienia.",
    "Nemám zájem o změnu termínu, ale pátek by šel.",
    "Nezajímá mě, kdo to byl.",
    "Non siamo interessati al modello blu, ma al verde.",
    "Vorrei cancellare la prenotazione.",
    "Non scrivermi a quest'ora.",
    "Não estamos interessados em mudar a data, mas sexta serve.",
    "Pode remover a segunda linha da encomenda?",
    "Wij hebben geen interesse in een andere datum, maar vrijdag kan.",
    "Wilt u de tweede regel uit de bestelling verwijderen?",
    "Bedankt, tot donderdag!",
]  # fmt: skip


def mail(text: str, subject: str = "Re: Thursday", more: str = "") -> Mail:
    return Mail(
        parse(
            f"From: Anna Berg <anna@berg.example>\nTo: sam@acme.example\nSubject: {subject}\n{more}\n{text}\n".encode()
        )
    )


@pytest.mark.parametrize("text", NO)
def test_a_no_is_heard(text: str) -> None:
    assert refuses(mail(text))


@pytest.mark.parametrize("text", YES)
def test_what_is_no_no(text: str) -> None:
    assert not refuses(mail(text))


def test_what_is_quoted_is_not_said() -> None:
    quoted = "On 3 March 2026 at 10:00, Sam Vance <sam@acme.example> wrote:\n> If so: please remove me from your list.\n> I am not interested."
    assert not refuses(mail(f"Thursday at ten is fine.\n\n{quoted}"))


@pytest.mark.parametrize("subject", ["unsubscribe", "Re: Unsubscribe", "Abmelden"])
def test_a_subject_that_is_all(subject: str) -> None:
    assert refuses(mail("", subject))
    assert not refuses(mail("I wonder how one does that on your page, as the button does not work for me.", subject))


def test_to_whom() -> None:
    sent = sent_of(
        mail("See you.", more="Cc: Anna <anna@berg.example>, Ben <ben@gmail.com>\nBcc: eve@shop.co.uk\nMessage-ID: <1@berg.example>\nIn-Reply-To: <9@acme.example>\nDate: Tue, 3 Mar 2026 09:12:44 +0100\n"),
        "anna@berg.example", frozenset(("anna@berg.example",)),
    )  # fmt: skip
    assert sent.to == ("sam@acme.example", "ben@gmail.com", "eve@shop.co.uk")
    assert sent.organisations == ("acme.example", "shop.co.uk"), "a mail provider is no organisation"
    assert (sent.message_id, sent.references, sent.refuses) == ("<1@berg.example>", ("<9@acme.example>",), False)
    assert sent.time == 1772525564


def test_from_me_is_mine_only_when_it_cannot_be_forged() -> None:
    never_travelled = mail("See you.")
    assert isinstance(event_of(never_travelled, Standing(mine="anna@berg.example")), Sent)
    assert isinstance(event_of(never_travelled, Standing()), Sighting), "somebody else's"
    came = mail("I have hacked you.", more="Received: from x by y; Tue, 3 Mar 2026 09:12:44 +0100\n")
    assert isinstance(event_of(came, Standing(mine="anna@berg.example")), Sighting)
    vouched = Standing("dmarc=pass header.from=berg.example", True, mine="anna@berg.example")
    assert isinstance(event_of(came, vouched), Sent)
