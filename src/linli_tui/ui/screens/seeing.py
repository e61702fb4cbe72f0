"""Looking at what is masked: one field of a card for a reason and a minute, or the telephones a task needs at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli_tui.book import looks
from linli_tui.core.ledger import Field, Ledger
from linli_tui.core.words import _, say
from linli_tui.ui.screens.asking import LineScreen
from linli_tui.ui.widgets.digits import Choice

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.ui.screens.page import PageScreen

Row = dict[str, Any]
MINUTE = 60.0
"""Seconds for which one field is shown."""
REASONS = (_("要联系本人"), _("核对"))
TASKS = (_("入户"), _("通知事情"), _("找人帮忙"))
OTHER = "?"
OFFER = "phones.{table}"
"""What an area offers for records of a table: function(book, record) -> [(ledger, record)] of the telephones needed."""


def hidden(book: Book, ledger: Ledger, row: Row) -> list[Field]:
    """The fields of a record that hold something this person sees masked, and may look at for a reason."""
    if not book.rights.may("look"):
        return []
    return [
        field
        for field in ledger.fields
        if not field.ref
        and row.get(field.name)
        and book.rights.hides(ledger, field.mask)
        and not book.rights.is_open(row["id"], field.name)
    ]


async def look(ledger: Ledger, field: Field, page: PageScreen[Any], row: Row) -> None:
    """Asks why, and shows the field for a minute; only inside a flow."""
    if not (why := await _reason(page, say("为什么要看{title}？", title=field.title), REASONS)):
        return
    book, record = page.book, str(row["id"])
    looks.look(book, page.host.actor, ledger.name, record, field.name, why)
    rights = book.rights

    def shut() -> None:
        rights.shut(record, field.name)
        if page.is_running:
            page.reread()

    page.app.set_timer(MINUTE, shut)
    page.reread()
    page.say(say("{title}打开一分钟，记下了是谁、为什么看的。", title=field.title), "ok")


def has_set(book: Book, ledger: Ledger, row: Row) -> bool:
    """Whether telephones belong to a task at this record that this person sees masked and may open together."""
    return book.rights.may("look") and any(
        book.rights.hides(other, field.mask) and not book.rights.is_open(record, field.name)
        for other, record in _set(book, ledger, row)
        for field in book.catalog.ledgers[other].fields
        if field.mask in looks.PHONES
    )


async def open_set(ledger: Ledger, page: PageScreen[Any], row: Row) -> None:
    """Asks for which task, and opens those telephones with one line in the book; only inside a flow."""
    found = _set(page.book, ledger, row)
    title = say("打开这里 {n} 个人的电话，做什么用？", n=len(found))
    if not (task := await _reason(page, title, TASKS)):
        return
    where = str(row.get(ledger.label) or ledger.title)
    change = looks.open_set(page.book, page.host.actor, say("{task} {where}", task=task, where=where), found)
    page.reread()
    page.say(say("{done}。锁屏以后又遮上。", done=change.say.rstrip("。")), "ok")


def _set(book: Book, ledger: Ledger, row: Row) -> list[tuple[str, str]]:
    offered = book.catalog.offer(OFFER.format(table=ledger.table))
    return list(offered(book, row["id"])) if offered else []


async def _reason(page: PageScreen[Any], title: str, usual: tuple[str, ...]) -> str:
    """One of the usual reasons by digit, or a sentence; "" for none."""
    choices = [Choice(say(reason), say(reason)) for reason in usual]
    chosen = await page.choose(title, [*choices, Choice(OTHER, say("其他，写一句"))])
    if chosen == OTHER:
        return await page.ask(LineScreen(say("为什么要看？"), say("写一句，会记在台账里。"))) or ""
    return chosen
