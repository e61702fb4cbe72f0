"""What the person signed in can do with one record, made from its ledger's declaration.

Moves, actions, dated verbs, parts, lists, papers, looks; what no post of his allows is not offered.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from linli_tui.book import acting, sealing
from linli_tui.core.access import WRITE
from linli_tui.core.ledger import Action, Ledger, Move, Paper
from linli_tui.core.words import say
from linli_tui.paper import printed
from linli_tui.ui.screens import forms, offered, seeing, unsealing

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.ui.screens.page import PageScreen

Row = dict[str, Any]
Steps = Callable[["PageScreen[Any]", Row], Coroutine[Any, Any, None]]
BACK, END, NEW, TURN = "back", "end", "new_", "turn"
"""Keys of moves and actions with a meaning: takes a step back; ends it; opens a part (`new_version`); makes a record of
another ledger, asking for one field, the name of that ledger."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One numbered line of a card: what it is called, and the steps it takes."""

    id: str
    title: str
    run: Steps


def of(book: Book, ledger: Ledger, row: Row) -> list[Deed]:
    """The deeds that are possible for this record now; none for a voided one."""
    return [] if row["voided"] else list(_deeds(book, ledger, row))


def _deeds(book: Book, ledger: Ledger, row: Row) -> Iterator[Deed]:
    """What goes on first, what ends it last."""
    table = book.catalog.table(ledger)
    state = row.get("state") or ""
    entries = [(other, link) for other, link in _entries(book, table, state) if book.rights.may(WRITE, other.name)]
    for other, link in entries:
        yield Deed(f"entry:{other.name}", say("一户一户登记"), partial(_entry, other, link))
    moves = table.lifecycle.moves_from(state) if table.lifecycle else ()
    moves = tuple(move for move in moves if _fits(move, row) and acting.may(book, ledger, move))
    for move in moves:
        if _turns(move):
            yield from _turnings(book, ledger, move)
        elif move.key not in (BACK, END):
            yield Deed(f"move:{move.key}", move.title, partial(_move, ledger, move))
    actions = [action for action in ledger.actions if not action.states or state in action.states]
    for action in actions:
        if _fits(action, row) and acting.may(book, ledger, action):
            yield Deed(action.key, action.title, partial(_act, ledger, action))
    yield from _additions(book, ledger, state, [other for other, _ in entries])
    ended = END in [action.key for action in ledger.actions]
    if table.dated and not ended and not row.get(table.dated.end) and book.rights.may(WRITE, ledger.name):
        yield Deed(END, say("结束"), partial(_end, ledger))
    yield from (Deed(f"move:{m.key}", m.title, partial(_move, ledger, m)) for m in moves if m.key in (BACK, END))
    for paper in printed.papers(book, ledger):
        yield Deed(f"paper:{paper.name}", say("打印{title}", title=paper.title), partial(_paper, ledger, paper))
    for field in seeing.hidden(book, ledger, row):
        yield Deed(f"look:{field.name}", say("看{title}", title=field.title), partial(seeing.look, ledger, field))
    if sealing.is_shut(book, ledger):
        yield Deed("unseal", say("打口令看内容"), unsealing.show)
    if seeing.has_set(book, ledger, row):
        yield Deed("phones", say("打开这一单的电话"), partial(seeing.open_set, ledger))


def _fits(step: Action | Move, row: Row) -> bool:
    """Whether a step is for a record like this one."""
    return step.when is None or row.get(step.when[0]) in step.when[1]


def _additions(book: Book, ledger: Ledger, state: str, walked: list[Ledger]) -> Iterator[Deed]:
    """The parts that may be added in this state, but for those that have an action or an entry list of their own."""
    opened = tuple(action.key.removeprefix(NEW) for action in ledger.actions if action.key.startswith(NEW))
    for part in book.catalog.parts(ledger):
        barred = (part.add_in and state not in part.add_in) or not offered.may(book, part, "new")
        if not barred and not part.base and not part.name.endswith(opened or ("-",)) and part not in walked:
            yield Deed(f"add:{part.name}", say("添一条{title}", title=part.title), partial(_add, part))


