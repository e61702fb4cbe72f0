"""Lets `python -m linli_tui` be the command `linli`."""

from __future__ import annotations

import sys

from linli_tui.cli import main

if __name__ == "__main__":
    sys.exit(main())
