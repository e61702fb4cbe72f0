"""The month's report to one recipient: what would leave, seen before anything is written; the folder; what is kept.

With consent as its ground (PIPL 第13、23条) what is personal of homes and people whose consent lacks 报送街道 is left
empty; otherwise it is masked as everywhere.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linli_tui.book import files, since
from linli_tui.book.reading import Query
from linli_tui.core import clock, dates
from linli_tui.core.access import READ, Actor
from linli_tui.core.ledger import Ledger
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.exchange import folder, manifest, summary
from linli_tui.paper import as_text, as_xlsx, check_code, month_page, printed, sending_list
from linli_tui.paper.sending_list import Sent

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change

RECIPIENT, REPORT = "recipient", "report_out"
"""The ledgers of to whom is reported, and of what was."""
CONSENT, SCOPE = "consent", "street"
"""The ground that takes everybody's own consent, and the scope of it."""
VERB = "report"


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom, for what, on which ground, which ledgers, by which road; `last` is the day of the last report.

    Of the ledgers `counted` nothing leaves but their figures of the month, and only to whoever gets everything.
    """

    id: str
    name: str
    contact: str
    purpose: str
    basis: str
    ground: str
    road: str
    ledgers: tuple[str, ...]
    counted: tuple[str, ...]
    last: str


@dataclass(frozen=True, slots=True)
class Leaving:
    """One table as it would leave: its counts, and which of its columns stand open and which are masked."""

    sent: Sent
    open: tuple[str, ...]
    masked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Packed:
    """A report that lies in its folder: its files, its tables, its check number."""

    recipient: Recipient
    day: date
    path: Path
    files: tuple[manifest.Entry, ...]
    tables: tuple[Sent, ...]
    code: str


def recipients(book: Book) -> list[Recipient]:
    """All to whom is reported; none where no area keeps them, or they are not for this person."""
    found = book.catalog.offer("sending.recipients")
    return [_recipient(book, row) for row in found(book)] if found else []


def _recipient(book: Book, row: Mapping[str, Any]) -> Recipient:
    ground = book.catalog.ledgers[RECIPIENT].field("basis").choice(row["basis"])
    texts = {name: str(row[name] or "") for name in ("id", "name", "contact", "purpose", "basis", "road", "last")}
    counted = summary.counted_only(book.catalog) if row["whole"] else ()
    return Recipient(**texts, ground=ground, ledgers=tuple(row["wanted"]), counted=counted)


def leaving(book: Book, recipient: Recipient, day: date) -> list[Leaving]:
    """What would leave for the month of a day, table by table; nothing is written."""
    first, following = month_page.month_of(day)
    new, blank = since.made(book, first, following), blank_for(book, recipient)
    with book.rights.bare():
        return [_leaving(book, book.catalog.ledgers[name], new, blank) for name in _readable(book, recipient)]


def _readable(book: Book, recipient: Recipient) -> list[str]:
    return [name for name in recipient.ledgers if book.rights.may(READ, name)]


def _leaving(book: Book, ledger: Ledger, new: dict[str, frozenset[str]], blank: folder.Blank | None) -> Leaving:
    shown = folder.shown_columns(book.catalog, ledger)
    masked = tuple(column.field.title for column in shown if column.mask)
    refs = "".join(f', "{name}"' for name in _refs(book, ledger))
    rows = book.read.sql(f'SELECT id{refs} FROM temp."{ledger.name}" WHERE voided=0') if blank and masked else []
    empty = sum(blank(ledger, row) for row in rows) if blank else 0
    n, fresh = book.read.count(Query(ledger.name)), since.standing(book, ledger.name, new)
    plain = tuple(column.field.title for column in shown if not column.mask)
    return Leaving(Sent(ledger.name, ledger.title, n, fresh, empty), plain, masked)


def _refs(book: Book, ledger: Ledger) -> list[str]:
    """The columns of a row that name other records."""
    table = book.catalog.table(ledger)
    return [field.name for field in table.refs] + [derived.name for derived in table.derived if derived.ref]


def blank_for(book: Book, recipient: Recipient) -> folder.Blank | None:
    """Which rows leave without what is personal; None where the ground is not everybody's own consent."""
    if recipient.basis != CONSENT:
        return None
    offered = book.catalog.offer("consent.without")
    if offered is None:
        return lambda ledger, row: True
    with book.rights.wide():
        without = offered(book, SCOPE)
    return lambda ledger, row: bool(without.holds(row, *_refs(book, ledger)))


def refuse_wrong_sums(book: Book, day: date) -> None:
    """Refuses a month whose figures do not add up, as the street's own tables would."""
    wrong = month_page.wrong(book, day)
    if wrong:
        raise Refused(" ".join(wrong), say("什么也没有写。"), say("请先到那本台账里核对。"))


def place(book: Book, recipient: Recipient) -> Path:
    """Where the reports to somebody are kept on this machine; only its user can look into it."""
    of = f"{printed.safe_name(book.name)}_{book.id[:6]}"
    return files.user_folder() / say("报送") / of / f"{printed.safe_name(recipient.name)}_{recipient.id[-6:]}"


