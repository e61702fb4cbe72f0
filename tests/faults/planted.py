"""Known bugs, planted on purpose: a sweep that does not catch each of them is worth nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from linli_tui.book import engine, files
from linli_tui.core.access import OWNER
from tests.bench.books import people
from tests.book import acts
from tests.faults.operations import Stage
from tests.faults.shim import bits


@dataclass(frozen=True, slots=True)
class Plant:
    """A known bug: where it shows, in calls that only pretend (`lies`), in a patch, or in another way to act."""

    title: str
    operation: str
    fault: str
    lies: int = 0
    patch: Callable[[], None] = lambda: None
    act: Callable[[Stage], None] | None = None


def _says_saved_too_early(stage: Stage) -> None:
    with stage.book.transaction(OWNER, "new") as t:
        stage.acknowledge("human", t.save("human", {"name": "乙某"}))


def _imports_in_two_halves(stage: Stage) -> None:
    for row in people(2):
        acts.save(stage.book, "person", **row)
    stage.acknowledge("journal", "3")


def _without(pragma: str, instead: str) -> Callable[[], None]:
    def patch() -> None:
        assert pragma in engine.PRAGMAS
        engine.PRAGMAS = tuple(instead if p == pragma else p for p in engine.PRAGMAS)

    return patch


def _plainly(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _keeps_plainly() -> None:
    files.keep_file = _plainly


def _keeps_without_sync() -> None:
    files.keep_file = files.replace_file


def _forgets_the_journal() -> None:
    """A save whose row is committed before its line."""
    from linli_tui.book.journal import Pen

    real = Pen.write

    def write(self, at):
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN IMMEDIATE")
        return real(self, at)

    Pen.write = write


def _no_room_crashes() -> None:
    """The reasons of the machine are not put into words."""
    engine.REASONS.clear()


PLANTED = {
    "fsync out": Plant("fsync 什么也不做", "save", "cut", lies=bits("fsync")),
    "synchronous normal": Plant(
        "synchronous=NORMAL", "save", "cut", patch=_without("PRAGMA synchronous=FULL", "PRAGMA synchronous=NORMAL")
    ),
    "kept without fsync": Plant("投进来的文件没有 fsync", "drop", "cut", patch=_keeps_without_sync),
    "rename skipped": Plant("改名什么也不做", "drop", "kill", lies=bits("rename")),
    "written in place": Plant("直接写到最后的名字上", "drop", "tear", patch=_keeps_plainly),
    "acknowledged early": Plant("还没有提交就说存好了", "save", "kill", act=_says_saved_too_early),
    "two commits": Plant("一次导入分两次提交", "import", "kill", act=_imports_in_two_halves),
    "row before line": Plant("行和流水分开提交", "save", "kill", patch=_forgets_the_journal),
    "no words": Plant("磁盘出错不说人话", "save", "enospc", patch=_no_room_crashes),
}
