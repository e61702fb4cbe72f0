"""What people do with votes: open a meeting, write down what members said, take in ballots, decide, read why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli_tui.core import clock
from linli_tui.core.access import READ
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ledgers.votes import keeping, registry
from linli_tui.ledgers.votes.assembly import ASKED
from linli_tui.ledgers.votes.committee import CHOICES as VOICES
from linli_tui.ledgers.votes.owners import CHOICES as BALLOTS
from linli_tui.ledgers.votes.rules import UNDECIDABLE, Decision, decide_case
from linli_tui.ledgers.votes.saying import sentences

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change
    from linli_tui.book.writing import Transaction
    from linli_tui.core.access import Actor

Row = dict[str, Any]
KEPT, WRITTEN = "什么也没有改。", "您写的都还在。"
PUT = ("motion", "assembly", "proposal")
"""The ledgers of what is put to a vote."""


def open_motion(t: Transaction, motion: Row) -> None:
    """The meeting begins: one line for every member seated that day, whom the decision counts, there or not."""
    motion["held_on"] = day = motion["held_on"] or clock.today().isoformat()
    body = motion["body"] = motion["body"] or registry.main_body(t.book)
    members = registry.seated(t.book, body or "", day)
    if not body or not members:
        do = say("请先到会务登记会长（主任）、委员（理事），或者写上是哪个组织。")
        raise Refused(say("这个组织那天没有一位委员在任。"), say(KEPT), do)
    motion["seats"] = registry.seats(t.book, body, day)
    t.save_all(
        "voice",
        (
            {"motion": motion["id"], "person": member["person"], "post": member["post"][:20], "seat": seat}
            for seat, member in enumerate(members, 1)
        ),
    )


def say_voice(book: Book, actor: Actor, fixed: Row, voice: str, values: Row, sitting: str = "") -> Change:
    """What one member said; a later answer replaces the first."""
    with book.transaction(actor, "vote", sitting=sitting) as t:
        _save_voice(t, {**values, "id": voice})
    return t.change


def write_voice(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """What a member said, as the form gives it; who has a line already keeps it."""
    with book.transaction(actor, "correct" if record else "vote") as t:
        if not record:
            known = "SELECT id FROM voice WHERE motion = ? AND person = ? AND voided = 0"
            same = t.sql(known, (values["motion"], values["person"]))
            record = same[0]["id"] if same else None
        _save_voice(t, {**values, "id": record} if record else values)
    return t.change


def _save_voice(t: Transaction, values: Row) -> None:
    row = t.row("voice", t.save("voice", values)) or {}
    name = t.book.read.label("person", row["person"])
    answer = dict(VOICES).get(row["choice"] or "", say("还没有表态"))
    t.say(say("{name}：{answer}", name=name, answer=answer))


def take_ballot(book: Book, actor: Actor, fixed: Row, home: str, values: Row, sitting: str = "") -> Change:
    """What came back from one part, `fixed` being the proposal and the day; a later answer replaces the first."""
    with book.transaction(actor, "ballot", sitting=sitting) as t:
        _save_ballot(t, {**fixed, "home": home, **values})
    return t.change


def write_ballot(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """A ballot as the form gives it."""
    with book.transaction(actor, "correct" if record else "ballot") as t:
        _save_ballot(t, {**values, "id": record} if record else values)
    return t.change


def _save_ballot(t: Transaction, values: Row) -> None:
    if not values.get("id"):
        known = "SELECT id FROM ballot WHERE proposal = ? AND home = ? AND voided = 0"
        same = t.sql(known, (values["proposal"], values["home"]))
        values = {**values, "id": same[0]["id"]} if same else values
    row = t.row("ballot", t.save("ballot", values)) or {}
    t.say(say("{home}：{answer}", home=row["label"], answer=dict(BALLOTS)[row["choice"]]))


def decide_motion(t: Transaction, motion: Row) -> None:
    """What the members said is counted; Refused while nobody knows of one of them what he said."""
    day = motion["held_on"]
    silent = t.sql(
        "SELECT n.name FROM voice v JOIN person n ON n.id = v.person "
        "WHERE v.motion = ? AND v.voided = 0 AND v.choice IS NULL ORDER BY v.seat",
        (motion["id"],),
    )
    if silent:
        names = "、".join(row["name"] for row in silent)
        raise Refused(say("还没有记：{names}。", names=names), say(KEPT), say("没来的请记「没到」。"))
    _keep(motion, decide_case(keeping.committee_case(t.book, motion, day)), day)


def decide_assembly(t: Transaction, assembly: Row) -> None:
    """The numbers of a meeting are held against the rule of its day."""
    day = assembly["held_on"]
    _keep(assembly, decide_case(keeping.assembly_case(t.book, assembly, day)), day)


def decide_proposal(t: Transaction, proposal: Row) -> None:
    """Heads and areas are counted; Refused while it depends on areas nobody knows."""
    day = clock.today().isoformat()
    case = registry.owners_case(t.book, proposal, day)
    decided = _decided(case)
    if decided.verdict == UNDECIDABLE:
        what = sentences(decided.told)[-1]
        raise Refused(what, say(KEPT), say("请先到房屋里补上专有面积，再来计票。"))
    proposal["parking"] = int(case.options.parking_counts)
    _keep(proposal, decided, day)


def _decided(case: Any) -> Decision:
    try:
        return decide_case(case)
    except Refused as refused:
        raise Refused(refused.what, say(KEPT), say("请对照纸上的票，改好再计票。")) from None


def _keep(row: Row, decided: Decision, day: str) -> None:
    """Puts what was decided among the columns that are about to be saved."""
    row.update(keeping.outcome(decided, day))


def guard_motion(t: Transaction, old: Row | None, new: Row) -> None:
    """A motion may be reworded until the first member has said something about it."""
    _refuse_outcome(t, old, new)
    heard = "SELECT 1 FROM voice WHERE motion = ? AND voided = 0 AND choice IS NOT NULL LIMIT 1"
    if old is not None and old["state"] != "draft" and t.sql(heard, (old["id"],)):
        _refuse_changed(old, new, ("title", "body", "text", "held_on"))


def guard_assembly(t: Transaction, old: Row | None, new: Row) -> None:
    """What a meeting decided stays as it was; its numbers are written down when it decides."""
    _refuse_outcome(t, old, new)
    if old is not None and old["state"] != "draft":
        _refuse_changed(old, new, ("title", "body", "text", "held_on", *ASKED))
    if old is None and any(new[name] is not None for name in ASKED):
        raise Refused(say("人数在表决的时候记。"), say(WRITTEN), say("请打开这一条，选「记人数，表决」。"))


def guard_proposal(t: Transaction, old: Row | None, new: Row) -> None:
    """What was announced is voted on as announced, and by the conventions of then (杭州 第19条)."""
    _refuse_outcome(t, old, new)
    if old is not None and old["state"] != "draft":
        _refuse_changed(old, new, ("title", "matter", "text", "spoilt", "unreturned", "posted_on"))


def _refuse_outcome(t: Transaction, old: Row | None, new: Row) -> None:
    before = old or dict.fromkeys(new)
    if t.verb != "decide" and any(new[name] != before[name] for name in keeping.KEPT_IN.intersection(new)):
        raise Refused(say("结果只能由表决得出来。"), say(WRITTEN), say("请打开这一条，照着步骤表决。"))


def _refuse_changed(old: Row, new: Row, locked: tuple[str, ...]) -> None:
    if any(new[name] != old[name] for name in locked):
        what = say("「{title}」已经公告或者表过态，要表决的事不能再改。", title=old["title"])
        raise Refused(what, say(WRITTEN), say("要改就先撤回这一条，另写一条。"))


def guard_voice(t: Transaction, old: Row | None, new: Row) -> None:
    """What members said is written down while the meeting is open, and stays once it was decided."""
    state = (t.row("motion", new["motion"]) or {}).get("state")
    if state != "called" and t.verb != "open":
        do = say("请打开议题，先选「开会」。") if state == "draft" else say("表决过的不能再改。")
        raise Refused(say("这个议题现在不在开会。"), say(KEPT), do)


def guard_ballot(t: Transaction, old: Row | None, new: Row) -> None:
    """Ballots are taken from the announcement to the count, one of each part that has a vote."""
    state = (t.row("proposal", new["proposal"]) or {}).get("state")
    if state != "announced":
        do = say("请先公告。") if state == "draft" else say("出了结果的不能再改。")
        raise Refused(say("这件事现在不在投票。"), say(KEPT), do)
    place = t.row("place", new["home"]) or {}
    if place.get("use") == "common" or place.get("tenure") in ("shared", "shelter"):
        raise Refused(say("{home}是大家共有的，没有票。", home=place["label"]), say(KEPT), field="home")
    parked = place.get("kind") == "parking" or place.get("use") == "garage"
    if parked and t.book.setting("heads.parking_counts") != "yes":
        what = say("{home}是车位车库，按约定不算票。", home=place["label"])
        raise Refused(what, say(KEPT), say("要算，请会长在设置里改。"), field="home")
    same = "SELECT 1 FROM ballot WHERE proposal = ? AND home = ? AND voided = 0 AND id <> ?"
    if not new["voided"] and t.sql(same, (new["proposal"], new["home"], new["id"])):
        raise Refused(say("{home}已经有一张票了。", home=place["label"]), say(KEPT), say("请改那一张。"), field="home")


def how(book: Book, actor: Actor, record: str) -> str:
    """How a result came about, or what it would be now, in sentences that can be checked with a pencil."""
    ledger, row = next((name, row) for name in PUT if (row := book.read.get(name, record)))
    with book.rights.wide():
        said = keeping.told_again(ledger, row) if row["verdict"] else _now(book, ledger, row)
        said += registry.note_of_body(book, row["body"]) if ledger == "motion" else []
    return "\n".join(said)


def _now(book: Book, ledger: str, row: Row) -> list[str]:
    if ledger == "assembly":
        return [say("还没有记人数。会开完了，选「记人数，表决」。")]
    if row["state"] not in ("called", "announced"):
        return [say("还没有开始表决，没有可以算的。")]
    day = clock.today().isoformat()
    try:
        case = keeping.committee_case(book, row, day) if ledger == "motion" else registry.owners_case(book, row, day)
        decided = decide_case(case)
    except Refused as refused:
        return [str(refused)]
    warnings = decided.warnings if book.rights.may(READ, "ballot") else ()
    first = say("还没有出结果。照现在记下的算：")
    return [first, *sentences(decided.told), *(say("注意：{text}", text=text) for text in warnings)]
