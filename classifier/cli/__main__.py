"""``python -m classifier.cli``: the command without its installed script."""

import sys

from classifier.cli import main

sys.exit(main())
