"""What a decided thing, and a member who helped decide it, are called; pure."""

from __future__ import annotations

from linli_tui.core.words import say
from linli_tui.ledgers.votes import saying


def label(title: str | None, verdict: str | None) -> str:
    """The title, and what came of it once it was decided: 修楼道灯（通过）."""
    if not verdict:
        return title or ""
    return say("{title}（{verdict}）", title=title, verdict=saying.title(verdict))


def member(post: str | None, name: str | None) -> str:
    """A member as one is called at the meeting: 理事 王桂芳."""
    return " ".join(filter(None, (post, name)))
