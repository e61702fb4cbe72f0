"""清单.txt: what is in a report folder, told to people: each file with its rows and SHA-256, who, when, whose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from linli_tui.core import cells
from linli_tui.core.words import say

NAME = "清单.txt"
_RULE = 78


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a report: its name, the ledger's title, how many rows, the SHA-256 of its bytes in hex."""

    name: str
    title: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Head:
    """Whose report it is: the compound, the body that reports, the month, who made it, when, what is hidden."""

    compound: str
    body: str
    month: str
    who: str
    at: str
    masked: bool


def enter(path: Path, title: str, rows: int) -> Entry:
    """The entry of a file that has just been written, by reading it again."""
    with path.open("rb") as file:
        return Entry(path.name, title, rows, file_digest(file, "sha256").hexdigest())


def text(head: Head, entries: Sequence[Entry]) -> str:
    """The list as people read it, one file after another; blanks are left for what is written by hand."""
    hidden = say("姓名、电话、证件号码等已隐去一部分") if head.masked else say("没有隐去，请妥善保管")
    lines = [
        say("{compound} {month} 报送清单", compound=head.compound, month=head.month),
        "",
        say("小区：{compound}", compound=head.compound),
        say("填报单位：{body}", body=head.body),
        say("导出人：{who}", who=head.who),
        say("时间：{at}", at=head.at),
        say("个人信息：{hidden}", hidden=hidden),
        say("接收单位：________________    依据：________________    签收：________________"),
        "",
        *_table(entries),
        "",
        say("共{n}个文件。每个台账有 xlsx 和 csv 两个文件，内容相同；0行就是零报告。", n=len(entries)),
    ]
    return "\r\n".join((*lines, ""))


def write(folder: Path, head: Head, entries: Sequence[Entry]) -> Path:
    """Writes the list into the folder, in UTF-8 with its mark, so that the old Notepad shows it right."""
    path = folder / NAME
    path.write_text(text(head, entries), encoding="utf-8-sig", newline="")
    return path


def _table(entries: Sequence[Entry]) -> list[str]:
    wide = max((cells.width(entry.name) for entry in entries), default=4)
    rows = [(say("文件"), say("行数"), "SHA-256"), *((entry.name, str(entry.rows), entry.sha256) for entry in entries)]
    return [f"{cells.pad(name, wide)}  {cells.pad(count, 8, 'right')}  {digest}" for name, count, digest in rows]
