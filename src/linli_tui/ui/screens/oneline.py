"""One line asked for and read: words that are no pinyin left over, a time of day by digit or typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from linli_tui.core import times
from linli_tui.core.fold import looks_like_pinyin
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ui.screens.asking import LineScreen, esc
from linli_tui.ui.widgets.digits import Choice

if TYPE_CHECKING:
    from linli_tui.ui.screens.page import PageScreen

TYPED = "-"


async def ask_words(page: PageScreen[Any], title: str, words: str = "") -> str | None:
    """One line of Chinese; what looks like pinyin left over is asked about once. Only inside a flow."""
    ways = say("回车记下，{esc} 不写。", esc=esc())
    while words := str(await page.ask(LineScreen(title, ways, words)) or ""):
        question = say("「{text}」好像是拼音，没变成汉字。", text=words[:20])
        if not looks_like_pinyin(words) or await page.confirm(question, say("照存"), say("再改")):
            return words
    return None


async def ask_time(page: PageScreen[Any], title: str, near: Iterable[int] = ()) -> int | None:
    """A time in minutes after midnight, by digit where some are near, else typed; None for none. Only inside a flow."""
    choices = [Choice(str(at), times.show_time(at)) for at in near]
    chosen = await page.choose(title, [*choices, Choice(TYPED, say("写几点"))]) if choices else TYPED
    if chosen != TYPED:
        return int(chosen) if chosen else None
    typed, ways = "", say("写成 2250 就可以，过了半夜写 0040。{esc} 不写。", esc=esc())
    while typed := str(await page.ask(LineScreen(title, ways, typed)) or ""):
        try:
            return times.read_time(typed)
        except Refused as refused:
            ways = str(refused)
    return None
