"""What was decided elsewhere, read and believed: a vote that names itself, or the words of a meeting held before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli_tui.core.refusal import Refused
from linli_tui.core.words import _, say

if TYPE_CHECKING:
    from linli_tui.book.writing import Transaction

Row = dict[str, Any]
KEPT = "什么也没有改。"
VOTES = {"neighbour": ("motion", "assembly", "proposal"), "residents": ("assembly",), "covenant": ("proposal",)}
"""The ledgers of votes that decide on each kind of pact."""
WHOSE = {
    "neighbour": _("请选一个议题，或者一次会议、业主表决。"),
    "residents": _("居民公约要居民会议或者居民代表会议表决，请选「会议表决」里的那一次。"),
    "covenant": _("管理规约要业主共同决定，请选「表决事项」里的那一件。"),
}
MEETINGS = ("residents_meeting", "representatives")
"""The meetings that may make a pact of residents (城市居民委员会组织法 第30条)."""


def vote_of(t: Transaction, kind: str, row: Row) -> Row | None:
    """The vote a row names for its kind of pact, with its ledger; None for none. Refused for another kind."""
    named = [(name, row[name]) for name in VOTES["neighbour"] if row.get(name)]
    wrong = [name for name, _ in named if name not in VOTES[kind]]
    if wrong:
        raise Refused(say("这种公约不由它来定。"), say(KEPT), say(WHOSE[kind]), field=wrong[0])
    if len(named) > 1:
        raise Refused(say("只能写一次表决。"), say(KEPT), say("请留下定这件事的那一次。"), field=named[1][0])
    for name, record in named:
        vote = {**(t.row(name, record) or {}), "ledger": name}
        if name == "proposal" and kind == "covenant" and vote["matter"] != "covenant":
            raise Refused(say("那一件表决的不是管理规约。"), say(KEPT), say(WHOSE[kind]), field=name)
        if name == "assembly" and kind == "residents" and vote["body"] not in MEETINGS:
            raise Refused(say("那一次不是居民会议，也不是居民代表会议。"), say(KEPT), say(WHOSE[kind]), field=name)
        return vote
    return None


def is_passed(vote: Row) -> bool:
    """Whether a vote has been taken and the matter passed."""
    return bool(vote["state"] == "decided" and vote["verdict"] == "passed")


def refuse_undecided(t: Transaction, kind: str, version: Row) -> None:
    """A vote that is named must have passed; without one a pact that binds all needs the words of its meeting."""
    vote = vote_of(t, kind, version)
    if vote:
        refuse_unpassed(vote)
    elif kind != "neighbour" and not version["decided_at"]:
        what = say("还没有写怎么通过的。")
        do = say("{whose}早先表决的，写哪次会、多少人同意。", whose=say(WHOSE[kind]))
        raise Refused(what, say(KEPT), do, field="decided_at")


def refuse_unpassed(vote: Row) -> None:
    """Refuses what a vote has not decided, or has not let pass."""
    if vote["state"] != "decided":
        raise Refused(say("「{label}」还没有表决。", label=vote["label"]), say(KEPT), say("表决出了结果再来。"))
    if not is_passed(vote):
        raise Refused(say("「{label}」没有通过。", label=vote["label"]), say(KEPT))
