"""Wrote tests/golden/books/small-1.台账, once: a plain book of schema 1 of the small area. The file is frozen.

python -m tests.golden.make_book NEW-FILE
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from linli_tui.book.book import Book
from linli_tui.core import clock
from tests.book.small.ledger import CATALOG
from tests.golden import small_story

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name, clock.frozen("2026-11-22T13:05:09.120Z"):
        os.environ["LINLI_HOME"] = str(Path(name) / "home")
        path = Path(name) / "小.台账"
        with Book.new(path, CATALOG, name="小村") as book:
            small_story.first_evening(book)
        shutil.copyfile(path, sys.argv[1])
