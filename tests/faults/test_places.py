"""Read-only at each level, a second window, and folders with awkward names."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import pytest

from linli_tui.book.book import Book
from linli_tui.book.check import check
from linli_tui.core.access import OWNER
from linli_tui.core.refusal import Refused
from tests.book import acts
from tests.book.small.ledger import CATALOG

pytestmark = [pytest.mark.faults, pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")]
NOBODY = 65534


def attempt(path: Path, read_only: bool) -> str:
    """What somebody meets who opens the book and saves something."""
    try:
        with Book.open(path, CATALOG, actor=OWNER, read_only=read_only) as book:
            seen = f"open {len(book.read.sql('SELECT id FROM human'))} "
            try:
                acts.save(book, "human", name="乙某")
            except Refused as refused:
                return f"{seen} refused {refused}"
            return f"{seen} saved"
    except Refused as refused:
        return f"closed {refused}"
    except BaseException as error:
        return f"crashed {error!r}"


@pytest.fixture
def book_path(tmp_path_factory, tmp_path):
    """A closed book with one person, in a folder whose name has a space, that another user may enter."""
    folder = tmp_path_factory.mktemp("张三 李四") / "张三 李四的台账"
    folder.mkdir()
    path = folder / "小.台账"
    with Book.new(path, CATALOG, name="小村") as book:
        acts.save(book, "human", name="甲某")
    for above in {folder, *folder.parents, tmp_path, *tmp_path.parents}:
        if above.is_relative_to(Path(tempfile.gettempdir())) and os.stat(above).st_uid == os.getuid():
            above.chmod(above.stat().st_mode | 0o055)
    return path


def try_as_another(path: Path, home: Path, read_only: bool = False) -> str:
    """What somebody who is not root meets, in a process of his own."""
    home.mkdir()
    home.chmod(0o777)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.environ["LINLI_HOME"] = str(home)
        if os.getuid() == 0:
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        os.write(writing, attempt(path, read_only).encode())
        os._exit(0)
    os.close(writing)
    with open(reading, encoding="utf-8") as told:
        said = told.read()
    os.waitpid(child, 0)
    assert said and not said.startswith("crashed"), said
    return said


def whole(path: Path) -> None:
    """The book is as it was."""
    with Book.open(path, CATALOG, actor=OWNER) as book:
        assert [row["name"] for row in book.read.sql("SELECT name FROM human")] == ["甲某"] and check(book).ok


def open_to(path: Path, file: int, folder: int) -> None:
    """Gives everything of the book to everybody, or not."""
    path.parent.chmod(folder)
    for part in path.parent.iterdir():
        part.chmod(file)


def test_a_file_that_cannot_be_written_is_said_in_words(book_path, tmp_path):
    open_to(book_path, 0o444, 0o777)
    book_path.with_name(f"{book_path.name}.lock").unlink()
    said = try_as_another(book_path, tmp_path / "home2")
    assert "saved" not in said and ("只能看" in said or "不能写" in said)
    whole(book_path)


def test_a_folder_that_cannot_be_written_is_said_in_words_and_can_be_read(book_path, tmp_path):
    open_to(book_path, 0o444, 0o555)
    said = try_as_another(book_path, tmp_path / "home2")
    assert said.startswith("closed") and "不能写" in said
    looked = try_as_another(book_path, tmp_path / "home3", read_only=True)
    assert looked.startswith("open 1") or looked.startswith("closed 「")
    open_to(book_path, 0o644, 0o755)
    whole(book_path)


def test_a_second_window_refuses_and_a_reading_one_sees(book_path):
    with Book.open(book_path, CATALOG, actor=OWNER) as book:
        acts.save(book, "human", name="乙某")
        with pytest.raises(Refused, match="另一个窗口"):
            Book.open(book_path, CATALOG, actor=OWNER)
        with Book.open(book_path, CATALOG, actor=OWNER, read_only=True) as window:
            assert len(window.read.sql("SELECT id FROM human")) == 2
            with pytest.raises(Refused, match="只能看"):
                acts.save(window, "human", name="丙某")
        acts.save(book, "human", name="丁某")


@pytest.mark.parametrize(
    "name", ["张三 李四", "𬭎䶮", "100% #1 ?x=1", "a'b\"c", "-rf", "很" * 60, "é́", "; DROP TABLE human", "%41"]
)
def test_a_book_lives_in_a_folder_of_any_name(tmp_path, name):
    path = tmp_path / name / f"{name}.台账"
    with Book.new(path, CATALOG, name=name) as book:
        acts.save(book, "human", name="甲某")
    whole(path)
    assert path.exists() and not list(tmp_path.glob("*.台账"))
