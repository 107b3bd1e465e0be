"""Offers: what is sold to addresses that were bought, and what is asked of them: lists, links, factories, fortunes.

Tables are made of words that people rarely use: an anchor is what its pattern costs, for every letter that holds it.
"""

from __future__ import annotations

from classifier.evidence import NOTHING, Reading, counted, evidence, found
from classifier.expressions import expression
from classifier.links import registrable_domain
from classifier.mail import Mail
from classifier.providers import MAIL_PROVIDERS
from classifier.signals.phrases import MAX_HITS, said
from classifier.signals.signal import signal
from classifier.signals.wording import offers as wording

_SELLING = frozenset(
    (
        "interested acquire acquiring purchase purchasing buy offering sell selling sale price prices pricing priced verified usd gbp eur sample samples invoice"
        " interesse interessiert kaufen erwerben anzubieten preis preise interesses acquerir acheter tarif tarifs prix"
        " interesado interesados adquirir comprar precio precios vendemos zainteresowani zainteresowany oferujemy zakupem kupic"
        " cena ceny cene sprzedaz zajem koupit nabizime interessati interessato acquistare prezzo prezzi vendiamo"
        " interessados preco precos geinteresseerd kopen aanschaffen prijs prijzen"
    ).split()
)
"""Words of trade: beside one of these, a list of people is for sale."""
READ = 4_000
"""Characters of a letter in which sums are looked for."""
_CURRENCIES = frozenset(("eur", "usd", "gbp", "chf", "pln", "kc", "zl", "euro", "euros", "dollar", "dollars"))
# Both begin with one set, by which `re` finds them; looking behind tells which of the two it is.
_MONEY = expression(
    r"[$€£\d](?:(?<=[$€£]) ?\d[\d.,]{0,12}|(?<=\d)(?<!\w\d)[\d.,]{0,12} ?(?:[€£]|(?:eur|usd|gbp|chf|pln|kc|zl|euros?|dollars?)\b))"
)


@signal(unit="count")
def list_offered(mail: Mail) -> Reading:
    """A list of addresses is offered: attendees, decision makers, buyers, with counts and prices.

    Why: the trade in addresses is itself sold by mail.
    Misses: lists that are called data, leads or insights alone.
    """
    hits = said(mail, wording.LIST_FOR_SALE)
    if not _SELLING.isdisjoint(mail.vocabulary):
        hits += said(mail, wording.LIST_OF_PEOPLE)
    return counted(hits)


@signal(unit="count")
def web_or_seo_offered(mail: Mail) -> Reading:
    """A website, an app, or a better rank in searches is offered.

    Why: agencies write to whoever has a website.
    Misses: offers that tell nothing before a call; people who write about websites in the same words.
    """
    return counted(said(mail, wording.WEB_OR_SEO))


@signal(unit="count")
def guest_post_asked_for(mail: Mail) -> Reading:
    """The letter is about placing links or articles: guest posts, backlinks, sponsored articles.

    Why: links are traded by mail to every site that ranks.
    Misses: the polite first mail that only asks for "a collaboration".
    """
    return counted(said(mail, wording.LINK_OR_ARTICLE))


@signal(unit="count")
def factory_offer(mail: Mail) -> Reading:
    """A maker offers its goods: "we are a leading manufacturer", "OEM welcome", "competitive price".

    Why: exporters write to every importer on a list.
    Misses: makers who speak of their goods alone; suppliers one has ask and answer in the same words.
    """
    return counted(said(mail, wording.FACTORY))


@signal(unit="count")
def trade_enquiry(mail: Mail) -> Reading:
    """Somebody wants catalogue, price list or quotation for "your products" without naming any.

    Why: a feigned order brings an attachment or asks for goods on credit.
    Misses: feigned orders that name goods; a customer's first enquiry may say the same.
    """
    return counted(said(mail, wording.ENQUIRY))


@signal(unit="count")
def fund_or_inheritance(mail: Mail) -> Reading:
    """Money is held out: an inheritance, a fund, a prize, a donation, a loan.

    Why: advance-fee fraud promises a sum before it asks for one.
    Misses: first letters that only ask for an answer; lawyers and banks really write of estates and loans.
    """
    return counted(said(mail, wording.FORTUNE))


@signal(unit="count")
def account_threatened(mail: Mail) -> Reading:
    """An account, mailbox or secret of the reader is said to be in danger.

    Why: phishing and extortion need a fright.
    Misses: lures without one, such as a shared document; honest services warn in the same words.
    """
    return counted(said(mail, wording.THREAT))


@signal(unit="flag")
def company_offer_from_free_mailbox(mail: Mail) -> Reading:
    """A company's services are offered from a mailbox that anybody can have.

    Why: an agency with no domain of its own had others that were blocked.
    Misses: offers in other words; very small firms really write from such mailboxes.
    """
    if registrable_domain(mail.message.sender.domain) not in MAIL_PROVIDERS:
        return NOTHING
    hits = said(mail, wording.OFFER)
    return found(evidence("header:From", mail.message.sender.address), hits[0]) if hits else NOTHING


@signal(unit="count")
def sums_of_money(mail: Mail) -> Reading:
    """Sums of money with their currency.

    Why: offers, receipts and frauds are about sums; most letters are not.
    Misses: sums without a currency. Customers, accountants and landlords name what is owed.
    """
    folded = mail.folded[:READ]
    if _CURRENCIES.isdisjoint(mail.vocabulary) and not any(sign in folded for sign in "$€£"):
        return NOTHING
    sums = [evidence("body", mail.letter[m.start() : m.end()], m.start()) for m in _MONEY.finditer(folded)]
    return counted(sums[:MAX_HITS])


SIGNALS = (
    list_offered,
    web_or_seo_offered,
    guest_post_asked_for,
    factory_offer,
    trade_enquiry,
    fund_or_inheritance,
    account_threatened,
    company_offer_from_free_mailbox,
    sums_of_money,
)
