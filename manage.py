#!/usr/bin/env python
"""Django's commands, in a checkout. The installed program is ``minhbach``."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minhbach_web.site.settings.dev")
    execute_from_command_line(sys.argv)
