"""报送清单: what was handed over, table by table, in two copies that both sides sign and stamp."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from linli_tui.core import dates
from linli_tui.core.words import _, say
from linli_tui.paper.document import Block, Document, Heading, NewPage, Pairs, Para, Table

AUDIENCE = "街道"
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

    `code` is eight digits of the SHA-256 of all files; read out on the telephone they say it is the same report.
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


def grouped(code: str) -> str:
    """A number in groups of four, as it is read out."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


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
        yield Para(say("核对码 {code}：打电话时念一遍，一样就是同一份。", code=grouped(handed.code)), indent=False)
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
