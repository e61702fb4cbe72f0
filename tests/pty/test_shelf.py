"""From one compound to another on one laptop: three keys, and not a byte of the first left in the program's memory."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from linli_tui.book.book import Book
from linli_tui.core.access import OWNER
from linli_tui.ledgers import catalog
from linli_tui.ledgers.places import service as places
from tests.pty.hands import menu
from tests.pty.terminal import Terminal

pytestmark = [pytest.mark.pty, pytest.mark.skipif(sys.platform != "linux", reason="reads memory through /proc")]
CANARY, PHONE = "鸢莺鹂", "13977776666"


def memory(pid: int) -> Iterator[bytes]:
    """All readable memory of a program, piece by piece."""
    maps = Path(f"/proc/{pid}/maps").read_text(encoding="utf-8").splitlines()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as held:
        for span, rights, *_ in (line.split() for line in maps):
            begin, end = (int(place, 16) for place in span.split("-"))
            if rights.startswith("r") and "[v" not in _:
                try:
                    held.seek(begin)
                    yield held.read(end - begin)
                except (OSError, ValueError, OverflowError):
                    continue


def held(pid: int, secret: str) -> bool:
    """Whether the words stand anywhere in that memory, as SQLite keeps them or as Python does."""
    forms = (secret.encode(), secret.encode("utf-16-le"), secret.encode("utf-32-le"))
    return any(form in piece for piece in memory(pid) for form in forms)


def test_nothing_of_the_first_book_is_in_memory_while_the_second_is_open(tmp_path, monkeypatch):
    monkeypatch.setenv("LINLI_HOME", str(tmp_path / "home"))
    first, second = tmp_path / "永富新村.台账", tmp_path / "祥和苑.台账"
    for path in (second, first):
        with Book.new(path, catalog(), name=path.stem, short=path.stem[:2]) as book:
            places.add_building(book, OWNER, code="1", entrances=1, floors=2, per_floor=2)
            if path == first:
                with book.transaction(OWNER, "new") as t:
                    t.save("person", {"name": CANARY, "kind": "resident", "phone": PHONE})
    with Terminal([sys.executable, "-m", "linli_tui", "open", str(first)], {"LINLI_HOME": str(tmp_path / "home")}) as t:
        t.see("永富新村", "进一本台账")
        t.press("2")
        t.see(CANARY)
        t.press("回车")
        t.see(PHONE)
        pid = t._child.pid
        if not held(pid, CANARY):
            pytest.skip("the memory of another program cannot be read here")
        menu(t, "台账架")
        t.see("打开哪一本台账")
        t.press("1")
        t.see("祥和苑", "进一本台账")
        assert CANARY not in t.text
        assert (held(pid, CANARY), held(pid, PHONE)) == (False, False)
        assert held(pid, "祥和苑")
