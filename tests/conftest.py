"""What every test gets: a home folder of its own, an invented compound to work on, and hypothesis without a clock."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from linli_tui.book.book import Book
from linli_tui.ledgers import catalog

settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("here")


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing a test does is seen by another, or by the person at this machine."""
    monkeypatch.setenv("LINLI_HOME", str(tmp_path / "home"))


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented compound, made once; copy it before writing."""
    from linli_tui.ledgers import demo

    folder = tmp_path_factory.mktemp("demo")
    before = os.environ.get("LINLI_HOME")
    os.environ["LINLI_HOME"] = str(folder / "home")
    try:
        path = folder / "永富新村.台账"
        demo.make(path).close()
    finally:
        if before is None:
            os.environ.pop("LINLI_HOME", None)
        else:
            os.environ["LINLI_HOME"] = before
    return path


@pytest.fixture
def demo_path(demo_file: Path, tmp_path: Path) -> Path:
    """A copy of the invented compound."""
    path = tmp_path / demo_file.name
    shutil.copy(demo_file, path)
    return path


@pytest.fixture
def demo_book(demo_path: Path) -> Iterator[Book]:
    """The invented compound, open."""
    with Book.open(demo_path, catalog()) as book:
        yield book
