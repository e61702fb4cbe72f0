"""The papers of findings: a friendly note for a door or a handlebar, and the list of what is still to be put right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from linli_tui.core import clock, kinds
from linli_tui.core.access import Actor
from linli_tui.core.dates import show_date
from linli_tui.core.words import _, say
from linli_tui.ledgers.findings import codes, service
from linli_tui.paper.document import Block, Document, Heading, Para, Table, masked

if TYPE_CHECKING:
    from linli_tui.book.book import Book

Row = dict[str, Any]
Columns = tuple[tuple[str, int], ...]
SEEN: Columns = (
    (_("序号"), 4), (_("编号"), 8), (_("来源"), 4), (_("类别"), 8), (_("问题描述"), 8), (_("具体位置"), 8),
    (_("发现日期"), 10), (_("责任单位"), 8),
)  # fmt: skip
DONE: Columns = (
    (_("序号"), 4), (_("整改措施"), 8), (_("整改时限"), 10), (_("进展"), 6), (_("完成情况"), 6), (_("完成日期"), 10),
    (_("复查人"), 4), (_("逾期天数"), 4), (_("备注"), 4),
)  # fmt: skip
"""问题清单（整改销号）as street offices keep it, what was found and what was done about it, with shares of the page."""
LISTED = """
SELECT * FROM finding_list WHERE voided = 0 AND state <> 'merged' AND (closed_on IS NULL OR closed_on >= ?)
ORDER BY number, id
"""
"""What is open, and what was settled this year."""
STEPS = "SELECT * FROM step WHERE voided = 0 ORDER BY finding, id"
PROGRESS = {"found": _("未启动"), "closed": _("已完成")}
GOING = _("推进中")


def reminder(book: Book, actor: Actor, finding: str) -> Document:
    """A few friendly words to be left at the door or on the handlebar; names nobody."""
    row = book.read.get("finding", finding) or {}
    usual = codes.of(row["code"])
    day = show_date(date.fromisoformat(row["found_on"]))
    seen = say("{day}我们在{place}看到：{what}。", day=day, place=row["place_label"] or book.name,
               what=usual.title or say("一件想请您留意的事"))  # fmt: skip
    blocks: list[Block] = [Para(say("您好！"), indent=False), Para(seen)]
    if found := service.article(book, row["code"], row["place"]):
        blocks.append(Para(say("{pact}{label}：{text}", pact=found["title"], label=found["label"], text=found["text"])))
    if usual.law:
        blocks.append(Para(say("法律也有规定：{law}。", law=usual.law)))
    blocks.append(Para(say("麻烦您方便的时候处理一下。有难处就跟我们说，一起想办法。谢谢！")))
    blocks.append(Para(f"{book.setting('body.name') or book.name}  {show_date(clock.today())}", indent=False))
    return Document(say("邻里提醒"), "当事人", row["number"] or "", tuple(blocks))


def _listing(audience: str) -> Callable[[Book, Actor, str], Document]:
    def listing(book: Book, actor: Actor, finding: str) -> Document:
        return _list(book, audience)

    return listing


listing, listing_inside = _listing("街道"), _listing("内部")
"""问题清单 of the whole book, for the street and for the council itself."""


def _list(book: Book, audience: str) -> Document:
    steps: dict[str, list[Row]] = {}
    for step in book.read.sql(STEPS):
        steps.setdefault(step["finding"], []).append(step)
    found = list(enumerate(book.read.sql(LISTED, (f"{clock.today().year}-01-01",)), 1))
    seen = tuple(_seen(book, n, row, audience) for n, row in found)
    done = tuple(_done(book, n, row, steps.get(row["id"], []), audience) for n, row in found)
    closed = sum(row["state"] == "closed" for _n, row in found)
    late = sum(row["state"] != "closed" and bool(_days(row)) for _n, row in found)
    head = say("共{n}条，已完成{done}条，完成率{rate}%，还在办的里逾期{late}条。", n=len(found), done=closed,
               rate=closed * 100 // len(found) if found else 0, late=late)  # fmt: skip
    blocks = (Para(head, indent=False), Heading(say("一、发现的问题")), _table(SEEN, seen),
              Heading(say("二、整改和销号")), _table(DONE, done))  # fmt: skip
    return Document(say("问题清单（整改销号）"), audience, "", blocks, (say("填表人"), say("负责人")))


def _table(columns: Columns, rows: tuple[tuple[str, ...], ...]) -> Table:
    return Table(tuple(say(title) for title, _share in columns), rows, tuple(share for _title, share in columns))


def _seen(book: Book, n: int, row: Row, audience: str) -> tuple[str, ...]:
    """Words somebody wrote himself are masked as the audience asks; ready ones name nobody."""
    ready = row["words"] in codes.phrases(row["code"])
    words = row["words"] if ready else masked(audience, "text", row["words"])
    known = (_shown(book, name, row) for name in ("source", "code"))
    when = (_shown(book, name, row) for name in ("found_on", "unit"))
    return str(n), row["number"] or "", *known, words, row["place_label"] or "", *when


def _done(book: Book, n: int, row: Row, steps: list[Row], audience: str) -> tuple[str, ...]:
    looked = next((step["who"] for step in reversed(steps) if step["what"] == "look" and step["who"]), "")
    what = book.catalog.ledgers["step"].field("what")
    taken = "、".join(dict.fromkeys(kinds.show(what, step["what"]) for step in steps))
    progress = say(PROGRESS.get(row["state"], GOING))
    ended = (_shown(book, name, row) for name in ("outcome", "closed_on"))
    gaps = say("待补：{gaps}", gaps=row["todo"]) if row["todo"] else ""
    due = _shown(book, "close_by", row)
    return str(n), taken, due, progress, *ended, masked(audience, "name", looked), _days(row), gaps


def _shown(book: Book, name: str, row: Row) -> str:
    return kinds.show(book.catalog.ledgers["finding"].shown(name), row[name])


def _days(row: Row) -> str:
    """How many days it is late, or was when it was settled."""
    last = row["closed_on"] or clock.today().isoformat()
    late = (date.fromisoformat(last) - date.fromisoformat(row["close_by"])).days
    return str(late) if late > 0 else ""
