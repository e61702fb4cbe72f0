"""报送清单: what was handed over, table by table, in two copies that both sides sign and stamp."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from linli_tui.core import dates
from linli_tui.core.words import _, say
from linli_tui.paper import check_code
from linli_tui.paper.document import Block, Document, Heading, NewPage, Pairs, Para, Table

if TYPE_CHECKING:
    from linli_tui.book.book import Book

AUDIENCE = "街道"
NOTES = "report_notes"
"""What an area may offer to this list: sentences of its own, as function(book, since, day) -> [sentence]."""
COPIES = (_("第一联  报送的人留着"), _("第二联  接收的人留着"))
COLUMNS = (_("序号"), _("表名"), _("行数"), _("本月新增"), _("留空"), _("接收的人核对"))
WIDTHS = (6, 24, 10, 12, 8, 16)
SIGN = (_("谁"), _("姓名"), _("日期"), _("盖章"))


@dataclass(frozen=True, slots=True)
class Sent:
    """One table that was handed over: rows in all, new ones of the month, rows whose personal columns are empty."""

    ledger: str
    title: str
    rows: int
    fresh: int
    blank: int


@dataclass(frozen=True, slots=True)
class Handed:
    """One handing over: whose, of which month (首日), to whom, for what, on which ground; the tables and a number.

    `code` is that of `paper.check_code` over what the list says and all files; earlier reports have eight digits.
    `notes` are sentences of the areas to whoever receives it.
    """

    compound: str
    body: str
    month: str
    recipient: str
    contact: str
    purpose: str
    basis: str
    who: str
    day: str
    code: str
    tables: tuple[Sent, ...]
    notes: tuple[str, ...] = ()


def notes(book: Book, last: str | None, day: str) -> tuple[str, ...]:
    """What the areas have to tell in the report of a day, after that of `last` (ISO days; None for the first)."""
    offers = (area.load(area.offers[NOTES]) for area in book.catalog.areas if NOTES in area.offers)
    return tuple(line for told in offers for line in told(book, last or "", day))


def document(handed: Handed) -> Document:
    """The list, a page for each copy."""
    blocks: list[Block] = []
    for n, copy in enumerate(COPIES):
        blocks += [NewPage()] if n else []
        blocks += [Heading(say(copy)), *_copy(handed)]
    return Document(say("{compound}报送清单", compound=handed.compound), AUDIENCE, "", tuple(blocks))


def month_text(month: str) -> str:
    """YYYY-MM as people write it: 2026年11月."""
    return say("{year}年{month}月", year=month[:4], month=int(month[5:7]))


def _copy(handed: Handed) -> Iterator[Block]:
    yield Pairs(
        (
            (say("小区"), handed.compound),
            (say("填报单位"), handed.body),
            (say("月份"), month_text(handed.month)),
            (say("报给"), "  ".join(filter(None, (handed.recipient, handed.contact)))),
            (say("做什么用"), handed.purpose),
            (say("凭什么给"), handed.basis),
            (say("填报人"), say("{who}  {day}", who=handed.who, day=handed.day)),
        )
    )
    yield Table(tuple(map(say, COLUMNS)), tuple(_rows(handed.tables)), WIDTHS)
    if handed.code:
        yield check_code.line(handed.code)
    yield from (Para(note, indent=False) for note in handed.notes)
    yield Para(say("数一样的打✓，不一样的写上数。0行就是零报告。「留空」是没有同意报送的，姓名等不写。"), indent=False)
    rows = tuple((say(who), "", "", "") for who in (_("交"), _("收")))
    yield Table(tuple(map(say, SIGN)), rows, (8, 24, 20, 24), by_hand=True)


def _rows(tables: Sequence[Sent]) -> Iterator[tuple[str, ...]]:
    for n, sent in enumerate(tables, 1):
        rows = str(sent.rows) if sent.rows else say("0（零报告）")
        yield str(n), sent.title, rows, str(sent.fresh), str(sent.blank or ""), ""
    total = [str(sum(figures)) for figures in zip(*((s.rows, s.fresh, s.blank) for s in tables), strict=True)]
    yield "", say("合计"), *(total or ["0", "0", ""]), ""


def day_text(day: str) -> str:
    """An ISO day as it stands on a paper."""
    return dates.show_date(date.fromisoformat(day))
