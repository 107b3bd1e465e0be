"""Letters → a person's whole archive of mail over years: what came, what they wrote, and the truth about each.

For demonstrations, tests and benchmarks; nothing is trained or judged on it. A mail is a step of a *story* (`threads`,
`campaigns`, `series`): a generator that plans a mail, is told how it was sent, and plans the next. `course` begins as
many stories as a day needs and sends their mails in order; `sending` puts one into the software of its sender and the
owner's mail host; `writer` files it. `world` holds what stories share, `cast` who is who, `rhythms` when.
"""

from classifier.training.archive.course import Archive, Mail, Settings
from classifier.training.archive.writer import FORMS, HOSTS, ArchiveError, write

__all__ = ["FORMS", "HOSTS", "Archive", "ArchiveError", "Mail", "Settings", "write"]
