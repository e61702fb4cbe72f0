"""空白表一套: the forms a council needs for a fortnight without laptop or printer, with numbers reserved for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from linli_tui.core.access import Actor
from linli_tui.core.data import read_toml
from linli_tui.core.words import say
from linli_tui.paper.document import Block, Document, Heading, Pairs, Para, Photo, Photos, Ruled, Table

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.core.ledger import Field

TITLE = "空白表一套"
MOST_TICKS = 6
"""More choices than these are not printed to be ticked."""
TICK = "（  ）"

Form = dict[str, Any]


def document(book: Book, actor: Actor) -> Document:
    """The set: a list of its forms, and one page for each; their numbers are reserved now, in one act.

    Raises Refused for whom that is not.
    """
    forms: list[Form] = read_toml("paper", "blank_set.toml")["form"]
    reserve = book.catalog.offer("forms.set")
    wanted = [(form["ledger"], say(form["title"]), form["copies"]) for form in forms if "ledger" in form]
    numbers = iter(reserve(book, actor, wanted) if reserve else ())
    papers = [_form(book, form, next(numbers, "") if "ledger" in form else "") for form in forms
              for _ in range(form["copies"])]  # fmt: skip
    rows = tuple((paper.title, paper.number, "", "") for paper in papers)
    told = say("编号已经留好，别的纸不会再用。写好的交回来，按编号登记；写坏的也交回来，划掉。")
    head = (Para(told), Table((say("什么表"), say("编号"), say("给了谁"), say("交回来了")), rows, (24, 26, 14, 10)))
    return Document(say(TITLE), "内部", blocks=head, after=tuple(papers))


def _form(book: Book, form: Form, number: str) -> Document:
    signatures, foot = tuple(map(say, form.get("signatures", ()))), say(form["foot"]) if "foot" in form else ""
    title, audience = f"{book.name}{say(form['title'])}", form.get("audience", "内部")
    return Document(title, audience, number, tuple(_blocks(book, form)), signatures, foot)


def _blocks(book: Book, form: Form) -> Iterator[Block]:
    ledger = book.catalog.ledgers.get(form.get("ledger", ""))
    fields = [ledger.field(name) for name in form.get("fields", ())] if ledger else []
    lines = iter(form.get("lines", ()))
    pairs = [(say(name), "") for name in form.get("pairs", ())]
    for field in fields:
        if field.kind != "note":
            pairs.append((field.title, _room(field)))
            continue
        yield Pairs(tuple(pairs), by_hand=True)
        yield from (Heading(field.title), Ruled(next(lines)))
        pairs = []
    if pairs:
        yield Pairs(tuple(pairs), by_hand=True)
    for table in form.get("table", ()):
        columns = tuple(map(say, table["columns"]))
        yield Table(columns, (("",) * len(columns),) * table["rows"], tuple(table["widths"]), by_hand=True)
    if photos := form.get("photos"):
        yield Photos(tuple(Photo(say(words)) for words in photos))


def _room(field: Field) -> str:
    """What is printed where a value is to be written: choices to tick, the signs of a day or hour, or nothing."""
    if field.choices and len(field.choices) <= MOST_TICKS:
        return "  ".join(f"{TICK}{title}" for _key, title in field.choices)
    signs = {"date": say("        年      月      日"), "time": say("      点      分"), "flag": f"{TICK}是  {TICK}否"}
    return signs.get(field.kind, "")
