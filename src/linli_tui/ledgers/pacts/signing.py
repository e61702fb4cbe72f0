"""What people do at the doors: write down who signed, who did not, who left; and how far the signing has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linli_tui.core import clock
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ledgers.pacts import rules
from linli_tui.ledgers.pacts.counting import ANSWER, MEANT
from linli_tui.ledgers.pacts.signatures import SIGNATURE

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change
    from linli_tui.book.writing import Transaction
    from linli_tui.core.access import Actor

Row = dict[str, Any]
KNOWN = "SELECT id FROM signature WHERE version = ? AND home = ? AND voided = 0"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far one entrance has come; `building` and `entrance` are their names, each number is of homes.

    `signed` are those that count; `old` of them signed an older version.
    """

    building: str
    entrance: str
    homes: int
    signed: int
    reserved: int
    absent: int
    refused: int
    thinking: int
    old: int = 0

    @property
    def unmet(self) -> int:
        """Homes that have said neither yes nor no."""
        return self.homes - self.signed - self.refused

    @property
    def say(self) -> str:
        """The sentence about it."""
        return rules.coverage(self.homes, self.signed)


def sign(book: Book, actor: Actor, fixed: Row, home: str, values: Row, sitting: str = "") -> Change:
    """What one home said to a version, `fixed` being the version and the day; a later answer replaces the first."""
    with book.transaction(actor, "sign", sitting=sitting) as t:
        keep_answer(t, fixed, home, values)
    return t.change


def keep_answer(t: Transaction, fixed: Row, home: str, values: Row) -> str:
    """The same inside an open transaction, for a sheet that carries other questions too; returns the signature.

    `fixed` is the version, the day, and the paper it was read from; `values` are those of a signature.
    """
    version, day = fixed["version"], fixed.get("signed_on") or clock.today().isoformat()
    known = t.sql(KNOWN, (version, home))
    given = {name: value for name, value in fixed.items() if value is not None}
    row = {**given, "home": home, "signed_on": day, **_cleared(values), **values}
    return _save_signature(t, row, known[0]["id"] if known else None)


