"""What people do with talks and disputes; no sentence of theirs says more than a number, since others read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli_tui.core import clock
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ledgers.mediation import parties, rules

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change
    from linli_tui.book.writing import Transaction
    from linli_tui.core.access import Actor

Row = dict[str, Any]
KEPT, WRITTEN = "什么也没有改。", "您写的都还在。"
MADE_OF = 'SELECT 1 FROM "case" WHERE talk = ? AND voided = 0'
LATER = ("confirmation", "file_no", "paper_at", "voided")
"""What may still be written of a dispute that is closed."""


def write_talk(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """Writes a talk down, or changes it; one that is to become a dispute becomes one in the same act."""
    with book.transaction(actor, "change" if record else "new") as t:
        talk = t.save("talk", {**values, "id": record} if record else {"mediator": _myself(t), **values})
        row = t.row("talk", talk) or {}
        if row["result"] == "turned" and not t.sql(MADE_OF, (talk,)):
            _make_case(t, row)
        t.say(say("已修改「{number}」" if record else "已记下「{number}」", number=row["number"]))
    return t.change


def _myself(t: Transaction) -> str | None:
    return t.actor.id if t.row("person", t.actor.id) else None


def guard_talk(t: Transaction, old: Row | None, new: Row) -> None:
    """A talk is of today where no day is given, and of two different homes."""
    new["day"] = new["day"] or clock.today().isoformat()
    _refuse_same(new)


def _refuse_same(row: Row) -> None:
    if row["home"] and row["home"] == row["other"]:
        raise Refused(say("两家写的是同一家。"), say(WRITTEN), say("请改一家，或者空着。"), field="other")


def look_back(book: Book, actor: Actor, talk: str, *, kept: str, seen_on: str) -> Change:
    """Somebody looked whether what was promised is kept."""
    with book.transaction(actor, "seen") as t:
        t.save("talk", {"id": talk, "kept": kept, "seen_on": seen_on})
        t.say(say("已记下回头看「{number}」", number=(t.row("talk", talk) or {})["number"]))
    return t.change


def turn_formal(book: Book, actor: Actor, talk: str) -> Change:
    """A talk becomes a dispute without retyping: homes, people, matter and words go with it."""
    with book.transaction(actor, "turn") as t:
        row = t.row("talk", talk) or {}
        if t.sql(MADE_OF, (talk,)):
            raise Refused(say("这一条已经转为纠纷了。"), say(KEPT))
        number = _make_case(t, row)
        t.say(say("「{talk}」已转为纠纷「{case}」", talk=row["number"], case=number))
    return t.change


def _make_case(t: Transaction, talk: Row) -> str:
    place = (t.row("place", talk["home"]) or {}) if talk["home"] else {}
    homes = {"home": talk["home"] if place.get("kind") == "home" else None, "other": talk["other"]}
    about = {name: talk[name] for name in ("matter", "mediator")}
    case = t.save(
        "case", {"source": "own", "talk": talk["id"], **homes, **about, "facts": talk["said"], "opened_on": _today()}
    )
    parties.follow_homes(t, case, homes, (talk["person"], talk["other_person"]))
    words = {"words": talk["said"], "mediator": talk["mediator"]}
    t.save("event", {"case": case, "kind": "registered", "day": talk["day"], **words})
    t.save("talk", {"id": talk["id"], "result": "turned"})
    return str((t.row("case", case) or {})["number"])


def write_case(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """Registers a dispute with a party for each home given, or changes it; its parties follow the homes."""
    with book.transaction(actor, "change" if record else "new") as t:
        case = t.save("case", {**values, "id": record} if record else values)
        row = t.row("case", case) or {}
        parties.follow_homes(t, case, row)
        t.say(say("已修改纠纷「{number}」" if record else "已登记纠纷「{number}」", number=row["number"]))
    return t.change


def guard_case(t: Transaction, old: Row | None, new: Row) -> None:
    """A dispute is registered today where no day is given; once it is closed it stays as it is."""
    new["opened_on"] = new["opened_on"] or _today()
    _refuse_same(new)
    was_closed = old is not None and old["state"] == new["state"] == "closed"
    if old is not None and was_closed and any(new[name] != old[name] for name in new if name not in LATER):
        raise Refused(say("这件纠纷已经结案，不能再改。"), say(WRITTEN), say("要改，请会长先「重新打开」。"))


def accept(t: Transaction, case: Row) -> None:
    """It is taken on, and its month begins."""
    case["accepted_on"] = case["accepted_on"] or _today()
    parties.refuse_unwilling(t, case["id"], say("请选「不受理」，原因选「有一方明确不愿意」。"))


def decline(t: Transaction, case: Row) -> None:
    """It is not taken on; why, and where the parties are sent instead, stand in it."""
    case["outcome"] = "declined"


def begin(t: Transaction, case: Row) -> None:
    """The parties sit down together, unless one of them clearly will not."""
    parties.refuse_unwilling(t, case["id"])


def agree_in_writing(t: Transaction, case: Row) -> None:
    """They agreed in writing; it takes effect with the last of its marks."""
    parties.refuse_unwilling(t, case["id"])
    case["outcome"] = "written"


def agree_in_words(t: Transaction, case: Row) -> None:
    """They agreed by word of mouth, and the content is written down (人民调解法 第28条)."""
    parties.refuse_unwilling(t, case["id"])
    case["outcome"] = "oral"


def fail(t: Transaction, case: Row) -> None:
    """It came to nothing, and the parties were told what else they can do."""
    case["outcome"] = "failed"


def pass_on(t: Transaction, case: Row) -> None:
    """It is another's to settle."""
    case["outcome"] = "passed"


