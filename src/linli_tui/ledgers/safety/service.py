"""What people do with laptops and sticks: write them down, say where they are, strike a lost laptop off."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from linli_tui.core import clock, dates
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ledgers.safety import rules

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change
    from linli_tui.book.writing import Transaction
    from linli_tui.core.access import Actor

Row = dict[str, Any]
OPEN_LOSSES = "SELECT id FROM loss WHERE voided = 0 AND state = 'open' AND laptop = ? AND struck_on IS NULL"
STRUCK = """
SELECT name, machine, not_from, reason, until, told_on FROM laptop WHERE voided = 0 AND stage = 'struck'
ORDER BY not_from, id
"""


def here(book: Book) -> Row | None:
    """The laptop of the book that is this very machine; None when it is not written down."""
    query = "SELECT * FROM laptop WHERE voided = 0 AND machine = ? ORDER BY stage = 'struck', id LIMIT 1"
    return next(iter(book.read.sql(query, (book.machine,))), None)


def write_laptop(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """Writes a laptop down, the one in front of the writer unless that is written down already; or changes one."""
    with book.transaction(actor, "change" if record else "new") as t:
        row = t.row("laptop", t.save("laptop", {**values, "id": record} if record else values)) or {}
        this = row["machine"] == book.machine
        done = "已登记眼前这台电脑「{name}」" if this else "已登记电脑「{name}」，不是眼前这台"
        t.say(say("已修改电脑「{name}」" if record else done, name=row["name"]))
    return t.change


def guard_laptop(t: Transaction, old: Row | None, new: Row) -> None:
    """A new one is this machine as long as no other is; striking one off takes two persons, and stays."""
    if old is None:
        new["since"] = new["since"] or _today()
        new["machine"] = new["machine"] or (None if _claimed(t) else t.book.machine)
    before = old["stage"] if old else "in_use"
    if new["stage"] == before:
        return
    if new["stage"] == "struck":
        t.refuse_alone()
    elif before == "struck":
        raise Refused(say("「{name}」已经注销了。", name=new["name"]), say("什么也没有改。"))


def _claimed(t: Transaction) -> bool:
    return bool(t.sql("SELECT 1 FROM laptop WHERE voided = 0 AND machine = ?", (t.book.machine,)))


def claim(book: Book, actor: Actor, laptop: str) -> Change:
    """A laptop that was written down elsewhere is the one in front of the writer."""
    with book.transaction(actor, "change") as t:
        if _claimed(t):
            what = say("眼前这台已经登记过了，叫「{name}」。", name=(here(book) or {}).get("name", ""))
            raise Refused(what, say("什么也没有改。"))
        t.save("laptop", {"id": laptop, "machine": book.machine})
        t.say(say("「{name}」就是眼前这台", name=_name(t, "laptop", laptop)))
    return t.change


def find_laptop(book: Book, actor: Actor, laptop: str) -> Change:
    """A laptop that was thought lost is there again."""
    with book.transaction(actor, "change") as t:
        t.save("laptop", {"id": laptop, "stage": "in_use"})
        t.say(say("「{name}」找回来了。请换一次密码，再到丢失处置单上写一句", name=_name(t, "laptop", laptop)))
    return t.change


def strike(book: Book, actor: Actor, laptop: str, *, on: str, reason: str, second: Actor | None = None) -> Change:
    """From a day on nothing that was written on a laptop is believed any more; it takes two persons.

    The loss of it, where one is open, has its step with it. Raises Refused for the machine in front of the writer.
    """
    with book.transaction(actor, "strike", reason, second=second) as t:
        row = t.row("laptop", laptop) or {}
        if row["machine"] == book.machine:
            what = say("「{name}」就是眼前这台，正在用它写。", name=row["name"])
            do = say("请在新的电脑上打开台账，再注销这一台。")
            raise Refused(what, say("什么也没有改。"), do)
        t.save("laptop", {"id": laptop, "stage": "struck", "not_from": on, "reason": reason, "until": _today()})
        t.beside("loss")
        for loss in t.sql(OPEN_LOSSES, (laptop,)):
            t.save("loss", {"id": loss["id"], "struck_on": _today()})
        t.say(say("已注销「{name}」：从{on}起它写的不算。请打电话告诉街道", name=row["name"], on=on))
    return t.change


def tell_street(book: Book, actor: Actor, laptop: str, *, on: str, who: str | None = None) -> Change:
    """The street was told by telephone that a laptop was struck off."""
    with book.transaction(actor, "change") as t:
        t.save("laptop", {"id": laptop, "told_on": on, "told_who": who})
        t.say(say("已记下：{on}告诉街道「{name}」注销了", on=on, name=_name(t, "laptop", laptop)))
    return t.change


def struck_off(book: Book) -> list[Row]:
    """The laptops that were struck off: name, machine, not_from (ISO day), reason, until, told_on; an offer."""
    with book.rights.wide():
        return book.read.sql(STRUCK)


def is_struck(book: Book) -> bool:
    """Whether this very machine was struck off in this book, and is to be read only; an offer."""
    return any(row["machine"] == book.machine for row in struck_off(book))


def report_lines(book: Book, since: str = "", day: str = "") -> list[str]:
    """What the list of a report says of laptops struck off: those of which the street may not know yet.

    An offer to whoever makes the list; `since` is the ISO day of the report before, "" for the first, `day` that of the
    report itself, "" for today.
    """
    told = "电脑「{name}」（机器号{machine}）已注销：{reason}。从{day}起用它做的报送，请不要收。"
    new = (row for row in struck_off(book) if rules.to_be_told(row, since, day or _today()))
    return [
        say(
            told,
            name=row["name"],
            machine=row["machine"] or say("不详"),
            reason=row["reason"],
            day=dates.show_date(date.fromisoformat(row["not_from"])),
        )
        for row in new
    ]


def write_stick(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """Writes a stick down, or changes what was written."""
    with book.transaction(actor, "change" if record else "new") as t:
        saved = t.save("stick", {**values, "id": record} if record else values)
        done = "已修改备用U盘「{name}」" if record else "已登记备用U盘「{name}」，每月问一次"
        t.say(say(done, name=_name(t, "stick", saved)))
    return t.change


def guard_stick(t: Transaction, old: Row | None, new: Row) -> None:
    """Whoever says where a stick is has answered this month's question; only what is at somebody's has a holder."""
    if new["lies"] != "away":
        new["holder"] = None
    moved = old is None or (old["lies"], old["holder"]) != (new["lies"], new["holder"])
    if moved:
        if old is None or old["since"] == new["since"]:
            new["since"] = (new["since"] if old is None else None) or _today()
        new["asked_on"] = new["asked_on"] if old is None and new["asked_on"] else _today()


def still_there(book: Book, actor: Actor, stick: str) -> Change:
    """It lies where it lay: the question of the month is answered."""
    with book.transaction(actor, "answer") as t:
        row = t.row("stick", stick) or {}
        t.save("stick", {"id": stick, "asked_on": _today()})
        where = book.read.label("person", row["holder"]) if row["holder"] else ""
        done = "已问过：「{name}」还在{who}家" if where else "已问过：「{name}」还在原处"
        t.say(say(done, name=row["name"], who=where))
    return t.change


def hand_stick(book: Book, actor: Actor, stick: str, *, holder: str, on: str) -> Change:
    """It lies at somebody else's home from a day on."""
    with book.transaction(actor, "change") as t:
        t.save("stick", {"id": stick, "lies": "away", "holder": holder, "since": on, "asked_on": _today()})
        who = book.read.label("person", holder)
        t.say(say("「{name}」现在在{who}家", name=_name(t, "stick", stick), who=who))
    return t.change


def fetch_stick(book: Book, actor: Actor, stick: str) -> Change:
    """It lies in the council's own room, where the laptop is."""
    with book.transaction(actor, "change") as t:
        t.save("stick", {"id": stick, "lies": "room"})
        t.say(say("「{name}」在活动室。备份完了请让人带回家", name=_name(t, "stick", stick)))
    return t.change


def sticks(book: Book) -> list[Row]:
    """The sticks in use: name, lies (away, room or lost), holder, since, asked_on; an offer to whoever backs up."""
    return book.read.sql("SELECT * FROM stick WHERE voided = 0 ORDER BY name, id")


def _name(t: Transaction, ledger: str, record: str) -> str:
    return str((t.row(ledger, record) or {}).get("name", ""))


def _today() -> str:
    return clock.today().isoformat()
