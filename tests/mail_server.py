"""A mail server's side of the milter protocol, for tests: a mail in steps, and what the answers make of it."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from typing import NamedTuple

ALL_ACTIONS, ALL_STEPS = 0x1FF, 0x1FFFFF
"""What Sendmail 8.14 and later offer; Postfix offers less."""
Packet = tuple[bytes, bytes]


class Server(NamedTuple):
    """What a server offers, and who sends."""

    version: int = 6
    actions: int = ALL_ACTIONS
    steps: int = ALL_STEPS
    sender: bytes = b"sam@acme.example"
    recipients: tuple[bytes, ...] = (b"ada@reader.example",)
    ip: bytes = b"192.0.2.7"
    login: bytes = b""
    daemon: bytes = b"smtpd"

    def offer(self) -> bytes:
        return packed(b"O", struct.pack(">III", self.version, self.actions, self.steps))

    def begin(self) -> bytes:
        """The steps before the first mail."""
        family = b"6" if b":" in self.ip else b"4"
        return (
            self.offer()
            + packed(b"D", b"C" + texts(b"j", b"mx.reader.example", b"{daemon_name}", self.daemon))
            + packed(b"C", b"out.acme.example\0" + family + b"\x12\x34" + self.ip + b"\0")
            + packed(b"H", b"acme.example\0")
        )

    def mail(self, mail: bytes, spaced: bool = True, chunk: int = 65_535) -> list[bytes]:
        """The steps of one mail, which has CRLF. Like Postfix's, the last chunk comes with the end."""
        head, _, body = mail.partition(b"\r\n\r\n")
        login = texts(b"{auth_authen}", self.login) if self.login else b""
        steps = [packed(b"D", b"M" + texts(b"i", b"4F1") + login), packed(b"M", b"<%b>\0SIZE=9\0" % self.sender)]
        steps += [packed(b"R", b"<%b>\0" % recipient) for recipient in self.recipients]
        steps += [packed(b"L", texts(name.rstrip(), value)) for name, value in fields(head + b"\r\n", spaced)]
        last = len(body) - len(body) % chunk
        steps += [packed(b"B", body[at : at + chunk]) for at in range(0, last, chunk)]
        return [*steps, packed(b"D", b"E" + texts(b"i", b"4F1")), packed(b"E", body[last:])]

    def deliver(self, client: socket.socket, mail: bytes) -> list[Packet]:
        """All answers to the end of a mail, whose steps are sent as the milter wants them."""
        skipped = False
        for step in self.mail(mail):
            body = step[4:5] == b"B"
            if body and skipped:
                continue
            client.sendall(step)
            if body:
                skipped = said(client) == (b"s", b"")
        return answers(client)


def packed(command: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">I", 1 + len(data)) + command + data


def texts(*values: bytes) -> bytes:
    return b"".join(value + b"\0" for value in values)


def packets(octets: bytes) -> Iterator[Packet]:
    while octets:
        (length,) = struct.unpack(">I", octets[:4])
        assert 0 < length <= len(octets) - 4
        yield octets[4:5], octets[5 : 4 + length]
        octets = octets[4 + length :]


def fields(head: bytes, spaced: bool) -> Iterator[tuple[bytes, bytes]]:
    """Name and value of each, as a server hands them over."""
    found: list[bytes] = []
    for line in head.splitlines(keepends=True) if b"\r" not in head.replace(b"\r\n", b"") else head.split(b"\n"):
        text = line.removesuffix(b"\n").removesuffix(b"\r")
        if text[:1] in (b" ", b"\t") and found:
            found[-1] += b"\n" + text
        elif text:
            found.append(text)
    for field in found:
        name, _, value = field.partition(b":")
        yield name, value if spaced else value.removeprefix(b" ")


def changed(mail: bytes, answers: list[Packet], spaced: bool = True) -> bytes:
    """The mail as a server changes it: Postfix and Sendmail count fields of one name, whatever its case, from 1 on."""
    head, _, body = mail.partition(b"\r\n\r\n")
    now = [(name, value) for name, value in fields(head + b"\r\n", spaced=True)]
    for command, data in answers[:-1]:
        (index,) = struct.unpack(">I", data[:4])
        name, value, rest = data[4:].split(b"\0")
        assert rest == b""
        value = value if spaced or not value else b" " + value
        if command == b"i":
            now.insert(index, (name, value))
            continue
        assert command == b"m"
        places = [at for at, (known, _) in enumerate(now) if known.strip().lower() == name.strip().lower()]
        now[places[index - 1] : places[index - 1] + 1] = [(now[places[index - 1]][0], value)] if value else []
    assert answers[-1] == (b"c", b"")
    block = b"".join(name + b":" + value.replace(b"\n", b"\r\n") + b"\r\n" for name, value in now)
    return block + b"\r\n" + body


def said(client: socket.socket) -> Packet:
    """The next answer."""
    (length,) = struct.unpack(">I", _read(client, 4))
    octets = _read(client, length)
    return octets[:1], octets[1:]


def answers(client: socket.socket) -> list[Packet]:
    """All answers to the end of a mail."""
    found = [said(client)]
    while found[-1][0] not in (b"c", b"a", b"y"):
        found.append(said(client))
    return found


def _read(client: socket.socket, octets: int) -> bytes:
    read = b""
    while len(read) < octets:
        more = client.recv(octets - len(read))
        if not more:
            raise EOFError
        read += more
    return read