def write_signature(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """A signature as the form gives it."""
    with book.transaction(actor, "correct" if record else "sign") as t:
        if not record:
            same = t.sql(KNOWN, (values["version"], values["home"]))
            record = same[0]["id"] if same else None
        _save_signature(t, values, record)
    return t.change


def take_mandate(book: Book, actor: Actor, signature: str) -> Change:
    """The owner's mandate for whoever signed for him has come, and lies with the sheet."""
    with book.transaction(actor, "correct") as t:
        _save_signature(t, {"how": "mandate"}, signature)
    return t.change


def leave(book: Book, actor: Actor, signature: str, *, left_on: str, reason: str | None = None) -> Change:
    """A home that signed leaves the pact from a day on; nobody asks it to stay."""
    with book.transaction(actor, "sign") as t:
        left = {"state": "left", "signed_on": left_on, "reason": reason, "capacity": None, "how": None, "not_for": None}
        _save_signature(t, left, signature)
    return t.change


def guard_signature(t: Transaction, old: Row | None, new: Row) -> None:
    """The articles not signed for are articles of the version, written 3、5."""
    if new["state"] not in rules.SIGNED or new["state"] == "signed":
        new["not_for"] = None
        return
    lines = rules.read_lines(new["not_for"])
    known = {row["line"] for row in t.sql("SELECT line FROM article WHERE version=? AND voided=0", (new["version"],))}
    for line in lines:
        if line not in known:
            what = say("这一版没有第{n}条。", n=line)
            raise Refused(what, say("您写的都还在。"), say("请看看条文是第几条。"), field="not_for")
    new["not_for"] = rules.show_lines(lines)


def walks(book: Book, fixed: Row) -> tuple[tuple[str, str], ...]:
    """The entrances a version is carried to, as filters over them: all, those of its building, or its own one."""
    scope = book.read.sql(
        "SELECT s.id, s.kind FROM pact_version v JOIN pact k ON k.id = v.pact JOIN place s ON s.id = k.scope "
        "WHERE v.id = ? AND s.kind IN ('building', 'entrance')",
        (fixed["version"],),
    )
    return tuple(("building" if place["kind"] == "building" else "id", place["id"]) for place in scope)


NOW = f"""
SELECT 1 FROM ({ANSWER}) a JOIN pact_version v ON v.id = a.of
WHERE v.pact = ? AND v.state = 'in_force' AND v.voided = 0 AND a.signature = ? AND a.counts = 1
"""
"""Whether a signature counts for the version in force."""
BY_ENTRANCE = f"""
SELECT h.building, h.parent, min(h.place_key) AS place_key, count(*) AS homes, sum(ifnull(a.counts, 0)) AS signed,
  sum(a.state = 'reserved' AND a.counts) AS reserved, sum(a.state = 'absent') AS absent,
  sum(a.state IN ('refused', 'left')) AS refused, sum(a.state = 'thinking') AS thinking,
  sum(a.counts AND a.version <> a.of) AS old
FROM pact_version v JOIN pact k ON k.id = v.pact LEFT JOIN place s ON s.id = k.scope JOIN place h ON {MEANT}
LEFT JOIN ({ANSWER}) a ON a.home = h.id AND a.of = v.id
WHERE v.id = ? GROUP BY h.building, h.parent ORDER BY place_key
"""


def coverage(book: Book, version: str) -> list[Coverage]:
    """How far each entrance has come, in the order of the places."""
    numbers = ("homes", "signed", "reserved", "absent", "refused", "thinking", "old")
    name = book.read.label
    return [
        Coverage(name("place", row["building"]), name("place", row["parent"]), *(row[n] or 0 for n in numbers))
        for row in book.read.sql(BY_ENTRANCE, (version,))
    ]


def _cleared(values: Row) -> Row:
    """What an answer before said that a new one says nothing of: the reason and the next visit end with it."""
    return {"reason": None, "next_on": None, "not_for": None} if "state" in values else {}


def _answer(row: Row) -> str:
    """What a home said, with who signed and how, and for which articles not: 租客签了，按手印."""
    shown = {name: SIGNATURE.field(name).choice(row[name]) for name in ("state", "capacity", "how") if row[name]}
    way = say("，{how}", how=shown["how"]) if row["how"] not in (None, "self") else ""
    apart = say("，第{lines}条不签", lines=row["not_for"]) if row["not_for"] else ""
    return shown.get("capacity", "") + shown["state"] + way + apart


def _save_signature(t: Transaction, values: Row, record: str | None) -> str:
    saved = t.save("signature", {**values, "id": record} if record else values)
    row = t.row("signature", saved) or {}
    version = t.row("pact_version", row["version"]) or {}
    if version["state"] in rules.UNSETTLED:
        what = say("「{label}」还没有通过，不能签。", label=version["label"])
        raise Refused(what, say("什么也没有改。"), say("请先通过这一版。"))
    pact = t.row("pact", version["pact"]) or {}
    _refuse_outside(t, pact, row)
    kind, sentences = pact["kind"], [say("{home}：{answer}", home=row["label"], answer=_answer(row))]
    if row["state"] in rules.SIGNED and version["state"] == "ended":
        counted = t.sql(NOW, (version["pact"], saved))
        old = say("签的是旧版，条文没有改，照样算") if counted else say("签的是旧版，不算进现在的签订率")
        sentences.append(old)
    elif row["state"] in rules.SIGNED and not rules.counts(kind, row["state"], row["capacity"], row["how"]):
        sentences.append(say("{who}，这一户先记下，还不算签订", who=say(rules.WHO[kind])))
    t.say("；".join(sentences))
    return saved


def _refuse_outside(t: Transaction, pact: Row, signature: Row) -> None:
    """A home the pact is not for has nothing to sign."""
    place, home = pact["scope"] and t.row("place", pact["scope"]), t.row("place", signature["home"]) or {}
    if place and place["kind"] != "compound" and place["id"] not in (home["building"], home["entrance"]):
        what = say("这份公约只用在{place}，{home}不用签。", place=place["label"], home=home["label"])
        raise Refused(what, say("什么也没有改。"), say("请看看是不是选错了单元。"), field="home")
