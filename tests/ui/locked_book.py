"""The small compound of the screens with a council that has keys; the program on it, and what is typed at its lock."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from linli_tui.book import keys
from linli_tui.book.book import Book
from linli_tui.core import clock
from linli_tui.core.access import OWNER
from linli_tui.ledgers import catalog
from tests.book import seats
from tests.ui.screens import village
from tests.ui.screens.conftest import Evening

CHAIR, SECRETARY, HEAD = "2580", "1379", "8642"
"""The PINs of 会长 孙, 秘书 王, 7幢 周, in this order on the lock screen."""
WORDS = "院子里有三棵老槐树"


def give_keys(path: Path, *, words: bool = False, pins: bool = True) -> dict[str, str]:
    """Appoints the council and gives it keys; the persons by their names."""
    with pytest.MonkeyPatch.context() as patch, clock.frozen(village.NOW), Book.open(path, catalog()) as book:
        seats.cheap(patch)
        people = seats.council(book)
        if pins:
            seats.lock(book, people)
    if words:
        give_words(path)
    return people


def give_words(path: Path) -> None:
    """Gives the chair a passphrase."""
    with pytest.MonkeyPatch.context() as patch, Book.open(path, catalog(), actor=OWNER) as book:
        seats.cheap(patch)
        chair = next(member.person for member in keys.holders(book) if member.name == "孙玉兰")
        keys.set_passphrase(book, OWNER, chair, WORDS)


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trying a PIN takes no time."""
    seats.cheap(monkeypatch)


@pytest.fixture
def locked_path(template: Path, tmp_path: Path, cheap: None) -> Path:
    """A copy of the compound whose council has PINs."""
    return _copy(template, tmp_path)


def _copy(template: Path, tmp_path: Path, **how: bool) -> Path:
    shutil.copytree(template / "home", tmp_path / "home", dirs_exist_ok=True)
    shutil.copyfile(template / "永富新村.台账", tmp_path / "永富新村.台账")
    give_keys(tmp_path / "永富新村.台账", **how)
    return tmp_path / "永富新村.台账"


@pytest.fixture
def words_path(template: Path, tmp_path: Path, cheap: None) -> Path:
    """The same, and the chair has a passphrase."""
    return _copy(template, tmp_path, words=True)


@pytest.fixture
def unlocked_path(template: Path, tmp_path: Path, cheap: None) -> Path:
    """The same council without any key."""
    return _copy(template, tmp_path, pins=False)


class Locked(Evening):
    """Somebody before a locked book."""

    async def sign_in(self, digit: str, pin: str) -> None:
        """Picks the name of that digit and types the four digits."""
        await self.press(digit, *pin)

    async def tick(self) -> None:
        """Lets the program look at the clocks."""
        self.app.guard.look()
        await self.settle()


@pytest.fixture
def at_lock() -> Callable[..., AbstractAsyncContextManager[Any]]:
    """Opens the program on a book: `async with at_lock(path) as e`; `e.clock` is the clock that stands still."""

    @asynccontextmanager
    async def opened(path: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Locked]:
        from linli_tui.app import LinliApp

        with clock.frozen(village.NOW) as now:
            app = LinliApp(path)
            async with app.run_test(size=size) as pilot:
                at = Locked(app, pilot)
                at.clock = now  # type: ignore[attr-defined]
                await at.settle()
                yield at

    return opened
