"""Wrote tests/golden/journal-v1.jsonl, once. The file is frozen: a new format gets a new name, never new bytes here.

python -m tests.golden.make_journal NEW-FILE
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from linli_tui.book import journal
from linli_tui.book.book import Book
from linli_tui.core import clock
from tests.book.acts import another_machine, erase, exported
from tests.book.small.ledger import CATALOG
from tests.golden import small_story


def make(folder: Path) -> bytes:
    """The story on two machines; her telephone number erased, the pages of the letter withheld."""
    os.environ["LINLI_HOME"] = str(folder / "home")
    path = folder / "小.台账"
    with clock.frozen("2026-11-22T13:05:09.120Z") as now:
        with Book.new(path, CATALOG, name="小村") as book:
            small_story.first_evening(book)
        another_machine(folder / "home")
        now.advance(days=1)
        with Book.open(path, CATALOG) as book:
            small_story.second_evening(book)
            for line in list(journal.lines(book.connection)):
                if "phone" in line.fields:
                    erase(book, line.epoch, line.n, "phone")
            return exported(journal.lines(book.connection), withheld=lambda line: line.ledger == "leaf")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        Path(sys.argv[1]).write_bytes(make(Path(name)))
