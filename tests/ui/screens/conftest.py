"""The program on a small book, driven by keys; its clock stands still."""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from textual.worker import WorkerCancelled

from linli_tui.core import clock
from tests.ui.screens import village

ROUNDS = 20
"""So often one looks whether all keys have been taken; a flow that is under way awaits an answer, not a key."""


class Evening:
    """Somebody at the keyboard: presses keys one after another and reads the screen."""

    def __init__(self, app: Any, pilot: Any) -> None:
        self.app, self.pilot = app, pilot
        self.pressed = 0

    async def press(self, *keys: str) -> None:
        """Presses keys; one that begins with `=` is text typed sign by sign."""
        for key in keys:
            for each in key[1:] if key.startswith("=") else (key,):
                await self.pilot.press(each)
                self.pressed += 1
            await self.settle()

    async def settle(self) -> None:
        """Waits until everything has been shown, and no key waits for a screen any more."""
        await self.pilot.pause()
        await self.pilot.pause()
        for _ in range(ROUNDS):
            if self.app.typeahead.idle:
                return
            await self.pilot.pause()

    async def work(self) -> None:
        """Waits until long work is done; it counts as cancelled where its screen went first."""
        while busy := [worker for worker in self.app.workers if worker.group == "busy" and not worker.is_finished]:
            with suppress(WorkerCancelled):
                await self.app.workers.wait_for_complete(busy)
        await self.settle()

    @property
    def text(self) -> str:
        """What stands on the screen."""
        from linli_tui.ui.looks import text_of

        return text_of(self.app)

    @property
    def screen(self) -> Any:
        return self.app.screen

    @property
    def book(self) -> Any:
        return self.app.book

    async def turn_to(self, ledger: str) -> None:
        """In a list: turns the ledgers of the area until this one is shown."""
        for _ in range(20):
            if self.screen.ledger.name == ledger:
                return
            await self.press("tab")
        raise AssertionError(ledger)

    async def deed(self, words: str) -> None:
        """In a card: does what the right side calls so, by its digit."""
        from linli_tui.ui.widgets.side import Side

        await self.press(str(self.screen.query_one(Side).titles.index(words) + 1))

    async def line(self, words: str) -> None:
        """In a list of numbered lines: goes where the line with these words leads, by its digit."""
        found = re.search(rf"(\d) +{re.escape(words)}", self.text)
        assert found, words
        await self.press(found[1])

    def screen_titles(self) -> list[str]:
        """The choices of the menu that is shown."""
        from linli_tui.ui.widgets.digits import Digits

        return [choice.words for choice in self.screen.query_one(Digits).choices]

    def where(self) -> str:
        """The name of the screen one is on."""
        return type(self.app.screen).__name__

    async def menu(self, words: str) -> None:
        """Opens the menu of digits and chooses the line with these words by its digit, turning pages by 0."""
        await self.press("0")
        place = self.screen_titles().index(words)
        await self.press(*["0"] * (place // 9), str(place % 9 + 1))


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book, made once."""
    folder = tmp_path_factory.mktemp("village")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LINLI_HOME", str(folder / "home"))
        village.build(folder / "永富新村.台账")
    return folder


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of this machine is read or written."""
    monkeypatch.setenv("LINLI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.fixture
def book_path(template: Path, tmp_path: Path) -> Path:
    """A copy of the book for one test, with what was known of it."""
    shutil.copytree(template / "home", tmp_path / "home")
    shutil.copyfile(template / "永富新村.台账", tmp_path / "永富新村.台账")
    return tmp_path / "永富新村.台账"


@pytest.fixture
def evening(book_path: Path) -> Callable[..., AbstractAsyncContextManager[Evening]]:
    """Opens the program on the book, or on nothing: `async with evening() as e`."""

    @asynccontextmanager
    async def opened(path: Path | None = book_path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Evening]:
        from linli_tui.app import LinliApp

        with clock.frozen(village.NOW):
            app = LinliApp(path)
            async with app.run_test(size=size) as pilot:
                at = Evening(app, pilot)
                await at.settle()
                yield at

    return opened
