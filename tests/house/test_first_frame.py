"""What may be loaded before the first frame: an allow-list, tried in a process of its own."""

from __future__ import annotations

import subprocess
import sys

HEAVY = {
    "pydantic", "pydantic_core", "sqlmodel", "sqlalchemy", "sqlite_utils", "openpyxl", "xlsxwriter", "pypinyin",
    "stdnum", "uuid6", "docx", "typst", "click", "hypothesis", "dateutil", "tabulate", "argon2", "pyrage",
}  # fmt: skip

FIRST_FRAME = """
import asyncio, os, sys, json
from pathlib import Path
from linli_tui.app import LinliApp
from textual.app import App

bare = set(sys.modules)

async def main():
    app = LinliApp(Path(sys.argv[1]))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
        print(json.dumps(sorted(name for name in sys.modules if name.startswith("linli_tui"))))

asyncio.run(main())
"""

MAKE = """
import sys
from pathlib import Path
from linli_tui.book.book import Book
from linli_tui.ledgers import catalog
Book.new(Path(sys.argv[1]), catalog(), name="小村").close()
"""


def declared() -> set[str]:
    """The modules that declaring all areas loads."""
    code = "import sys; from linli_tui.ledgers import catalog; catalog(); print(*sys.modules)"
    names = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert not HEAVY.intersection(name.partition(".")[0] for name in names)
    assert not {name for name in names if name.rpartition(".")[2] in ("service", "view", "model", "demo", "papers")}
    return {name for name in names if name.startswith("linli_tui.ledgers.")}


def test_the_first_frame_loads_nothing_heavy(tmp_path):
    import json
    import os

    environment = {**os.environ, "LINLI_HOME": str(tmp_path / "home")}
    book = str(tmp_path / "小.台账")
    subprocess.run([sys.executable, "-c", MAKE, book], check=True, env=environment)
    shown = subprocess.run(
        [sys.executable, "-c", FIRST_FRAME, book],
        check=True,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    ).stdout.splitlines()
    loaded, ours = json.loads(shown[-2]), json.loads(shown[-1])
    assert not HEAVY.intersection(loaded)
    rooms = {name.split(".")[1] for name in ours if "." in name}
    assert rooms <= {"core", "book", "ui", "app", "ledgers"}
    areas = {name for name in ours if name.startswith("linli_tui.ledgers.") and name.count(".") == 3}
    beyond = {name for name in areas - declared() if name.rpartition(".")[2] not in ("rules", "schema")}
    assert not beyond, "of an area its declarations, and what they are made of"
    assert not {"linli_tui.book.writing", "linli_tui.book.check"} & set(ours), "only the reading side of the book"
