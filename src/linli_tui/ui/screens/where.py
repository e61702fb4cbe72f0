"""Asking for a folder to write to: a stick, one of one's own, or one by its name; none is made without a word."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from linli_tui.core.words import say
from linli_tui.ui import folders
from linli_tui.ui.screens.asking import LineScreen
from linli_tui.ui.widgets.digits import Choice

if TYPE_CHECKING:
    from linli_tui.ui.screens.page import PageScreen

OTHER = "?"


async def where(page: PageScreen[Any], question: str) -> Path | None:
    """The folder chosen, None for none; only inside a flow. Raises Refused where it cannot be made."""
    choices = [Choice(str(path), title, _shown(path)) for title, path in folders.places()]
    chosen = await page.choose(question, [*choices, Choice(OTHER, say("打文件夹的名字"))])
    if chosen == OTHER:
        chosen = await page.ask(LineScreen(say("文件夹"), say("写全，如 D:\\报送 或 /home/li/报送"))) or ""
    if not chosen:
        return None
    path = Path(chosen.strip("\"' ")).expanduser()
    missing = say("没有「{path}」这个文件夹，新建吗？", path=path)
    wanted = path.exists() or await page.confirm(missing, say("新建"), say("不建"), say("打错了一个字也会这样。"))
    return path if wanted else None


def _shown(path: Path) -> str:
    """A path as people read it; the own folder itself in full."""
    return str(path) if path == Path.home() else folders.short(path)