async def _move(ledger: Ledger, move: Move, page: PageScreen[Any], row: Row) -> None:
    from linli_tui.ui.screens.form import FormScreen

    if move.confirm and not move.asks and not await page.confirm(move.confirm, move.title, say("先不")):
        return
    asked = forms.move(page.seat, ledger, row, move)
    page.tell(await page.ask(FormScreen(asked)) if asked.fields else asked.save({}))
    page.reread()


def _turns(move: Move) -> bool:
    return move.key == TURN and len(move.asks) == 1


def _turnings(book: Book, ledger: Ledger, move: Move) -> Iterator[Deed]:
    for target in book.catalog.ledgers.values():
        if target.jot and book.rights.may(WRITE, target.name):
            yield Deed(
                f"turn:{target.name}", say("转为{title}", title=target.title), partial(_turn, ledger, move, target)
            )


async def _turn(ledger: Ledger, move: Move, target: Ledger, page: PageScreen[Any], row: Row) -> None:
    from linli_tui.ui.screens import go

    done = say("已转为{title}", title=target.title)
    change = forms.move(page.seat, ledger, row, move, done).save({move.asks[0]: target.name})
    page.tell(change)
    page.reread()
    if made := go.first_of(page.host.catalog, target, change):
        go.card(page, target, made, told=change)


async def _act(ledger: Ledger, action: Action, page: PageScreen[Any], row: Row) -> None:
    from linli_tui.ui.screens.form import FormScreen

    if action.view:
        screen = page.host.catalog.load(ledger, action.view)
        page.tell(await page.ask(screen(page.book, page.host.actor, row["id"])))
    elif action.reads:
        await _read(forms.question(page.seat, ledger, row, action), page)
    elif action.asks:
        page.tell(await page.ask(FormScreen(forms.action(page.seat, ledger, row, action))))
    elif not action.confirm or await page.confirm(action.confirm, action.title, say("先不")):
        page.tell(forms.action(page.seat, ledger, row, action).save(await _vouched(page, action)))
    page.reread()


async def _vouched(page: PageScreen[Any], action: Action) -> Row:
    """Who vouches for an act that takes two persons, as it is passed on."""
    from linli_tui.ui.screens.second import ask_second

    return {"second": await ask_second(page, action.title)} if action.two else {}


async def _read(asked: forms.Asked, page: PageScreen[Any]) -> None:
    from linli_tui.ui.screens.form import FormScreen
    from linli_tui.ui.screens.reading import ReadingScreen

    text: str | None = await page.ask(FormScreen(asked)) if asked.fields else asked.save({})
    if text:
        await page.ask(ReadingScreen(asked.title, text))


async def _end(ledger: Ledger, page: PageScreen[Any], row: Row) -> None:
    from linli_tui.ui.screens.form import FormScreen

    page.tell(await page.ask(FormScreen(forms.end(page.seat, ledger, row))))


async def _add(part: Ledger, page: PageScreen[Any], row: Row) -> None:
    from linli_tui.ui.screens.go import asked_form

    link = page.host.catalog.part_field(part).name
    await asked_form(page, part, given={link: row["id"]}, again=True)


async def _entry(ledger: Ledger, link: str, page: PageScreen[Any], row: Row) -> None:
    from linli_tui.ui.screens.entering import begin

    await begin(page, ledger, {link: row["id"]})


def _entries(book: Book, table: Ledger, state: str) -> Iterator[tuple[Ledger, str]]:
    """The ledgers written line by line for one record of this table in this state, with the field that names it."""
    for other in book.catalog.ledgers.values():
        entry = other.entry
        for name in entry.fixed if entry and (not entry.states or state in entry.states) else ():
            field = other.field(name)
            if field.ref and book.catalog.table(field.ref) is table:
                yield other, name


async def _paper(ledger: Ledger, paper: Paper, page: PageScreen[Any], row: Row) -> None:
    from linli_tui.ui.screens.printing import PreviewScreen

    page.app.push_screen(PreviewScreen(printed.make(page.book, page.host.actor, ledger, paper, row["id"])))
