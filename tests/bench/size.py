"""How large a book becomes: the demonstration's compounds after one year and after two; a year is the difference.

`python3 -m tests.bench.size [HOMES …]`, 268 and 3,000 homes where none are given.
"""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from linli_tui.ledgers import demo

HOMES = (268, 3000)
MEGA = 1_000_000


@dataclass(frozen=True, slots=True)
class Size:
    """A book of so many homes after so many years: bytes of its file, closed, and lines of its journal."""

    homes: int
    years: int
    bytes: int
    lines: int


def measured(folder: Path, homes: int, years: int) -> Size:
    """Makes the book and weighs it."""
    path = folder / f"{homes}_{years}.台账"
    with demo.make(path, size=homes, years=years) as book:
        (lines,) = book.connection.execute("SELECT count(*) FROM main.journal").fetchone()
    return Size(homes, years, path.stat().st_size, lines)


def main(words: list[str]) -> int:
    """One line for each compound."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LINLI_HOME"] = f"{folder}/home"
        for homes in map(int, words or map(str, HOMES)):
            one, two = (measured(Path(folder), homes, years) for years in (1, 2))
            print(
                f"{homes} 户：一年后 {one.bytes / MEGA:.1f} MB（流水 {one.lines:,} 行），"
                f"两年后 {two.bytes / MEGA:.1f} MB，每年多 {(two.bytes - one.bytes) / MEGA:.1f} MB"
                f"（{two.lines - one.lines:,} 行）",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