def pack(
    book: Book, actor: Actor, recipient: Recipient, day: date, to: Path, progress: folder.Progress | None = None
) -> Packed:
    """Writes the folder of the month of a day into `to`; nothing is kept of it before `record`.

    Raises Refused where it may not or cannot be written, or the figures of the month do not add up.
    """
    book.rights.refuse(VERB)
    refuse_wrong_sums(book, day)
    to.mkdir(mode=0o700, parents=True, exist_ok=True)
    tables, blank = [one.sent for one in leaving(book, recipient, day)], blank_for(book, recipient)
    packed: list[Packed] = []

    def beside(part: Path, name: str, entries: list[manifest.Entry]) -> list[manifest.Entry]:
        counted = tuple(_counted(tables, entries))
        made = Packed(recipient, day, part, tuple(entries), counted, _code(book, recipient, day, counted, entries))
        packed.append(made)
        return list(_papers(book, actor, made, name))

    names = [table.ledger for table in tables]
    report = folder.report(book, actor, to, True, names, progress, month=day, blank=blank, beside=beside)
    return replace(packed[0], path=report.path, files=report.files)


def _counted(tables: Iterable[Sent], entries: Iterable[manifest.Entry]) -> Iterator[Sent]:
    """The tables with as many rows as were written."""
    counts = [entry.rows for entry in entries if entry.name.endswith(".xlsx")]
    for table, count in zip(tables, counts, strict=True):
        yield replace(table, rows=count)


def _code(book: Book, to: Recipient, day: date, tables: Iterable[Sent], entries: Iterable[manifest.Entry]) -> str:
    """The digits of what the list says and of the files it is about."""
    said = [book.name, to.name, to.contact, to.purpose, to.ground, *map(astuple, tables)]
    return check_code.code("report_list", day.isoformat()[:7], *said, [entry.sha256 for entry in entries])


def handed(book: Book, actor: Actor, packed: Packed) -> sending_list.Handed:
    """What stands on the list of a report."""
    to = packed.recipient
    return sending_list.Handed(
        book.name, folder.body(book), packed.day.isoformat()[:7], to.name, to.contact, to.purpose, to.ground,
        actor.name, dates.show_date(clock.today()), packed.code, packed.tables,
        sending_list.notes(book, to.last, clock.today().isoformat()),
    )  # fmt: skip


def _papers(book: Book, actor: Actor, packed: Packed, name: str) -> Iterator[manifest.Entry]:
    """The list to sign, the row of totals, the page that says what all this is."""
    part, document = packed.path, sending_list.document(handed(book, actor, packed))
    sheet, text = (part / f"{name}_{document_name}" for document_name in (say("报送清单.xlsx"), say("报送清单.txt")))
    as_xlsx.write(sheet, document)
    text.write_text(as_text.text(document), encoding="utf-8-sig", newline="\r\n")
    yield manifest.enter(sheet, say("报送清单"), len(packed.tables))
    yield manifest.enter(text, say("报送清单"), len(packed.tables))
    whose = summary.Whose(book.name, folder.body(book), packed.day)
    totals = part / f"{name}_{say('汇总行.xlsx')}"
    count = summary.write(totals, book.catalog, summary.rows(book, whose, packed.tables, packed.recipient.counted))
    yield manifest.enter(totals, say("汇总行"), count)
    told = part / say("使用说明.txt")
    told.write_text(_told(book, name), encoding="utf-8-sig", newline="\r\n")
    yield manifest.enter(told, say("使用说明"), 0)


def _told(book: Book, name: str) -> str:
    return say(
        "{body} 报送\n\n"
        "1. 每张表一个 .xlsx（WPS、Excel 打开）和一个 .csv，内容一样。\n"
        "2. 「{name}_汇总行.xlsx」每张表一行，各小区的栏目都一样：从第2行起整行复制，贴到总表下面。\n"
        "3. 「{name}_报送清单.xlsx」两联：核对行数，签名盖章，一联退回小区。\n"
        "4. 「清单.txt」写着每个文件的行数和核对用的一串字。\n"
        "5. 姓名、电话、证件号已隐去一部分；没有同意报送的，空着。\n"
        "6. 这里全是表和文字，没有程序，不用安装什么。有不对的，请打小区的电话。\n",
        body=folder.body(book),
        name=name,
    )


def record(book: Book, actor: Actor, packed: Packed) -> tuple[str, Change]:
    """Keeps of a packed report that it leaves the house and what is in it, as one change; (its id, the change).

    Raises Refused when it cannot be kept; then the folder is gone as well.
    """
    to = packed.recipient
    try:
        with book.transaction(actor, VERB) as t:
            disclosed, sent = book.catalog.offer("privacy.disclosed"), book.catalog.offer("sending.sent")
            if disclosed:
                disclosed(
                    t, recipient=to.name, contact=to.contact or None, purpose=to.purpose, basis=to.basis,
                    ledgers=[table.ledger for table in packed.tables], rows=sum(t_.rows for t_ in packed.tables),
                    clear=False, medium=to.road,
                )  # fmt: skip
            month = packed.day.isoformat()[:7]
            lines = [_kept(table) for table in packed.tables]
            made = {"recipient": to.id, "month": month, "tables": lines, "code": packed.code}
            report = str(sent(t, **made, folder=packed.path.name)) if sent else ""
            t.say(say("已打包报送：{month} {who}", month=sending_list.month_text(month), who=to.name))
    except BaseException:
        shutil.rmtree(packed.path, ignore_errors=True)
        raise
    return report, t.change


def _kept(table: Sent) -> dict[str, Any]:
    return {name: getattr(table, name) for name in ("ledger", "title", "rows", "fresh", "blank")}


def copied(book: Book, actor: Actor, report: str) -> Change | None:
    """Keeps that a report is on a stick and was read again."""
    keep = book.catalog.offer("sending.copied")
    change: Change | None = keep(book, actor, report) if keep and report else None
    return change
