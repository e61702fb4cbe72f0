"""What people do as households come and go: register who lives where, who rents, whose car it is; and move out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from linli_tui.core import clock, dates
from linli_tui.core.refusal import Refused
from linli_tui.core.words import _, say
from linli_tui.ledgers.people import rules
from linli_tui.ledgers.people.living import GONE

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change
    from linli_tui.book.writing import Transaction
    from linli_tui.core.access import Actor

Row = dict[str, Any]
LIVING = ("household", "residence", "tenancy")
"""The facts of living in a home that end when a household moves out."""
DONE = {
    "household": (_("已登记{home}的住户"), _("已更正{home}的住户")),
    "residence": (_("已登记 {who}住在{home}"), _("已更正 {who}住在{home}")),
    "tenancy": (_("已登记 {who}租住{home}"), _("已更正 {who}租住{home}")),
}
"""What is said of a new fact and of one corrected."""
MONTHS_KEPT = 12
"""How long the telephone of somebody who has moved out is kept."""


def guard_home(t: Transaction, old: Row | None, new: Row) -> None:
    """Of a household that refuses to be registered nothing is kept but what votes need; what was kept may be voided."""
    home = t.row("home", new["home"]) if new["home"] and not new["voided"] else None
    if home and home["refused_on"] and not (old and old["home"] == new["home"]):
        what = say("{home}这户不愿登记，只记投票要用的。", home=home["label"])
        raise Refused(what, say("什么也没有改。"), say("这户愿意了，先把房屋里的「不愿登记」清空。"), field="home")


def forget_home(t: Transaction, home: str) -> None:
    """Voids what is kept of living in a home, inside an open transaction; an offer to whoever learns of the refusal."""
    cared_for = "SELECT c.id FROM care c JOIN residence s ON s.person = c.person WHERE s.home = ? AND c.voided = 0"
    for row in t.sql(cared_for, (home,)):
        t.void("care", row["id"])
    for ledger in (*LIVING, "vehicle"):
        for row in t.sql(f"SELECT id FROM {ledger} WHERE home = ? AND voided = 0", (home,)):
            t.void(ledger, row["id"])


def write_household(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """Registers how a home is lived in and by whom, or corrects it; another household still there is pointed out."""
    return _write(book, actor, "household", values, record)


def write_residence(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """Registers that somebody lives in a home, or corrects it."""
    return _write(book, actor, "residence", values, record)


def write_tenancy(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """Registers who rents a home, or corrects it."""
    return _write(book, actor, "tenancy", values, record)


def write_vehicle(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """Registers a vehicle, or changes what is kept of one; a plate that is known already is pointed out."""
    with book.transaction(actor, "change" if record else "new") as t:
        if values.get("plate"):
            values = {**values, "plate": rules.clean_plate(values["plate"])}
        row = t.row("vehicle", t.save("vehicle", {**values, "id": record} if record else values)) or {}
        same = "SELECT 1 FROM vehicle WHERE plate = ? AND id <> ? AND voided = 0"
        twice = rules.has_number(row["plate"]) and t.sql(same, (row["plate"], row["id"]))
        done = say("已修改 {plate}" if record else "已登记 {plate}", plate=row["plate"])
        t.say(done + (say("；这个车牌登记过了，请看看是不是同一辆") if twice else ""))
    return t.change


def leave(book: Book, actor: Actor, residence: str, *, on: str) -> Change:
    """Somebody lives in a home no longer from that day on."""
    with book.transaction(actor, "move_out") as t:
        row = t.row("residence", residence) or {}
        _end(t, "residence", row, on)
        t.say(say("{who}从{on}起不住在{home}了", who=_name(t, row["person"]), on=on, home=row["label"]))
    return t.change


def move_out(book: Book, actor: Actor, household: str, *, on: str) -> Change:
    """A household leaves its home on a day, with all who live there and rent it; their telephones are kept a year."""
    with book.transaction(actor, "move_out") as t:
        row = t.row("household", household) or {}
        _refuse_ended(row, on)
        people = empty_home(t, row["home"], on)
        t.say(say("{home}这户{on}搬走，{n}个人不再住在这里", home=row["label"], on=on, n=people))
    return t.change


def empty_home(t: Transaction, home: str, on: str) -> int:
    """Ends on a day all that says who lives in a home; how many people lived there. Inside an open transaction."""
    people = 0
    for ledger in LIVING:
        rows = t.sql(f"SELECT * FROM {ledger} WHERE home = ? AND voided = 0", (home,))
        for row in (row for row in rows if rules.holds(row, on) and row["since"] != on):
            t.save(ledger, {"id": row["id"], "until": on})
            people += ledger == "residence"
    return people


def moved_out(book: Book, on: str = "") -> list[Row]:
    """Those who left a year ago or earlier and whose telephones are still kept, by name."""
    day = date.fromisoformat(on) if on else clock.today()
    since = dates.add_months(day, -MONTHS_KEPT).isoformat()
    sql = f"SELECT p.id, p.name {GONE.format(since='?')} ORDER BY p.name_key"
    return book.read.sql(sql, (since,) * sql.count("?"))


def _write(book: Book, actor: Actor, ledger: str, values: Row, record: str | None) -> Change:
    with book.transaction(actor, "correct" if record else "start") as t:
        row = t.row(ledger, t.save(ledger, {**values, "id": record} if record else values)) or {}
        who = row.get("person") or row.get("tenant")
        done = say(DONE[ledger][bool(record)], home=row["label"], who=_name(t, who) if who else "")
        t.say("；".join(filter(None, (done, _warn_of_others(t, row) if ledger == "household" else ""))))
    return t.change


def _warn_of_others(t: Transaction, household: Row) -> str:
    rows = t.sql(
        "SELECT * FROM household WHERE home = ? AND id <> ? AND voided = 0", (household["home"], household["id"])
    )
    today = clock.today().isoformat()
    if not rules.holds(household, today) or not any(rules.holds(row, today) for row in rows):
        return ""
    return say("这套房现在还登记着另一户，已经搬走的请点「这户搬走了」")


def _end(t: Transaction, ledger: str, row: Row, on: str) -> None:
    _refuse_ended(row, on)
    t.save(ledger, {"id": row["id"], "until": on})


def _refuse_ended(row: Row, on: str) -> None:
    if row["until"] and row["until"] <= on:
        raise Refused(say("这一条已经到{day}为止了。", day=row["until"]), say("什么也没有改。"), field="on")


def _name(t: Transaction, person: str) -> str:
    return str((t.row("person", person) or {}).get("name") or "")
