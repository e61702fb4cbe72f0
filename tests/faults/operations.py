"""What is swept: each operation is one small function in a table, done on a copy of its own smallest book."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from linli_tui import ledgers
from linli_tui.book import cipher, dropbox, keyfile, undo
from linli_tui.book.book import Book
from linli_tui.book.erase import erase
from linli_tui.core.access import OFFICERS, OWNER, Actor
from linli_tui.core.ledger import Catalog
from linli_tui.paper import spreadsheet_import
from tests.bench.books import people
from tests.book import acts
from tests.book.programs import LAST, PROGRAMS
from tests.book.small.ledger import CATALOG

SECOND = Actor("wang", "王会长", (OFFICERS[0],))
GONE = "雒阳春晓"
"""A name that is erased, and then in no byte of any file."""
ROSTER = Path(__file__).parents[1] / "rosters" / "wechat.csv"
ROWS = 12_000


class Stage:
    """A folder with a book in it and a home, and the pipe to which is told what has been acknowledged."""

    def __init__(self, folder: Path, catalog: Catalog, pipe: int = -1, words: str = "") -> None:
        self.folder, self.catalog, self.pipe = folder, catalog, pipe
        self.path = folder / "小.台账"
        self.book: Any = None
        self.ready: Any = None
        self.words = words
        self.acknowledged = 0
        os.environ["LINLI_HOME"] = str(folder / "home")

    def found(self) -> Book:
        """A new book."""
        return Book.new(self.path, self.catalog, name="小村", passphrase=self.words)

    def open(self) -> Book:
        """The book, opened by its owner, with the passphrase where it has one."""
        key = keyfile.open_any(self.path, self.words)[1] if cipher.is_encrypted(self.path) else None
        self.book = Book.open(self.path, self.catalog, actor=OWNER, key=key)
        return self.book

    def close(self) -> None:
        """Closes the book."""
        book, self.book = self.book, None
        book.close()

    def acknowledge(self, ledger: str, record: str) -> None:
        """Tells the outside that something is kept."""
        self.acknowledged += 1
        self.say(f"kept {ledger} {record}")

    def say(self, line: str) -> None:
        """Tells the outside one line."""
        os.write(self.pipe, f"{line}\n".encode())

    def keep(self, text: str) -> None:
        """Puts a word down for the operation to come, outside the book."""
        (self.folder / "word").write_text(text, encoding="utf-8")

    @property
    def kept(self) -> str:
        """The word that was put down."""
        return (self.folder / "word").read_text(encoding="utf-8")


def small() -> Catalog:
    """The catalog of the small area."""
    return CATALOG


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that is done to a book.

    `prepare` makes the folder before, `act` does the thing and acknowledges. `opens`: the book is open before anything
    is counted. `steps`: it is several acts, so that a state between first and last is right. `founds`: there may be no
    book after. `epochs`: how many numberings were begun matters too. `nowhere`: a text in no file when it is done.
    `ready` is worked out once, by reading only, for all points.
    `words` lock the book; `extra` finds what else is wrong afterwards.
    """

    title: str
    act: Callable[[Stage], None]
    prepare: Callable[[Stage], None]
    catalog: Callable[[], Catalog] = small
    opens: bool = True
    steps: bool = False
    nowhere: str = ""
    large: bool = False
    epochs: bool = True
    founds: bool = False
    ready: Callable[[Stage], Any] = lambda stage: None
    words: str = ""
    extra: Callable[[Stage], list[str]] = lambda stage: []

    def stage(self, folder: Path, pipe: int = -1) -> Stage:
        """A stage for it in a folder."""
        return Stage(folder, self.catalog(), pipe, self.words)

    def go_on(self, stage: Stage) -> None:
        """One more record, which is acknowledged too."""
        ledger = (
            "human" if "human" in self.catalog().ledgers else "man" if "man" in self.catalog().ledgers else "person"
        )
        values = {"family": "后", "given": "来"} if ledger == "man" else {"name": "后来"}
        stage.acknowledge(ledger, acts.save(stage.book, ledger, **values))


def empty(stage: Stage) -> None:
    """A book with nothing in it."""
    stage.found().close()


def one(stage: Stage) -> None:
    """A book with one person in it."""
    with stage.found() as book:
        stage.keep(acts.save(book, "human", name="甲某", phone="13800138000", note="旧"))


def save(stage: Stage) -> None:
    """Saves one more."""
    stage.acknowledge("human", acts.save(stage.book, "human", name="乙某", note="话" * 40))


def edit(stage: Stage) -> None:
    """Changes the one there is."""
    stage.acknowledge("human", acts.save(stage.book, "human", id=stage.kept, note="新"))


def _undo(stage: Stage) -> None:
    undo.undo(stage.book, OWNER, 2)
    stage.acknowledge("journal", "3")


def _erase(stage: Stage) -> None:
    erase(stage.book, OWNER, [("human", stage.kept, "name"), ("human", stage.kept, "note")], "本人要求", SECOND)
    stage.acknowledge("human", stage.kept)


