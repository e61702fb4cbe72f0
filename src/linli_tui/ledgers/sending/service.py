"""What is done about reports: writing down to whom, that one was made, that it was copied, what the street stamped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NoReturn

from linli_tui.core import clock
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ledgers.sending import rules

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change
    from linli_tui.book.writing import Transaction
    from linli_tui.core.access import Actor
    from linli_tui.core.ledger import Catalog, Ledger

Row = dict[str, Any]
REPORT, COPIED, SIGNED = "report", "copied", "signed"
"""The verbs of the three acts that write what was sent."""


def reported(catalog: Catalog, words: str) -> list[Ledger]:
    """The ledgers a recipient gets, in the order of the book. Raises Refused for a name that is none of them."""
    offered = [ledger for ledger in catalog.ledgers.values() if ledger.in_report and not ledger.hidden]
    titles = rules.titles(words)
    if titles == [say(rules.ALL)]:
        return offered
    known = {ledger.title for ledger in offered}
    unknown = [title for title in titles if title not in known]
    if unknown:
        raise Refused(
            say("「{name}」不是能报送的台账。", name="、".join(unknown)),
            say("您写的都还在。"),
            say("能写的有：{names}；都给就写「{all}」。", names="、".join(sorted(known)), all=say(rules.ALL)),
            field="ledgers",
        )
    return [ledger for ledger in offered if ledger.title in titles]


def write_recipient(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """Writes down to whom is reported, or changes it."""
    with book.transaction(actor, "change" if record else "new") as t:
        row = t.row("recipient", t.save("recipient", {**values, "id": record} if record else values)) or {}
        t.say(say("已修改报送对象「{name}」" if record else "已写下报送对象「{name}」", name=row["name"]))
    return t.change


def guard_recipient(t: Transaction, old: Row | None, new: Row) -> None:
    """Ledgers are named by their titles, and known by their tables to whoever counts what has changed."""
    named = reported(t.book.catalog, str(new["ledgers"]))
    if rules.titles(str(new["ledgers"])) != [say(rules.ALL)]:
        new["ledgers"] = "、".join(ledger.title for ledger in named)
    new["tables"] = f"|{'|'.join(dict.fromkeys(ledger.table for ledger in named))}|"


def recipients(book: Book) -> list[Row]:
    """All to whom is reported; an offer. `wanted` are the names of the ledgers each gets, `whole` says all of them, and
    `last` is the day of its last report.
    """
    query = """
        SELECT p.*, (SELECT max(o.day) FROM report_out o WHERE o.recipient = p.id AND o.voided = 0) AS last
        FROM recipient p WHERE p.voided = 0 ORDER BY p.name, p.id
    """
    rows = book.read.sql(query)
    return [{**row, **_wanted(book.catalog, row["ledgers"])} for row in rows]


def _wanted(catalog: Catalog, words: str) -> Row:
    return {"wanted": [one.name for one in reported(catalog, words)], "whole": rules.titles(words) == [say(rules.ALL)]}


def record_report(
    t: Transaction, *, recipient: str, month: str, tables: Iterable[Mapping[str, Any]], code: str, folder: str
) -> str:
    """Writes down inside an open transaction that a report was made; an offer to whoever makes it. The report's id.

    `month` is YYYY-MM; every table has `ledger`, `title`, `rows`, `fresh` and `blank`.
    """
    t.beside("report_out", "report_line")
    lines = [dict(table) for table in tables]
    totals = {name: sum(line[name] for line in lines) for name in ("rows", "fresh")}
    made = {"recipient": recipient, "month": month, "day": clock.today().isoformat(), "code": code, "folder": folder}
    report = t.save("report_out", {**made, **totals})
    t.save_all("report_line", [{"report": report, "place": n, **line} for n, line in enumerate(lines, 1)])
    return report


def copied(book: Book, actor: Actor, report: str) -> Change:
    """The report is on a stick and was read again; an offer."""
    book.rights.refuse("report")
    with book.transaction(actor, COPIED) as t:
        t.beside("report_out")
        row = t.row("report_out", report) or {}
        stage = row["stage"] if row["stage"] == SIGNED else COPIED
        t.save("report_out", {"id": report, "stage": stage, "copied_on": clock.today().isoformat()})
        t.say(say("已拷到U盘，核对无误：{label}", label=row["label"]))
    return t.change


def stamp(book: Book, actor: Actor, report: str, counts: Mapping[str, int], by: str = "", on: str = "") -> Change:
    """The stamped paper is back: `counts` are the recipient's, by the ids of the tables; what differs is kept."""
    book.rights.refuse("report")
    with book.transaction(actor, SIGNED) as t:
        t.beside("report_out", "report_line")
        row = t.row("report_out", report) or {}
        if row["stage"] == SIGNED:
            raise Refused(say("「{label}」已经签收过了。", label=row["label"]), say("什么也没有改。"))
        signed = {"signed_on": on or clock.today().isoformat(), "signed_by": by or None}
        t.save("report_out", {"id": report, "stage": SIGNED, **signed})
        t.save_all("report_line", [{"id": line, "stamped": count} for line, count in counts.items()])
        found = rules.differing(filter(None, (t.row("report_line", line) for line in counts)))
        done = say("街道已签收(纸)：{label}", label=row["label"])
        more = say("，{n}张表数不同：{which}", n=len(found), which=rules.told(found)) if found else ""
        t.say(done + more)
    return t.change


def guard_report(t: Transaction, old: Row | None, new: Row) -> None:
    """Takes a row only of an act of reporting; afterwards only that it was copied and what was stamped."""
    own = {REPORT} if old is None else {COPIED, SIGNED}
    if t.verb not in own or new["voided"]:
        _refuse()


def refuse_by_hand(book: Book, actor: Actor, values: Row, record: str | None = None) -> NoReturn:
    """Nobody writes one by hand."""
    _refuse()


def _refuse() -> NoReturn:
    raise Refused(
        say("报送清单由程序自己记，不能手写，也不能改、不能作废。"),
        say("什么也没有改。"),
        say("报送错了，请再报送一次；街道盖章的数，在那一次里选「街道盖章签收了」。"),
    )
