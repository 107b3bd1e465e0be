"""Names that software gives to messages, parts and hosts, drawn in each software's shape."""

from __future__ import annotations

import base64
import random
from datetime import datetime

HEX = "0123456789abcdef"
DIGITS = "0123456789"
BASE36 = DIGITS + "abcdefghijklmnopqrstuvwxyz"
BASE62 = BASE36 + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
URL_SAFE = BASE62 + "-_"


def token(draw: random.Random, alphabet: str, length: int) -> str:
    """A word of ``length`` letters of an alphabet."""
    return "".join(draw.choices(alphabet, k=length))


def uuid(draw: random.Random, version: str = "4") -> str:
    """A UUID of random digits."""
    h = token(draw, HEX, 30)
    return f"{h[:8]}-{h[8:12]}-{version}{h[12:15]}-{draw.choice('89ab')}{h[15:18]}-{h[18:30]}"


def uuid_of_time(draw: random.Random, date: datetime) -> str:
    """UUIDv7: its first 48 bits are the time in milliseconds."""
    ms = f"{milliseconds(date):012x}"
    return f"{ms[:8]}-{ms[8:]}-{uuid(draw, '7')[14:]}"


def milliseconds(date: datetime) -> int:
    """Milliseconds since 1970."""
    return int(date.timestamp() * 1000)


def base64_token(draw: random.Random, octets: int) -> str:
    """Random octets in base64."""
    return base64.b64encode(draw.randbytes(octets)).decode()


def base64_lines(draw: random.Random, octets: int, width: int, indent: str) -> str:
    """Random octets in base64, folded as in a signature."""
    text = base64_token(draw, octets)
    return f"\n{indent}".join(text[i : i + width] for i in range(0, len(text), width))


def address_of(draw: random.Random, network: str = "") -> str:
    """An IPv4 address, of a network's first two numbers, else of the ranges kept for documentation (RFC 5737)."""
    if not network:
        return f"{draw.choice(('192.0.2', '198.51.100', '203.0.113'))}.{draw.randint(1, 254)}"
    return f"{network}.{draw.randint(0, 255)}.{draw.randint(1, 254)}"


def hex_groups(draw: random.Random, *sizes: int) -> str:
    """Groups of an IPv6 address: ``f85c:6c8d:669e:9955``."""
    return ":".join(token(draw, HEX, size) for size in sizes)


def queue_id(draw: random.Random) -> str:
    """Postfix's name of a message in its queue: short, or long since 2.9 where it was turned on."""
    if draw.random() < 0.5:
        return token(draw, "0123456789ABCDEF", draw.choice((10, 11)))
    return f"4{token(draw, BASE62, 13)}z{token(draw, BASE62, 2)}"


def exim_id(draw: random.Random) -> str:
    """Exim's: ``1jUt76-0003qW-CN``, longer since 4.97."""
    if draw.random() < 0.6:
        return f"1{token(draw, BASE62, 5)}-000{token(draw, BASE62, 3)}-{token(draw, BASE62, 2)}"
    return f"1{token(draw, BASE62, 5)}-0000000{token(draw, BASE62, 4)}-{token(draw, BASE62, 4)}"


def exchange_server(draw: random.Random) -> tuple[str, str]:
    """A server of Exchange Online and its region: ``MN2PR03MB5008``, ``namprd03``."""
    code, region = draw.choice(
        (
            ("MN2", "nam"),
            ("SJ0", "nam"),
            ("DM6", "nam"),
            ("AM9", "eur"),
            ("DB9", "eur"),
            ("PAX", "eur"),
            ("VI1", "eur"),
            ("SY4", "aus"),
        )
    )
    number = f"{draw.randint(1, 22):02}"
    return f"{code}PR{number}MB{draw.randint(1000, 9999)}", f"{region}prd{number}"


def gmail_id(draw: random.Random) -> str:
    """``<CAATaS8RxSvvnSqH…@mail.gmail.com>``."""
    return (
        f"<CA{token(draw, BASE62, 5)}{draw.choice('+=_-' + BASE62)}{token(draw, URL_SAFE + '+=', 42)}@mail.gmail.com>"
    )


def outlook_id(draw: random.Random, server: str, region: str) -> str:
    """``<MN2PR03MB5008DB1C7B0B5A4D2ECBB88E93049@MN2PR03MB5008.namprd03.prod.outlook.com>``."""
    return f"<{server}{token(draw, '0123456789ABCDEF', 24)}A@{server}.{region}.prod.outlook.com>"


def desktop_id(draw: random.Random, domain: str) -> str:
    """Outlook that speaks SMTP: ``<a3de01d71b6b$34ae7ca0$9e0b75e0$@bank.example>``."""
    return f"<{token(draw, HEX, 4)}01d{token(draw, HEX, 5)}${token(draw, HEX, 8)}${token(draw, HEX, 8)}$@{domain}>"


def apple_id(draw: random.Random, domain: str) -> str:
    """Apple's programs: a UUID in capitals."""
    return f"<{uuid(draw).upper()}@{domain}>"


def uuid_id(draw: random.Random, domain: str) -> str:
    """Thunderbird, Postmark and many libraries."""
    return f"<{uuid(draw)}@{domain}>"


def python_id(draw: random.Random, date: datetime, host: str) -> str:
    """``email.utils.make_msgid``."""
    return f"<{milliseconds(date) // 10}.{draw.randint(2, 99999)}.{draw.randint(10**17, 10**19)}@{host}>"


def java_id(draw: random.Random, date: datetime, host: str) -> str:
    """JavaMail, Yahoo, Zimbra."""
    return f"<{draw.randint(10**7, 2 * 10**9)}.{draw.randint(1, 10**7)}.{milliseconds(date)}@{host}>"


def postfix_id(draw: random.Random, date: datetime, host: str) -> str:
    """What Postfix writes where a script wrote none."""
    return f"<{date:%Y%m%d%H%M%S}.{token(draw, '0123456789ABCDEF', 10)}@{host}>"


def domain_word(text: str) -> str:
    """Letters of a name as they can stand in an address: ``Käthe Ørsted`` → ``kaetheorsted``."""
    import unicodedata

    text = text.lower().translate(_SPELT_OUT)
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if c in BASE36)


_SPELT_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "ı": "i"}
)
