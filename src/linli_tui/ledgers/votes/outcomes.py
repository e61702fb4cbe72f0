"""What a decided thing is called; pure, and light."""

from __future__ import annotations

from linli_tui.core.words import say
from linli_tui.ledgers.votes import saying


def label(title: str | None, verdict: str | None) -> str:
    """The title, and what came of it once it was decided: 修楼道灯（通过）."""
    if not verdict:
        return title or ""
    return say("{title}（{verdict}）", title=title, verdict=saying.title(verdict))
