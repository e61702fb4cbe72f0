"""What is done with many rows: the list, or what is ticked in it, carried out; one column of all that is ticked."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

from linli_tui.book.change import Change
from linli_tui.book.reading import Query
from linli_tui.core.ledger import Field, Ledger
from linli_tui.core.words import say
from linli_tui.ui.screens import voiding
from linli_tui.ui.screens.busy import prepared
from linli_tui.ui.screens.where import where
from linli_tui.ui.widgets.digits import Choice

if TYPE_CHECKING:
    from linli_tui.ui.screens.page import PageScreen
    from linli_tui.ui.widgets.table import Table

KINDS = ("choice", "flag")
"""Only what is chosen among a few is the same for many; figures, days and names are each record's own."""


async def carry_out(page: PageScreen[Any], query: Query, marks: Collection[str]) -> None:
    """Writes the list as a spreadsheet where somebody wants it, and says where it lies; only inside a flow."""
    from linli_tui.exchange import listing

    ticked = say("导出勾选的 {n} 条，放在哪里？", n=len(marks)) if marks else ""
    to = await where(page, ticked or say("导出这张名单，放在哪里？"))
    if to is None:
        return
    actor, only = page.host.actor, sorted(marks)

    def work(book: Any, tell: Any, stop: Any) -> Any:
        to.mkdir(parents=True, exist_ok=True)
        return listing.carry_out(book, actor, to, query, only)

    path, n = await prepared(page, say("正在写"), work)
    page.say(say("已写好 {n} 条，姓名、电话等隐去一部分，在「{path}」。", n=n, path=path), "ok")


def offers(ledger: Ledger, ticked: int) -> Iterator[Choice]:
    """What can be done with what is ticked and has no key, as lines of a menu."""
    if ticked and fields(ledger):
        yield Choice("change_marked", say("改勾选的 {n} 条", n=ticked), say("一栏都改成一样的"))


def fields(ledger: Ledger) -> list[Field]:
    """What can be changed of many records at once."""
    fixed = {name for name, _ in ledger.fixed}
    return [field for field in ledger.fields if field.in_form and field.kind in KINDS and field.name not in fixed]


async def change(page: PageScreen[Any], ledger: Ledger, table: Table) -> None:
    """Asks for one column and its value and writes it into all records ticked, as one act; only inside a flow."""
    from linli_tui.ui.screens.form import FormScreen
    from linli_tui.ui.screens.forms import Asked

    marks = sorted(table.marks)
    choices = [Choice(field.name, field.title) for field in fields(ledger)]
    name = await page.choose(say("改哪一栏？"), choices, say("勾选的 {n} 条都改成一样的。", n=len(marks)))
    if not name:
        return
    field = ledger.field(name)

    def save(values: dict[str, Any]) -> Change:
        with page.book.transaction(page.host.actor, "change") as t:
            for record in marks:
                t.save(ledger.name, {"id": record, name: values[name]})
            t.say(say("已修改{n}条{ledger}的{title}", n=len(marks), ledger=ledger.title, title=field.title))
        return t.change

    title = say("{ledger}  勾选的 {n} 条", ledger=ledger.title, n=len(marks))
    _show(page, table, await page.ask(FormScreen(Asked(title, (field,), {}, save, button=say("都改")))))


async def void(page: PageScreen[Any], ledger: Ledger, table: Table) -> None:
    """Voids all records ticked, or the one selected; only inside a flow."""
    records = sorted(table.marks) or ([table.row.id] if table.row else [])
    _show(page, table, await voiding.void(page, ledger, records))


def _show(page: PageScreen[Any], table: Table, made: Change | None) -> None:
    if made is not None:
        table.clear_marks()
        page.reread()
        page.tell(made)
