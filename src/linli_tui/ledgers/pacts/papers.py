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
from linli_tui.ledgers.pacts import comparing, differing, renewing, rules
from linli_tui.ledgers.pacts.amendments import KINDS as WAYS
from linli_tui.ledgers.pacts.counting import ANSWER, MEANT
from linli_tui.ledgers.pacts.rules import KINDS
from linli_tui.paper.document import Block, Document, Heading, NewPage, Pairs, Para, Table

if TYPE_CHECKING:
    from linli_tui.book.book import Book

Row = dict[str, Any]
DOORS = (_("房号"), _("签名或按手印"), _("谁签的"), _("哪一天"), _("想说的话"))

LATEST = """
SELECT id FROM pact_version WHERE pact = ? AND voided = 0 ORDER BY state = 'in_force' DESC, no DESC LIMIT 1
"""
HOMES = f"""
SELECT h.id, h.parent, h.label, h.place_key, a.state, a.signed_on, a.counts, a.version = a.of AS current, a.no
FROM pact_version v JOIN pact k ON k.id = v.pact LEFT JOIN place s ON s.id = k.scope JOIN place h ON {MEANT}
LEFT JOIN ({ANSWER}) a ON a.home = h.id AND a.of = v.id
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
    if row["state"] in rules.UNSETTLED:
        raise Refused(say("「{label}」还没有通过，不能签。", label=row["label"]), do=say("请先通过这一版。"))
    blocks: list[Block] = []
    asked = {home.home: home for home in renewing.behind(book, version)}
    for entrance, homes in groupby(book.read.sql(HOMES, (version,)), lambda home: home["parent"]):
        doors = tuple(_door(home, asked.get(home["id"])) for home in homes)
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


def _door(home: Row, behind: renewing.Behind | None) -> tuple[str, ...]:
    """One line: who has signed need not again, who signed an older version is asked only for what is other now."""
    if home["counts"] and home["state"] in rules.SIGNED:
        was = "" if home["current"] else say("签的第{no}版，算数", no=home["no"])
        return str(home["label"]), say("已签"), "", str(home["signed_on"] or ""), was
    lines = rules.show_lines(behind.lines) if behind and behind.lasts else None
    return str(home["label"]), "", "", "", say("只问第{lines}条", lines=lines) if lines else ""


def version_changes(book: Book, actor: Actor, version: str) -> Document:
    """The table of what an amendment changes: each article as it was, as it is, and why."""
    row, pact = _rows(book, version)
    last = comparing.before(book, version)
    told = list(differing.changed(comparing.changes(book, version)))
    if last is None or not told:
        raise Refused(say("和上一版没有差别，没有可对照的。"), say("什么也没有打印。"))
    reasons = {m["id"]: m["why"] for m in book.read.sql("SELECT id, why FROM amendment WHERE pact = ?", (pact["id"],))}
    columns = (say("哪一条"), say("原来的"), say("改成的"), say("为什么改"))
    rows = tuple(_compared(each, reasons) for each in told)
    heads: list[Block] = [Pairs(((say("原来"), book.read.label("pact_version", last)), (say("改成"), row["label"])))]
    if row["text_note"]:
        heads.append(Para(row["text_note"]))
    title = say("{title}修订对照表", title=pact["title"])
    blocks = (*heads, Table(columns, rows, (12, 26, 26, 16)), Para(_standing(row), indent=False))
    return Document(title, "大家看", pact["number"] or "", blocks, foot=say("没有列出来的条文，一个字也没有改。"))


def _compared(each: differing.Difference, reasons: dict[str, str]) -> tuple[str, ...]:
    article = each.new or each.old or {}
    why = reasons.get(article.get("amendment") or "", "")
    texts = (str(a["text"]) if a else say("（没有）") for a in (each.old, each.new))
    return f"{article['label']}\n{say(differing.HOW[each.how])}", *texts, why


def amendment_sheet(book: Book, actor: Actor, amendment: str) -> Document:
    """A proposal as it is put to the vote: what it changes, why, and how many findings speak for it."""
    row = book.read.get("amendment", amendment) or {}
    article = book.read.get("article", row["article"]) if row["article"] else None
    said = (
        (say("公约"), row["pact_label"]),
        (say("怎么改"), say(dict(WAYS)[row["kind"]])),
        (say("建议"), row["label"]),
    )
    grounds = [ground["label"] for ground in book.read.parts("ground", amendment)]
    blocks: list[Block] = [Pairs(tuple((name, str(value or "")) for name, value in said))]
    if article:
        blocks += [Heading(say("原来的")), Para(article["text"])]
    if row["text"]:
        blocks += [Heading(say("改成的")), Para(row["text"])]
    blocks += [Heading(say("为什么改")), Para(row["why"])]
    if grounds:
        blocks.append(Para(say("支持它的问题有{n}条。", n=len(grounds))))
    return Document(say("修订建议"), "大家看", row["number"] or "", tuple(blocks))


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
        "filed": say("{day}通过，已经备案", day=day["adopted"]),
        "in_force": say("从{day}起生效", day=day["effective"]),
        "ended": say("已在{day}废止", day=day["ended"]),
    }
    return said.get(version["state"], say("草案，征求意见用，还没有生效"))


def _day(iso: str | None) -> str:
    return dates.show_date(date.fromisoformat(iso)) if iso else say("（没有写日子）")
