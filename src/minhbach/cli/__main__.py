"""``python -m minhbach.cli`` is the program too."""

import sys

from minhbach.cli import main

sys.exit(main())
