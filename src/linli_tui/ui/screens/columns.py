"""Saying what the columns of a spreadsheet mean: one of ours by its digit, then the one of theirs it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from linli_tui.core.words import say
from linli_tui.paper import header
from linli_tui.paper.layout import Chosen, Layout
from linli_tui.ui.widgets.digits import Choice

if TYPE_CHECKING:
    from linli_tui.ui.screens.page import PageScreen

NONE = "none"


async def choose(page: PageScreen[Any], layouts: Sequence[Layout], chosen: Chosen) -> Chosen | None:
    """What was chosen before with one column more; None when nothing was chosen. Only inside a flow."""
    layout = await _which(page, layouts)
    if layout is None:
        return None
    theirs = _theirs(layout)
    ours = [Choice(column.name, column.title, _now(theirs, column.name)) for column in layout.form.columns]
    name = await page.choose(say("哪一栏要换？"), ours, say("右边是现在从表里的哪一列来。"))
    if not name:
        return None
    title = next(choice.words for choice in ours if choice.id == name)
    keys = list(theirs)
    columns = [Choice(str(n), theirs[key][0]) for n, key in enumerate(keys)]
    none = Choice(NONE, say("表里没有这一栏"))
    picked = await page.choose(say("「{title}」在表里是哪一列？", title=title), [*columns, none])
    if not picked:
        return None
    meant = {key: "" for key, (_, now) in theirs.items() if now == name}
    if picked != NONE:
        meant[keys[int(picked)]] = name
    return {**chosen, layout.shape: {**chosen.get(layout.shape, {}), **meant}}


async def _which(page: PageScreen[Any], layouts: Sequence[Layout]) -> Layout | None:
    """The list to look at: sheets with the same titles are one."""
    shapes = {layout.shape: layout for layout in reversed(layouts)}
    if len(shapes) < 2:
        return next(iter(shapes.values()), None)
    several = list(shapes.values())
    name = await page.choose(say("哪一张表？"), [Choice(str(n), each.grid.name) for n, each in enumerate(several)])
    return several[int(name)] if name else None


def _theirs(layout: Layout) -> dict[str, tuple[str, str]]:
    """By the key of each title of a sheet: what is written, and the name of the column it is taken for, "" for none."""
    named = [(title, column.name) for block in layout.blocks for column, title in block.header.named]
    others = [(title, "") for block in layout.blocks for title in block.header.others]
    found: dict[str, tuple[str, str]] = {}
    for title, name in sorted((*named, *others), key=lambda each: each[0].place):
        found.setdefault(header.key(title), ("".join((*title.above, title.written)), name))
    return found


def _now(theirs: dict[str, tuple[str, str]], name: str) -> str:
    return "、".join(written for written, meant in theirs.values() if meant == name)
