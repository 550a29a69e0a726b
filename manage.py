#!/usr/bin/env python
"""Management commands. Works uninstalled and from any folder."""

import os
import sys
from pathlib import Path

# `site/` is a path root, never a package: the standard library owns that name.
sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
