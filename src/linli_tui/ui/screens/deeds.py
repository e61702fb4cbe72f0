"""What can be done with one record, made from its ledger's declaration: moves, actions, dated verbs, parts, lists."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from linli_tui.core.ledger import Action, Ledger, Move
from linli_tui.core.words import say
from linli_tui.ui import cards
from linli_tui.ui.screens import forms

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.ui.screens.page import PageScreen

Row = dict[str, Any]
Steps = Callable[["PageScreen[Any]", Row], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Deed:
    """One numbered line of a card: what it is called, and the steps it takes."""

    id: str
    title: str
    run: Any


def of(book: Book, ledger: Ledger, row: Row) -> list[Deed]:
    """The deeds that are possible for this record now; none for a voided one."""
    return [] if row["voided"] else list(_deeds(book, ledger, row))


def _deeds(book: Book, ledger: Ledger, row: Row) -> Iterator[Deed]:
    table = book.catalog.table(ledger)
    state = row.get("state") or ""
    for move in table.lifecycle.moves_from(state) if table.lifecycle else ():
        yield Deed(f"move:{move.key}", move.title, partial(_move, ledger, move))
    for part in book.catalog.parts(ledger):
        if part.entry and not part.base:
            yield Deed(f"entry:{part.name}", say("一户一户登记{title}", title=part.title), partial(_entry, ledger, part))
    for action in ledger.actions:
        if not action.states or state in action.states:
            yield Deed(action.key, action.title, partial(_act, ledger, action))
    declared = {action.key for action in ledger.actions}
    if table.dated and "end" not in declared and not row.get(table.dated.end):
        yield Deed("end", say("结束"), partial(_end, ledger))
    for part in book.catalog.parts(ledger):
        if not part.base and not part.entry:
            yield Deed(f"add:{part.name}", say("添一条{title}", title=part.title), partial(_add, part))
    for paper in ledger.papers:
        yield Deed(f"paper:{paper.name}", paper.title, partial(_paper, paper))


async def _move(ledger: Ledger, move: Move, page: PageScreen[Any], row: Row) -> None:
    from linli_tui.ui.screens.form import FormScreen

    if move.confirm and not move.asks and not await page.confirm(move.confirm, move.title, say("先不")):
        return
    asked = forms.move(page.seat, ledger, row, move)
    page.tell(await page.ask(FormScreen(asked)) if asked.fields else asked.save({}))
    page.reread()


async def _act(ledger: Ledger, action: Action, page: PageScreen[Any], row: Row) -> None:
    from linli_tui.ui.screens.form import FormScreen

    if action.view:
        screen = page.host.catalog.load(ledger, action.view)
        page.tell(await page.ask(screen(page.book, page.host.actor, row["id"])))
    elif action.asks:
        page.tell(await page.ask(FormScreen(forms.action(page.seat, ledger, row, action))))
    elif not action.confirm or await page.confirm(action.confirm, action.title, say("先不")):
        page.tell(forms.action(page.seat, ledger, row, action).save({}))
    page.reread()


async def _end(ledger: Ledger, page: PageScreen[Any], row: Row) -> None:
    from linli_tui.ui.screens.form import FormScreen

    page.tell(await page.ask(FormScreen(forms.end(page.seat, ledger, row))))


async def _add(part: Ledger, page: PageScreen[Any], row: Row) -> None:
    from linli_tui.ui.screens.go import asked_form

    link = page.host.catalog.part_field(part).name
    await asked_form(page, part, given={link: row["id"]})


async def _entry(ledger: Ledger, part: Ledger, page: PageScreen[Any], row: Row) -> None:
    from linli_tui.ui.screens.entry import begin

    link = page.host.catalog.part_field(part).name
    await begin(page, part, {link: row["id"]}, cards.title_of(ledger, row))


async def _paper(paper: Any, page: PageScreen[Any], row: Row) -> None:
    page.say(say("「{title}」还不能打印。", title=paper.title), "warn")
