"""From the command to the home figures, and to the rows of a register, on a book of 3,000 homes and ten years."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from linli_tui.ledgers import demo
from tests.bench.measure import Result
from tests.bench.terminal import bare_app, median_until_ms

SIZE, YEARS = 3000, 10


def results(folder: Path) -> Iterator[Result]:
    """The figures of starting."""
    book = folder / "十年.台账"
    demo.make(book, size=SIZE, years=YEARS).close()
    ours = [sys.executable, "-m", "linli_tui", "open", str(book)]
    bare = median_until_ms(bare_app(folder), "READY")
    home = median_until_ms(ours, "3,000")
    rows = median_until_ms(ours, "姓名", keys=b"2")
    yield Result("打开到首页数字出来（3000户、十年）", home, bare, "空的 Textual 程序", 1.5)
    yield Result("打开到人员名册的行出来", rows, bare, "空的 Textual 程序", 2.0)
