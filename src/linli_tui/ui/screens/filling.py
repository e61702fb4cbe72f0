"""Filling rows of a form by asking: a record found by what was typed, a choice out of many, words left in pinyin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from linli_tui.book import desk
from linli_tui.book.reading import Query
from linli_tui.core import clock
from linli_tui.core.words import say
from linli_tui.ui.screens import answers, unsealing
from linli_tui.ui.screens.asking import ConfirmScreen
from linli_tui.ui.screens.picker import PickerScreen, only
from linli_tui.ui.widgets.digits import Choice
from linli_tui.ui.widgets.writers import RefWords

Filters = tuple[tuple[str, Any], ...]

if TYPE_CHECKING:
    from linli_tui.book.desk import Draft
    from linli_tui.core.ledger import Catalog, Field
    from linli_tui.ui.screens.page import PageScreen
    from linli_tui.ui.widgets.form_line import FormLine
    from linli_tui.ui.widgets.writers import ChoiceWords


async def settle(page: PageScreen[Any], writer: RefWords) -> bool:
    """Finds the record that is meant and asks where several are possible; only inside a flow."""
    ledger = page.host.catalog.ledgers[writer.field.ref]
    query = Query(ledger.name, filters=among(page.host.catalog, writer.field), words=writer.value)
    found: str | None = only(page.book, query)
    found = found or await page.ask(PickerScreen(ledger, writer.value, filters=query.filters))
    if found:
        writer.settle(found, page.book.read.label(ledger.name, found))
    return bool(found)


async def settle_all(page: PageScreen[Any], lines: Iterable[FormLine]) -> FormLine | None:
    """Settles every record that was typed but not chosen; the row where that was left undone, None for none."""
    for line in lines:
        if isinstance(line.writer, RefWords) and not line.writer.settled and not await settle(page, line.writer):
            return line
    return None


async def check_pinyin(page: PageScreen[Any], lines: Iterable[FormLine], approved: set[str]) -> FormLine | None:
    """Asks once about each row left in bare pinyin; the row to be written again, None for none."""
    for line in answers.in_pinyin(lines):
        if line.field.name not in approved:
            text = line.writer.typed[:20]
            question = say("「{title}」里的「{text}」好像是拼音，没变成汉字。", title=line.field.title, text=text)
            if not await page.confirm(question, say("照存"), say("再改")):
                return line
            approved.add(line.field.name)
    return None


async def take_up(page: PageScreen[Any], draft: Draft, lines: Iterable[FormLine]) -> bool | None:
    """Writes what was begun another time into the rows, unless somebody would rather begin anew; None while shut."""
    if draft.shut:
        await unsealing.unseal(page, say("上次没有写完，打口令接着写"))
        kept = desk.drafts(page.book, page.host.actor)
        draft = next((d for d in kept if (d.ledger, d.record) == (draft.ledger, draft.record)), draft)
    if draft.shut:
        return None
    question = say("上次没有写完（{at}），接着写吗？", at=clock.local_text(draft.at))
    wanted = await page.ask(ConfirmScreen(question, say("接着写"), say("从头写"), safe=False)) is not False
    for line in lines if wanted else ():
        line.take_up(draft.typed.get(line.field.name, line.typed))
    return wanted


def among(catalog: Catalog, field: Field) -> Filters:
    """What the records a field may name have in common: the kinds of the slices it is limited to."""
    slices = [catalog.ledgers[name].fixed[0] for name in field.among]
    return ((slices[0][0], tuple(value for _, value in slices)),) if slices else ()


async def pick(page: PageScreen[Any], writer: ChoiceWords) -> bool:
    """Shows all choices of a field; only inside a flow."""
    choices = [Choice(str(n), title) for n, (_, title) in enumerate(writer.choices)]
    chosen = await page.choose(writer.field.title, choices)
    if chosen:
        writer.typed = say(writer.choices[int(chosen)][1])
    return bool(chosen)
