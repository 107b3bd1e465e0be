"""The parser of the command line → the man page and the completions of shells that the wheel installs (``make manual``)."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from classifier.cli import COMMANDS, parser

FOLDER = Path(__file__).parents[1] / "classifier" / "manual"
EXITS = """
.SH EXIT STATUS
.B filter
ends with 0 when the whole mail was written, else with 75, and never otherwise.
.B verdict \\-\\-exit\\-code
ends with 10 for human, 11 for bot, 12 for spam. Everything else: 0, or the codes of sysexits.h: 64 usage, 65 no mail in the
input, 66 input missing, 69 an extra is missing, 73 cannot create the output, 74 input or output failed, 75 try again,
78 model, settings or history cannot be used; 130 interrupted.
.SH FILES
.TP
.I /etc/coldsieve/config.toml\\fR, \\fI~/.config/coldsieve/config.toml
Settings.
.TP
.I ~/.local/state/coldsieve/history.db
What is remembered of senders.
.SH SEE ALSO
.BR procmailrc (5),
.BR maildropfilter (7),
.BR sieve-test (1);
.B coldsieve recipe
prints configurations for mail servers.
"""


def pages() -> dict[str, str]:
    """File name → contents."""
    import shtab
    from argparse_manpage.manpage import Manpage

    whole = complete()
    page = Manpage(whole)
    page.manual = "coldsieve"
    page.date = ""
    return {
        "coldsieve.1": f"{page}\n".rstrip() + EXITS,
        "coldsieve.bash": shtab.complete(whole, "bash"),
        "_coldsieve": shtab.complete(whole, "zsh"),
    }


def complete() -> ArgumentParser:
    """The parser with the arguments of every command."""
    return parser(*COMMANDS)


if __name__ == "__main__":
    for name, text in pages().items():
        (FOLDER / name).write_text("\n".join(line.rstrip() for line in text.splitlines()) + "\n")
