"""The paper of a decision: what was put, what came of it, every number to be checked with a pencil; nobody's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli_tui.core.access import Actor
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ledgers.votes import keeping, registry, saying
from linli_tui.paper import check_code
from linli_tui.paper.document import Block, Document, Heading, Pairs, Para

if TYPE_CHECKING:
    from linli_tui.book.book import Book

Row = dict[str, Any]
LEDGERS = ("motion", "assembly", "proposal")


def result(book: Book, actor: Actor, record: str) -> Document:
    """The result of a decided motion, meeting or proposal. Raises Refused before there is one."""
    ledger, row = next((name, row) for name in LEDGERS if (row := book.read.get(name, record)))
    if not row["verdict"]:
        raise Refused(say("还没有表决，没有结果。"), say("什么也没有打印。"), say("请先表决。"))
    declared = book.catalog.ledgers[ledger]
    blocks: list[Block] = [
        Pairs(
            (
                (say("表决的事"), str(row["title"])),
                (say("结果"), saying.title(row["verdict"])),
                *(((say("公告的日子"), str(row["posted_on"] or "")),) if ledger == "proposal" else ()),
            )
        )
    ]
    if row["text"]:
        blocks += [Heading(say("内容")), Para(str(row["text"]))]
    blocks.append(Heading(say("怎么算出来的")))
    said = keeping.told_again(ledger, row) + (registry.note_of_body(book, row["body"]) if ledger == "motion" else [])
    blocks += [Para(sentence, indent=False) for sentence in said]
    blocks.append(check_code.line(code(book, ledger, row)))
    signers = (say("主持人"), say("计票人"), say("监票人"))
    foot = say("每一个数都可以用笔算一遍。有不同意见，请找监票人。")
    title = say("{kind}表决结果", kind=say(declared.title).removesuffix(say("表决")))
    return Document(title, "大家看", row["number"] or "", tuple(blocks), signers, foot)


def code(book: Book, ledger: str, row: Row) -> str:
    """The check digits of a result: of the stored columns, never of the sentences they are told in."""
    stored = [field.name for field in book.catalog.ledgers[ledger].fields if not field.ref and not field.mask]
    return check_code.code(ledger, row["number"] or "", *([name, row[name]] for name in stored))


def of_code(book: Book, digits: str) -> tuple[str, str] | None:
    """(ledger, id) of the decision whose paper bears these digits."""
    for ledger in LEDGERS:
        for one in book.read.sql(f'SELECT id FROM "{ledger}" WHERE verdict IS NOT NULL'):
            row = book.read.get(ledger, one["id"])
            if row and code(book, ledger, row) == digits:
                return ledger, row["id"]
    return None