def close(t: Transaction, case: Row) -> None:
    """Its file is closed, today where no day is given."""
    case["closed_on"] = case["closed_on"] or _today()


def reopen(t: Transaction, case: Row) -> None:
    """It goes on, for the reason that stands in it."""
    case.update(outcome=None, closed_on=None)


def extend(book: Book, actor: Actor, case: str, *, both: int, extended_to: str) -> Change:
    """The month is made longer, which takes the consent of both parties."""
    with book.transaction(actor, "extend") as t:
        row = t.row("case", case) or {}
        if not both:
            do = say("不同意再延的，请在期限里谈成，或者「终止调解」。")
            raise Refused(say("要双方都同意才能延。"), say(KEPT), do, field="both")
        if extended_to <= (row["due"] or ""):
            raise Refused(say("现在就可以到{day}。", day=row["due"]), say(KEPT), field="extended_to")
        t.save("case", {"id": case, "extended_to": extended_to})
        t.say(say("双方同意，「{number}」延到{day}", number=row["number"], day=extended_to))
    return t.change


def sign(book: Book, actor: Actor, case: str, **marks: str | None) -> Change:
    """The days on which an agreement was signed and sealed, as far as they are told; the others stay."""
    told = {name: day for name, day in marks.items() if day}
    with book.transaction(actor, "sign") as t:
        t.save("case", {"id": case, **told})
        row = t.row("case", case) or {}
        lacks = rules.missing_marks(*(row[name] for name in ("signed_a", "signed_b", "signed_m", "sealed_on")))
        number = row["number"]
        if lacks:
            t.say(say("「{number}」还没有生效，还缺：{lacks}", number=number, lacks=lacks))
        else:
            t.say(say("「{number}」的协议从{day}起生效", number=number, day=row["effective"]))
    return t.change


def note_confirmation(book: Book, actor: Actor, case: str, *, confirmation: str) -> Change:
    """What became of asking the court to confirm an agreement."""
    with book.transaction(actor, "change") as t:
        t.save("case", {"id": case, "confirmation": confirmation})
        t.say(say("已记下「{number}」的司法确认", number=(t.row("case", case) or {})["number"]))
    return t.change


def register_paper(
    book: Book, actor: Actor, case: str, *, kind: str, pages: int, signed: str, paper_at: str | None = None
) -> Change:
    """A paper came back signed: an entry of the story with where it lies, which is where its file lies if not told."""
    with book.transaction(actor, "paper") as t:
        row = t.row("case", case) or {}
        where = paper_at or row["paper_at"]
        t.save("event", {"case": case, "kind": kind, "pages": pages, "signed": signed, "paper_at": where})
        if where and not row["paper_at"]:
            t.save("case", {"id": case, "paper_at": where})
        t.say(say("「{number}」收了{n}页纸", number=row["number"], n=pages))
    return t.change


def which(book: Book, actor: Actor, talk: str) -> str:
    """Which of the two records a council may make, and why."""
    return "\n\n".join(
        (
            say(rules.NEVER_FORMAL),
            say("劝解劝导：谁都可以劝，劝开了最好；说好的话靠大家自觉。劝导记下来，主管部门来处理时可以作证。"),
            say("纠纷：双方都愿意，居委会调委会受理了，才办。有一方明确不愿意，就不能再调。一概不收钱。"),
            say("要办，选「转为纠纷」，写过的不用再写。"),
        )
    )


def how(book: Book, actor: Actor, case: str) -> str:
    """How a dispute stands: by when, what is lacking, what it may still become; in sentences."""
    row = book.read.get("case", case) or {}
    lines = [say(rules.NEVER_FORMAL)]
    if rules.is_urgent(row.get("matter")):
        lines.append(say("可能出事的，先报公安，记下哪天报给了谁（人民调解法第25条）。"))
    if row.get("due"):
        lines.append(say("最晚{day}调结，要再延得双方都同意。", day=row["due"]))
    if row.get("lacks"):
        lines.append(say("还缺：{lacks}。", lacks=row["lacks"]))
    if row.get("outcome") == "written":
        lines += list(_effect(row))
    lines.append(say("没成的，要告诉双方：可以仲裁、找主管部门、到法院起诉。"))
    return "\n\n".join(lines)


def _effect(row: Row) -> list[str]:
    lacks = rules.missing_marks(*(row[name] for name in ("signed_a", "signed_b", "signed_m", "sealed_on")))
    if lacks:
        return [say("协议还没有生效，还缺：{lacks}。四样的日子都有了，从最后一样那天起生效。", lacks=lacks)]
    effect = say("协议从{day}起生效，双方都要照办，会里要去看做到了没有。", day=row["effective"])
    court = say(
        "双方可以一起到法院申请司法确认，最晚{day}（从生效的第二天起算30天，遇到放假顺延）。", day=row["confirm_by"]
    )
    return [effect, court, say("婚姻、收养这些身份关系和房屋归谁，法院不确认。")]


def month_wrong(book: Book, first: str, following: str) -> str:
    """Why the figures of a month do not add up, as this person may count them; "" when they do. An offer to reports."""
    lines = {line.key: line for line in book.catalog.area("case").month}
    total = book.read.month(lines["mediation.found"], first, following)
    bands = [book.read.month(lines[f"mediation.band{low}"], first, following) for low, _high in rules.BANDS]
    return "" if total is None else rules.bands_wrong(total, bands)


def _today() -> str:
    return clock.today().isoformat()
