"""A spreadsheet file someone brought, opened with care: its sheets as rows of plain cells, or a sentence why not.

The file is read by another process (`foreign`), under limits, and only lines of JSON come back.
"""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from linli_tui.core import clock
from linli_tui.core.refusal import Refused
from linli_tui.core.words import _, say
from linli_tui.paper import package
from linli_tui.paper.worksheet import MOST_ROWS, Formula, Stamp

Cell = str | int | float | bool | Stamp | Formula | None
Cancelled = Callable[[], bool]

PATIENCE = 60.0
"""Seconds the reading of one file may take."""
MOST_LINES = 200_000
_LOOK = 0.1
_SOURCE = str(Path(__file__).resolve().parents[2])
_RUN = "import sys; sys.path.insert(0, sys.argv[1]); from linli_tui.paper import foreign; foreign.main(sys.argv[2])"
_KEPT = _("什么也没有写。")


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: its name, and its rows that are not empty, each with the number the spreadsheet shows beside it.

    `merged` are (first row, first place, last row, last place), rows as shown, places from 0.
    """

    name: str
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    hidden_rows: int = 0
    hidden_columns: int = 0


class Stopped(Refused):
    """The person said stop; nothing was written."""

    def __init__(self) -> None:
        super().__init__(say("已经停下。"), say(_KEPT))


def read_grids(path: Path, cancelled: Cancelled | None = None) -> list[Grid]:
    """All sheets of an .xlsx or .csv file, told by their content.

    Raises Refused for anything else, and for files that are too large or made to do harm; Stopped when cancelled.
    """
    try:
        size = path.stat().st_size
        path.open("rb").close()
    except OSError as error:
        what = say("没有找到「{name}」，或者打不开它。", name=path.name)
        raise Refused(what, say(_KEPT), say("请看看文件名和文件夹。")) from error
    if not size:
        raise Refused(say("「{name}」是空的。", name=path.name), say(_KEPT), say("请看看是不是选错了文件。"))
    if size > package.MOST_BYTES:
        raise _refusal(path, "large")
    building = _Building(path)
    try:
        for line in _lines(path, cancelled):
            building.take(line)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise _refusal(path, "broken") from error
    return building.grids


@dataclass(slots=True)
class _Building:
    """The sheets as they come in, line by line."""

    path: Path
    grids: list[Grid] = field(default_factory=list)
    _name: str = ""
    _hidden: bool = False
    _rows: list[tuple[int, tuple[Cell, ...]]] = field(default_factory=list)

    def take(self, line: Any) -> None:
        """One line of the other process."""
        if isinstance(line, list):
            number, cells = line
            self._rows.append((number, tuple(_cell(cell) if type(cell) is dict else cell for cell in cells)))
        elif "sheet" in line:
            self._name, self._hidden, self._rows = line["sheet"], line["hidden"], []
        elif "merged" in line:
            merged = tuple((top, left, bottom, right) for top, left, bottom, right in line["merged"])
            counts = line["hidden_rows"], line["hidden_columns"]
            self.grids.append(Grid(self._name, tuple(self._rows), merged, self._hidden, *counts))
        elif "refused" in line:
            if line["refused"]:
                raise _refusal(self.path, line["refused"])
            raise Refused(str(line["what"]), say(_KEPT), str(line["do"]))


def _cell(said: dict[str, str]) -> Cell:
    return Formula(said["f"]) if "f" in said else Stamp(date.fromisoformat(said["d"]), said["shows"])


def _lines(path: Path, cancelled: Cancelled | None) -> Iterator[Any]:
    """What the other process writes; it is ended when it takes too long, says too much, or nobody wants it any more."""
    command = [sys.executable, "-I", "-S", "-c", _RUN, _SOURCE, str(path.resolve())]
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    came: queue.SimpleQueue[list[bytes]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(child, came), daemon=True).start()
    ends, count, whole = clock.monotonic() + PATIENCE, 0, False
    try:
        while not whole:
            if cancelled and cancelled():
                raise Stopped
            if clock.monotonic() > ends:
                raise _refusal(path, "slow")
            try:
                lines = came.get(timeout=_LOOK)
            except queue.Empty:
                continue
            if not lines:
                raise _refusal(path, "broken")
            count += len(lines)
            if count > MOST_LINES:
                raise _refusal(path, "large")
            said = json.loads(b"[%s]" % b",".join(lines))
            whole = isinstance(said[-1], dict) and "end" in said[-1]
            yield from said[:-1] if whole else said
    finally:
        child.kill()
        child.wait()


def _listen(child: subprocess.Popen[bytes], came: queue.SimpleQueue[list[bytes]]) -> None:
    """Passes on what the child says in handfuls; an empty handful when it says no more."""
    with child.stdout as pipe:  # type: ignore[union-attr]
        while lines := pipe.readlines(1 << 16):
            came.put(lines)
    came.put([])


def _refusal(path: Path, reason: str) -> Refused:
    name = path.name
    if reason == "large":
        what = say("「{name}」太大了，一次最多{rows}行。", name=name, rows=MOST_ROWS)
        return Refused(what, say(_KEPT), say("请删掉空行空列，或者分成几个文件。"))
    if reason in ("old", "locked"):
        what = say("「{name}」是旧格式的表格，或者加了密码。", name=name)
        return Refused(what, say(_KEPT), say("请用 WPS 另存为 xlsx，不要设密码。"))
    if reason == "other":
        what = say("「{name}」里面不是表格。", name=name)
        return Refused(what, say(_KEPT), say("请选一个 xlsx 或 csv 文件；别的文件请用 WPS 打开，另存为 xlsx。"))
    if reason == "slow":
        what = say("「{name}」读了{n}秒还没有读完，停下了。", name=name, n=int(PATIENCE))
        return Refused(what, say(_KEPT), say("请用 WPS 打开，只留要导入的表，另存为 xlsx 再导入。"))
    what = say("「{name}」读不懂，可能坏了。", name=name)
    return Refused(what, say(_KEPT), say("请用 WPS 打开，另存为 xlsx 再导入。"))
