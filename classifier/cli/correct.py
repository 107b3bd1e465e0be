"""``coldsieve correct``: the reader says what a mail is; it holds from the next mail on."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace

from classifier.cli import opened
from classifier.cli.exits import DATA, USAGE, Failure
from classifier.mail import Envelope
from classifier.pipeline import correction_of

KIND_OF = {"human": "personal", "spam": "junk"}
"""What people say → kind, where it is another word."""
CHOICES = ("human", "outreach", "newsletter", "notification", "spam")


def configure(parser: ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("file", metavar="FILE", help="a message, a mailbox of messages, or - for standard input")
    parser.add_argument("--as", dest="kind", choices=CHOICES, help="what it is")
    parser.add_argument("--undo", action="store_true", help="take the correction of this mail back")
    opened.add_recipient(parser, "the first address of the setting me, else whom the mail is to")
    opened.add_history(parser, "the store in the state folder")
    opened.add_model(parser)


def run(args: Namespace) -> int:
    """Record the corrections, or forget them."""
    if bool(args.kind) == args.undo:
        raise Failure(USAGE, "correct: say --as KIND, or --undo")
    settings = opened.settings(args)
    classifier = opened.classifier(settings)
    done = []
    with opened.store(settings) as store:
        for item in opened.messages([args.file]):
            examined = classifier.examine(item.octets, Envelope(recipient=args.recipient or ""))
            sighting = examined.sighting
            if args.undo:
                if not store.undo(sighting.identity, sighting.recipient):
                    raise Failure(DATA, f"{sighting.sender or item.key}: was not corrected")
            else:
                store.record(correction_of(examined, KIND_OF.get(args.kind, args.kind), time.time()))
            done.append(sighting.sender or item.key)
    what = "no longer corrected" if args.undo else f"{args.kind} from now on"
    print(f"{done[0]}: {what}" if len(done) == 1 else f"{len(done)} mails: {what}")
    return 0
