"""coldsieve: tells people's letters from cold outreach, machine mail and spam, and says why.

`Classifier` judges one mail, `read_mailbox` reads many, `score` makes rows of them, `table` columns of those.
"""

__version__ = "0.1.0"
__all__ = ["Classifier", "read_mailbox", "score", "table"]

TYPE_CHECKING = False  # as in `typing`, which takes longer to import than a filter's whole beginning
if TYPE_CHECKING:
    from classifier.batch import score
    from classifier.mailbox import read_mailbox
    from classifier.pipeline import Classifier
    from classifier.report.row import table

_HOMES = {"Classifier": "pipeline", "read_mailbox": "mailbox", "score": "batch", "table": "report.row"}


def __getattr__(name: str) -> object:
    """Import what is asked for, and nothing before."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__} has no attribute {name}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