def _somebody(stage: Stage) -> None:
    with stage.found() as book:
        stage.keep(acts.save(book, "human", name=GONE, note=f"{GONE}说的"))
        acts.save(book, "human", name="丙某")


def _close(stage: Stage) -> None:
    stage.close()
    stage.acknowledge("human", stage.kept)


def _wrote(stage: Stage) -> None:
    """Lets the operation begin with something that is in the log only."""
    with stage.found() as book:
        stage.keep(acts.save(book, "human", name="甲某"))


def _left_open(stage: Stage) -> None:
    """What a killed program leaves: a file and its log, not folded."""
    aside = stage.folder.with_name(f"{stage.folder.name}-aside")
    with stage.found() as book:
        stage.keep(acts.save(book, "human", name="甲某"))
        shutil.copytree(stage.folder, aside)
    shutil.rmtree(stage.folder)
    aside.rename(stage.folder)


def _recover(stage: Stage) -> None:
    stage.open()
    stage.acknowledge("human", stage.kept)


def _old(stage: Stage) -> None:
    now, stage.catalog = stage.catalog, PROGRAMS[1]
    with stage.found() as book:
        home = acts.save(book, "home", code="7", m2=90)
        stage.keep(acts.save(book, "man", name="王大明", tel="13800138000", home=home))
    stage.catalog = now


def _upgrade(stage: Stage) -> None:
    stage.open()
    stage.acknowledge("man", stage.kept)


def found_small(stage: Stage) -> None:
    """Founds a book of the small area."""
    stage.book = stage.found()
    stage.acknowledge("journal", "1")


def _found(stage: Stage) -> None:
    stage.book = stage.found()
    stage.acknowledge("setting", stage.book.read.one("SELECT id FROM setting WHERE key='compound.name'"))


def _import(stage: Stage) -> None:
    spreadsheet_import.apply(stage.book, OWNER, spreadsheet_import.preview(stage.book, ROSTER))
    stage.acknowledge("journal", "2")


def _drop(stage: Stage) -> None:
    entry = dropbox.drop(stage.path, "jot", {"words": "三楼的灯又不亮了"}, "7幢 周")
    stage.acknowledge("jot", entry)


def _dropped(stage: Stage) -> None:
    empty(stage)
    first, second = (dropbox.drop(stage.path, "jot", {"words": words}, "7幢 周") for words in ("灯", "门"))
    stage.keep(f"{first} {second}")


def _take_in(stage: Stage) -> None:
    dropbox.take_in(stage.open())
    for entry in stage.kept.split():
        stage.acknowledge("jot", entry)


def _all_at_once(stage: Stage) -> None:
    with stage.book.transaction(OWNER, "import") as t:
        t.save_all("person", people(ROWS))
    stage.acknowledge("journal", str(ROWS))
    stage.close()


def _many(stage: Stage) -> None:
    for row in people(400):
        stage.acknowledge("person", acts.save(stage.book, "person", **row))
    stage.close()


def _roster(stage: Stage) -> None:
    empty(stage)
    lines = [f"{1 + n // 240},{1 + n // 60 % 4},{1 + n // 2 % 30:02d}0{1 + n % 2}" for n in range(ROWS)]
    rows = [f"{place},{row['name']},{row['phone']}" for place, row in zip(lines, people(ROWS), strict=True)]
    (stage.folder / "名册.csv").write_text("\n".join(["楼,单元,室,业主,电话", *rows]), encoding="utf-8")


def _seen(stage: Stage) -> Any:
    with stage.open() as book:
        return spreadsheet_import.preview(book, stage.folder / "名册.csv")


def _import_roster(stage: Stage) -> None:
    spreadsheet_import.apply(stage.book, OWNER, stage.ready)
    stage.acknowledge("journal", str(ROWS))
    stage.close()


OPERATIONS: dict[str, Operation] = {
    "new": Operation("新建", found_small, lambda stage: None, opens=False, founds=True),
    "save": Operation("存一条", save, empty),
    "edit": Operation("改一条", edit, one),
    "undo": Operation("撤回", _undo, one),
    "erase": Operation("按规定删除", _erase, _somebody, nowhere=GONE),
    "close": Operation("关上", _close, _wrote),
    "recover": Operation("断了以后再打开", _recover, _left_open, opens=False),
    "upgrade": Operation(f"升级（1 到 {LAST}）", _upgrade, _old, lambda: PROGRAMS[LAST], opens=False),
    "import": Operation("导入名册", _import, empty, ledgers.catalog),
    "drop": Operation("投一条", _drop, empty, ledgers.catalog, opens=False),
    "take_in": Operation("收进投的", _take_in, _dropped, ledgers.catalog, opens=False, steps=True),
    "found": Operation(
        "新建（全部台账）", _found, lambda stage: None, ledgers.catalog, opens=False, founds=True, large=True
    ),
    "bulk": Operation(f"一次存 {ROWS} 行", _all_at_once, empty, ledgers.catalog, large=True),
    "many": Operation("一条一条存 400 条", _many, empty, ledgers.catalog, steps=True, large=True),
    "roster": Operation(f"导入 {ROWS} 行", _import_roster, _roster, ledgers.catalog, large=True, ready=_seen),
}
