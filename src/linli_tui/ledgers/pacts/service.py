"""What people do with pacts: write them, open a new version, put one in force, sign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linli_tui.core import clock
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ledgers.pacts import rules
from linli_tui.ledgers.pacts.ledger import MEANT, PACT, SIGNATURE

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change
    from linli_tui.book.writing import Transaction
    from linli_tui.core.access import Actor

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far one entrance has come; `building` and `entrance` are their names, each number is of homes."""

    building: str
    entrance: str
    homes: int
    signed: int
    reserved: int
    absent: int
    refused: int
    thinking: int

    @property
    def say(self) -> str:
        """The sentence about it."""
        return rules.coverage(self.homes, self.signed)


def write_pact(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """Writes down a pact, a new one with its first version as a draft; or changes its name and notes."""
    with book.transaction(actor, "change" if record else "new") as t:
        saved = t.save("pact", {**values, "id": record} if record else values)
        if not record:
            t.save("pact_version", {"pact": saved, "no": 1})
        title = (t.row("pact", saved) or {})["title"]
        t.say(say("已修改「{title}」" if record else "已写下「{title}」，第1版是草案，可以加条文了", title=title))
    return t.change


def new_version(book: Book, actor: Actor, pact: str, *, text_note: str | None = None) -> Change:
    """Opens the next version of a pact as a draft with the articles of the last one."""
    with book.transaction(actor, "new") as t:
        version, copied = _open_version(t, pact, text_note)
        label = (t.row("pact_version", version) or {})["label"]
        t.say(say("已开「{label}」，抄来{n}条", label=label, n=copied))
    return t.change


def write_version(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """A version as the form gives it: a new one copies the articles of the last, an old one changes its note."""
    if not record:
        return new_version(book, actor, values["pact"], text_note=values.get("text_note"))
    with book.transaction(actor, "change") as t:
        t.save("pact_version", {**values, "id": record})
        t.say(say("已修改「{label}」", label=book.read.label("pact_version", record)))
    return t.change


def write_article(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """Adds an article at the end, or where its number says, or changes one. Refused once the version is adopted."""
    with book.transaction(actor, "change" if record else "new") as t:
        row = {**((t.row("article", record) if record else None) or {}), **values}
        row["line"] = row.get("line") or _next_line(t, row.get("version"))
        label = (t.row("article", t.save("article", row)) or {})["label"]
        t.say(say("已修改 {label}" if record else "已写下 {label}", label=label))
    return t.change


def guard_pact(t: Transaction, old: Row | None, new: Row) -> None:
    """A pact is for the whole compound, or for one building or entrance."""
    scope, among = new["scope"], PACT.field("scope").among
    if scope and scope != (old or {}).get("scope"):
        slice_ = t.book.read.slice_of("place", scope)
        if slice_ is None or slice_.name not in among:
            what = say("「用在哪里」只能选一幢或者一个单元。")
            raise Refused(what, say("您写的都还在。"), say("全小区的空着就行。"), field="scope")


def guard_article(t: Transaction, old: Row | None, new: Row) -> None:
    """Articles of a version that was adopted stay as they are, and are not voided either."""
    for version in {(old or new)["version"], new["version"]}:
        row = t.row("pact_version", version) if version else None
        if row and row["state"] not in rules.OPEN:
            what, do = say("这一版已经通过，条文不能再改。"), say("请打开公约，选「开新版」，在新版里改。")
            raise Refused(what, say("您写的都还在。"), do)


def refuse_empty(t: Transaction, version: Row) -> None:
    """A version without articles can be shown to nobody."""
    if not t.sql("SELECT 1 FROM article WHERE version = ? AND voided = 0 LIMIT 1", (version["id"],)):
        raise Refused(say("这一版还没有条文。"), say("什么也没有改。"), say("请先加条文。"))


def refuse_unready(t: Transaction, version: Row) -> None:
    """A version is adopted with articles, and takes effect no earlier than that."""
    refuse_empty(t, version)
    if (version["effective"] or version["adopted"]) < version["adopted"]:
        what = say("生效的日子{on}比通过的日子{day}还早。", on=version["effective"], day=version["adopted"])
        raise Refused(what, say("什么也没有改。"), say("请看看这两个日子。"), field="effective")


def end_previous(t: Transaction, version: Row) -> None:
    """Ends the version of the same pact that was in force. Refused before the day the new one takes effect."""
    refuse_unready(t, version)
    if version["effective"] > clock.today().isoformat():
        raise Refused(
            say("还没到{day}，不能生效。", day=version["effective"]),
            say("什么也没有改。"),
            say("到那天首页会提醒。"),
            field="effective",
        )
    before = "SELECT id FROM pact_version WHERE pact = ? AND state = 'in_force' AND voided = 0"
    for other in t.sql(before, (version["pact"],)):
        t.move("pact_version", other["id"], "end", ended=version["effective"])


def take_effect(t: Transaction, version: str, on: str) -> None:
    """Puts an adopted version in force from a day, inside an open transaction; an offer to whoever decides it."""
    t.move("pact_version", version, "put_in_force", effective=on)


def put_in_force(book: Book, actor: Actor, version: str, on: str) -> Change:
    """An adopted version is in force from that day; the one before ends with it."""
    with book.transaction(actor, "put_in_force") as t:
        take_effect(t, version, on)
        label, who = book.read.label("pact_version", version), say(rules.WHO[_pact(t, version)["kind"]])
        t.say(say("「{label}」从{on}起生效，{who}", label=label, on=on, who=who))
    return t.change


def sign(book: Book, actor: Actor, fixed: Row, home: str, values: Row, sitting: str = "") -> Change:
    """What one home said to a version, `fixed` being the version and the day; a later answer replaces the first."""
    version, day = fixed["version"], fixed.get("signed_on") or clock.today().isoformat()
    with book.transaction(actor, "sign", sitting=sitting) as t:
        known = t.sql("SELECT id FROM signature WHERE version = ? AND home = ? AND voided = 0", (version, home))
        row = {"version": version, "home": home, "signed_on": day, **values}
        _save_signature(t, row, known[0]["id"] if known else None)
    return t.change


def write_signature(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """A signature as the form gives it."""
    with book.transaction(actor, "correct" if record else "sign") as t:
        if not record:
            known = "SELECT id FROM signature WHERE version = ? AND home = ? AND voided = 0"
            same = t.sql(known, (values["version"], values["home"]))
            record = same[0]["id"] if same else None
        _save_signature(t, values, record)
    return t.change


def walks(book: Book, fixed: Row) -> tuple[tuple[str, str], ...]:
    """The entrances a version is carried to, as filters over them: all, those of its building, or its own one."""
    scope = book.read.sql(
        "SELECT s.id, s.kind FROM pact_version v JOIN pact k ON k.id = v.pact JOIN place s ON s.id = k.scope "
        "WHERE v.id = ? AND s.kind IN ('building', 'entrance')",
        (fixed["version"],),
    )
    return tuple(("building" if place["kind"] == "building" else "id", place["id"]) for place in scope)


def coverage(book: Book, version: str) -> list[Coverage]:
    """How far each entrance has come, in the order of the places."""
    rows = book.read.sql(
        "SELECT h.building, h.parent, min(h.place_key) AS place_key, count(*) AS homes, "
        "sum(CASE WHEN g.state IN ('signed', 'reserved') "
        "AND (k.kind <> 'covenant' OR g.capacity = 'owner' OR g.how = 'proxy') THEN 1 ELSE 0 END) AS signed, "
        + ", ".join(
            f"sum(ifnull(g.state, '') = '{state}') AS {state}"
            for state in ("reserved", "absent", "refused", "thinking")
        )
        + " FROM pact_version v JOIN pact k ON k.id = v.pact LEFT JOIN place s ON s.id = k.scope "
        f"JOIN place h ON {MEANT} "
        "LEFT JOIN signature g ON g.home = h.id AND g.version = v.id AND g.voided = 0 "
        "WHERE v.id = ? GROUP BY h.building, h.parent ORDER BY place_key",
        (version,),
    )
    numbers = ("homes", "signed", "reserved", "absent", "refused", "thinking")
    name = book.read.label
    return [Coverage(name("place", r["building"]), name("place", r["parent"]), *(r[n] for n in numbers)) for r in rows]


def _open_version(t: Transaction, pact: str, text_note: str | None) -> tuple[str, int]:
    last = t.sql("SELECT id, no FROM pact_version WHERE pact = ? AND voided = 0 ORDER BY no DESC LIMIT 1", (pact,))
    version = t.save("pact_version", {"pact": pact, "no": last[0]["no"] + 1 if last else 1, "text_note": text_note})
    copied = "SELECT line, title, text FROM article WHERE version = ? AND voided = 0 ORDER BY line"
    articles = t.sql(copied, (last[0]["id"],)) if last else []
    t.save_all("article", ({**article, "version": version} for article in articles))
    return version, len(articles)


def _next_line(t: Transaction, version: str | None) -> int:
    rows = t.sql("SELECT ifnull(max(line), 0) + 1 AS line FROM article WHERE version = ? AND voided = 0", (version,))
    return int(rows[0]["line"])


def _pact(t: Transaction, version: str) -> Row:
    row = t.row("pact_version", version) or {}
    return t.row("pact", row["pact"]) or {}


def _answer(row: Row) -> str:
    """What a home said, with who signed and how: 租客签了，按手印."""
    shown = {name: SIGNATURE.field(name).choice(row[name]) for name in ("state", "capacity", "how") if row[name]}
    way = say("，{how}", how=shown["how"]) if row["how"] not in (None, "self") else ""
    return shown.get("capacity", "") + shown["state"] + way


def _save_signature(t: Transaction, values: Row, record: str | None) -> None:
    row = t.row("signature", t.save("signature", {**values, "id": record} if record else values)) or {}
    version = t.row("pact_version", row["version"]) or {}
    if version["state"] in rules.OPEN:
        what = say("「{label}」还没有通过，不能签。", label=version["label"])
        raise Refused(what, say("什么也没有改。"), say("请先通过这一版。"))
    pact = _pact(t, row["version"])
    _refuse_outside(t, pact, row)
    kind, sentences = pact["kind"], [say("{home}：{answer}", home=row["label"], answer=_answer(row))]
    if row["state"] in rules.SIGNED and version["state"] == "ended":
        sentences.append(say("签的是旧版，不算进现在的签订率"))
    elif row["state"] in rules.SIGNED and not rules.counts(kind, row["state"], row["capacity"], row["how"]):
        sentences.append(say("{who}，这一户先记下，还不算签订", who=say(rules.WHO[kind])))
    t.say("；".join(sentences))


def _refuse_outside(t: Transaction, pact: Row, signature: Row) -> None:
    """A home the pact is not for has nothing to sign."""
    place, home = pact["scope"] and t.row("place", pact["scope"]), t.row("place", signature["home"]) or {}
    if place and place["kind"] != "compound" and place["id"] not in (home["building"], home["entrance"]):
        what = say("这份公约只用在{place}，{home}不用签。", place=place["label"], home=home["label"])
        raise Refused(what, say("什么也没有改。"), say("请看看是不是选错了单元。"), field="home")
