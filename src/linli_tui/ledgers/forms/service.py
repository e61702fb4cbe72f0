"""What is done about blank forms: reserving the numbers of a set, keying in what returns, giving one up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from linli_tui.book import paper_numbers, writing
from linli_tui.core import clock
from linli_tui.core.access import WRITE, Actor
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ledgers.forms import rules

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change
    from linli_tui.book.writing import Transaction

Row = dict[str, Any]


def reserve(book: Book, actor: Actor, wanted: Sequence[tuple[str, str, int]]) -> list[str]:
    """Reserves numbers in one act and gives them back in order; an offer to whoever prints forms.

    `wanted` are the ledger, the title of the form and how many of it. A number once given is never given again, whether
    its paper returns or not. Raises Refused for whom it is not.
    """
    book.rights.refuse(WRITE, "blank_form")
    with book.transaction(actor, "new") as t:
        day = clock.today().isoformat()
        rows = [
            {"reserved": book.next_number(book.catalog.ledgers[ledger]), "form": form, "ledger": ledger, "day": day}
            for ledger, form, count in wanted
            for _ in range(count)
        ]
        t.save_all("blank_form", rows)
        t.say(say("已给空白表留好{n}个编号", n=len(rows)))
    return [row["reserved"] for row in rows]


def found(book: Book, words: str) -> str | None:
    """The id of the blank form that bears a number and is still out, however that is typed; an offer."""
    query = "SELECT id FROM blank_form WHERE reserved = ? AND stage = ? AND voided = 0"
    record: str | None = book.read.one(query, (paper_numbers.read(words), rules.OUT))
    return record


def register(book: Book, actor: Actor, form: str, values: Row) -> Change:
    """Writes down what a paper that returned says, under the number it bears. Raises Refused for one settled before."""
    book.rights.refuse(WRITE, "blank_form")
    row = book.read.get("blank_form", form) or {}
    _refuse_settled(row)
    ledger = book.catalog.ledgers[row["ledger"]]
    change = writing.write(book, actor, ledger.name, {**values, "number": row["reserved"]})
    record = next(record for name, record in change.records if name == ledger.table)
    _settle(book, actor, form, say("已登记「{number}」这张纸", number=row["reserved"]), rules.BACK, record)
    return change


def spoil(book: Book, actor: Actor, form: str) -> Change:
    """Gives up a form; its number stays spent. Raises Refused for one settled before."""
    row = book.read.get("blank_form", form) or {}
    _refuse_settled(row)
    return _settle(book, actor, form, say("「{number}」写坏了，不用了", number=row["reserved"]), rules.SPOILT, None)


def _settle(book: Book, actor: Actor, form: str, words: str, stage: str, record: str | None) -> Change:
    with book.transaction(actor, "change") as t:
        t.save("blank_form", {"id": form, "stage": stage, "record": record})
        t.say(words)
    return t.change


def _refuse_settled(row: Row) -> None:
    if row["stage"] != rules.OUT:
        raise Refused(
            say("「{number}」已经{stage}。", number=row["reserved"], stage=dict(rules.STAGES)[row["stage"]]),
            say("什么也没有改。"),
        )


def label(reserved: str | None, form: str | None) -> str:
    """How a blank form is called."""
    return f"{reserved or ''} {form or ''}".strip()


def guard_form(t: Transaction, old: Row | None, new: Row) -> None:
    """A reserved number is never taken back."""
    if new["voided"]:
        _refuse()


def refuse_by_hand(book: Book, actor: Actor, values: Row, record: str | None = None) -> NoReturn:
    """Nobody writes one by hand."""
    _refuse()


def _refuse() -> NoReturn:
    raise Refused(
        say("空白表的编号由程序留，不能手写，也不能作废。"),
        say("什么也没有改。"),
        say("写坏了的，在那一张里选「写坏了，不要了」。"),
    )
