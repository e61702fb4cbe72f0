"""The papers of a pact: its text for the notice board, and a sheet per entrance to sign from door to door."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from linli_tui.core import dates
from linli_tui.core.access import Actor
from linli_tui.core.refusal import Refused
from linli_tui.core.words import _, say
from linli_tui.ledgers.pacts import rules
from linli_tui.ledgers.pacts.ledger import KINDS, MEANT
from linli_tui.paper.document import Block, Document, Heading, NewPage, Pairs, Para, Table

if TYPE_CHECKING:
    from linli_tui.book.book import Book

Row = dict[str, Any]
DOORS = (_("房号"), _("签名或按手印"), _("谁签的"), _("哪一天"), _("想说的话"))

LATEST = """
SELECT id FROM pact_version WHERE pact = ? AND voided = 0 ORDER BY state = 'in_force' DESC, no DESC LIMIT 1
"""
HOMES = f"""
SELECT h.parent, h.label, h.place_key, g.state, g.signed_on
FROM pact_version v JOIN pact k ON k.id = v.pact LEFT JOIN place s ON s.id = k.scope JOIN place h ON {MEANT}
LEFT JOIN signature g ON g.home = h.id AND g.version = v.id AND g.voided = 0
WHERE v.id = ? ORDER BY h.place_key, h.id
"""


def text(book: Book, actor: Actor, pact: str) -> Document:
    """The text of a pact: of the version in force, else of the last one."""
    return version_text(book, actor, _latest(book, pact))


def sheets(book: Book, actor: Actor, pact: str) -> Document:
    """The sheets to sign of the same version."""
    return version_sheets(book, actor, _latest(book, pact))


def version_text(book: Book, actor: Actor, version: str) -> Document:
    """The articles of one version, each with its number; when it was agreed and takes effect."""
    row, pact = _rows(book, version)
    blocks: list[Block] = [Para(_standing(row), indent=False)]
    for article in _articles(book, version):
        blocks += [Heading(str(article["label"])), Para(str(article["text"]))]
    return Document(str(row["label"]), "大家看", pact["number"] or "", tuple(blocks), foot=say(rules.WHO[pact["kind"]]))


def version_sheets(book: Book, actor: Actor, version: str) -> Document:
    """One sheet per entrance, a line for each home; who has signed already need not sign again.

    No name stands on it, and not what other homes answered: neighbours see it at the door.
    """
    row, pact = _rows(book, version)
    if row["state"] in rules.OPEN:
        raise Refused(say("「{label}」还没有通过，不能签。", label=row["label"]), do=say("请先通过这一版。"))
    blocks: list[Block] = []
    for entrance, homes in groupby(book.read.sql(HOMES, (version,)), lambda home: home["parent"]):
        doors = tuple(map(_door, homes))
        if blocks:
            blocks.append(NewPage())
        where = book.read.label("place", entrance)
        blocks += [Heading(where), Para(say(rules.WHO[pact["kind"]]), indent=False)]
        blocks.append(Pairs(((say("上门的人"), ""),)))
        blocks.append(Table(tuple(map(say, DOORS)), doors, (18, 18, 12, 14, 14), by_hand=True))
    title = say("{label}签名单", label=row["label"])
    kind = dict(KINDS)[pact["kind"]]
    foot = say("{kind}的条文贴在公告栏，也可以找楼长要一份看。", kind=say(kind))
    return Document(title, "当事人", pact["number"] or "", tuple(blocks), foot=foot)


def _door(home: Row) -> tuple[str, ...]:
    signed = home["state"] in rules.SIGNED
    return str(home["label"]), say("已签") if signed else "", "", str(home["signed_on"] or "") if signed else "", ""


def _latest(book: Book, pact: str) -> str:
    version = book.read.one(LATEST, (pact,))
    if version is None:
        raise Refused(say("这份公约还没有版本。"), say("什么也没有打印。"), say("请先开一版，写上条文。"))
    return str(version)


def _rows(book: Book, version: str) -> tuple[Row, Row]:
    row = book.read.get("pact_version", version) or {}
    return row, book.read.get("pact", row["pact"]) or {}


def _articles(book: Book, version: str) -> Iterator[Row]:
    """The articles in their order; Refused where there are none."""
    found = book.read.parts("article", version)
    if not found:
        raise Refused(say("这一版还没有条文。"), say("什么也没有打印。"), say("请先加条文。"))
    yield from found


def _standing(version: Row) -> str:
    """Whether a version is in force, and since when."""
    day = {name: _day(version[name]) for name in ("adopted", "effective", "ended")}
    said = {
        "adopted": say("{day}通过", day=day["adopted"]),
        "in_force": say("从{day}起生效", day=day["effective"]),
        "ended": say("已在{day}废止", day=day["ended"]),
    }
    return said.get(version["state"], say("草案，征求意见用，还没有生效"))


def _day(iso: str | None) -> str:
    return dates.show_date(date.fromisoformat(iso)) if iso else say("（没有写日子）")
