"""Checking a book: the file, the chain, gapless numbers, replay equals rows, references, derived columns, the finder.

All of it, or what is new since the last good check: the lines after it, and the rows they and what depends on them
touch; the file, references and what rows are among themselves are cheap and looked at every time.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from linli_tui.book import baseline, checked, comparing, engine, files, journal, schema, sealing_faults
from linli_tui.book.finding import MOST, Finding, Report, later, shortened
from linli_tui.book.following import Told, follow
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

if TYPE_CHECKING:
    from linli_tui.book.book import Book

__all__ = ["MOST", "Finding", "Report", "check"]

WHOLE_FILE, NEW_FILE = "integrity_check", "quick_check"
"""SQLite's own checks: with every index held against its table, and without."""
Touched = dict[str, set[str]]
"""{table: ids} of rows that are looked at."""


def check(book: Book, *, new: bool = False) -> Report:
    """Looks at the whole book, or with `new` at what is new, and says what is wrong, where, since when.

    All of it is looked at where nothing is remembered, or an upgrade or a year's line is among what is new. What was
    found is remembered; a reading window only tells what is to be, in the report.
    """
    before, since = checked.recalled(book), checked.point(book) if new else None
    with _at_one_moment(book):
        try:
            report = _told(book, (_new(book, since) if since else None) or _whole(book), before)
            memory = checked.after(book, report, before)
        except engine.DatabaseError:
            report = Report(0, 0, (Finding("文件", book.path.name, say("文件有损坏，有些内容读不出来了。")),))
            memory = checked.after(book, report, before)
    checked.remember(book, memory)
    return replace(report, memory=memory)


def _told(book: Book, report: Report, before: checked.Memory | None) -> Report:
    """The report with where each finding is and since when it may be so."""
    known = before.point if before else None
    good = (known.whole if report.whole else known.at) if known else ""
    found = tuple(later(_placed(book, finding), good) for finding in shortened(report.findings))
    return replace(report, findings=found)


@contextmanager
def _at_one_moment(book: Book) -> Iterator[None]:
    """A reading window sees nothing of what another one writes meanwhile."""
    if not book.reading_only:
        yield
        return
    book.connection.execute("BEGIN")
    try:
        yield
    finally:
        with suppress(engine.DatabaseError):  # a damaged file is found, not raised
            if book.connection.in_transaction:
                book.connection.execute("COMMIT")


def _whole(book: Book) -> Report:
    with ThreadPoolExecutor(1) as beside:  # SQLite looks through the file while we read the lines
        file = beside.submit(_file, book, WHOLE_FILE)
        told = follow(journal.lines(book.connection), schema.meanings(book.catalog))
        findings = [*told.findings, *_epochs(book), *_end(book)]
        rows, found = _rows(book, told)
        found += (
            Finding("调解", record, words, "", table, record) for table, record, words in sealing_faults.faults(book)
        )
        return Report(told.lines, rows, (*file.result(), *findings, *found))


def _new(book: Book, since: checked.Point) -> Report | None:
    """The lines after a point and the rows they bear on; None where only looking at all of it will do."""
    lines = list(journal.lines(book.connection, "seq>?", (since.seq,)))
    if any(line.verb in ("upgrade", baseline.VERB) for line in lines):
        return None
    told = follow(lines, ends=_ends(book, since))
    touched: Touched = defaultdict(set)
    for line in lines:
        touched[line.ledger].add(line.record)
    findings = [*_file(book, NEW_FILE), *told.findings, *_epochs(book), *_end(book)]
    findings += [] if told.unclear else _counts(book, since, lines)
    rows, found = _rows(book, _told_of(book, touched), touched)
    return Report(len(lines), rows, (*findings, *found), whole=False)


def _rows(book: Book, told: Told, touched: Touched | None = None) -> tuple[int, list[Finding]]:
    """How many rows were looked at, and what is wrong: all of them, or those touched and what hangs on them."""
    columns, n = comparing.Columns(book), 0
    reached = None if touched is None else _reached(book, touched)
    found: list[Finding] = []
    for table in book.catalog.tables():
        shape, wanted = book.shape(table.name), told.rows[table.name]
        only = None if reached is None else reached[table.name]
        own = None if touched is None else touched[table.name]
        kept = comparing.Kept(book, shape, only)
        derived = comparing.deriving(shape, columns, lambda ref: book.catalog.table(ref).name)
        for row in comparing.rows(book, shape, only):
            n += 1
            record = row["id"]
            line = wanted.pop(record, None)
            if (own is None or record in own) and record not in told.unclear:
                found += comparing.with_lines(shape, row, line)
            found += derived(row)
            kept.compare(row)
        found += [comparing.missing(shape, record) for record in wanted if record not in told.unclear]
        found += [*kept.findings(), *comparing.references(book, shape), *comparing.among_themselves(book, shape)]
    return n, found


def _ends(book: Book, since: checked.Point) -> dict[str, tuple[int, bytes]]:
    """Where every epoch ended at a point."""
    last = "SELECT n, hash FROM main.journal WHERE epoch=? AND seq<=? ORDER BY n DESC LIMIT 1"
    epochs = [epoch for (epoch,) in book.connection.execute("SELECT id FROM main.epoch")]
    found = {epoch: book.connection.execute(last, (epoch, since.seq)).fetchone() for epoch in epochs}
    return {epoch: end for epoch, end in found.items() if end}


def _told_of(book: Book, touched: Touched) -> Told:
    """What all lines ever say of some records; that they are no chain by themselves says nothing."""
    records = [book.id, *set().union(*touched.values())]
    lines = journal.lines(book.connection, "record IN (SELECT value FROM json_each(?))", (json.dumps(records),))
    return follow(lines, schema.meanings(book.catalog))


def _reached(book: Book, touched: Touched) -> Touched:
    """Rows that were touched, and those whose derived columns are made from them, near and far."""
    reached: Touched = defaultdict(set)
    fresh = {table: set(ids) for table, ids in touched.items() if table in book.catalog.ledgers}
    while fresh:
        following: Touched = defaultdict(set)
        for table, ids in fresh.items():
            reached[table] |= ids
            for other, ref, _column in book.shape(table).dependents:
                query = f'SELECT id FROM main."{other}" WHERE "{ref}" IN (SELECT value FROM json_each(?))'
                found = {record for (record,) in book.connection.execute(query, (json.dumps([*ids]),))}
                following[other] |= found - reached[other]
        fresh = {table: ids for table, ids in following.items() if ids}
    return reached


def _file(book: Book, pragma: str) -> list[Finding]:
    """Pages and indexes of the file, seen through a connection of its own."""
    try:
        with closing(engine.connect(book.path, book.key, read_only=True)) as connection:
            bad = _bad_pages(connection, pragma, book.key is not None)
    except (Refused, engine.DatabaseError):
        return [_broken(book)]
    name, words = book.path.name, say("文件里有{n}处损坏。", n=bad)
    return [Finding("文件", name, words)] if bad else []


def _bad_pages(connection: engine.Connection, pragma: str, encrypted: bool) -> int:
    """How many pages are not as they were written (their HMAC), else how many things are wrong in them."""
    if encrypted and pragma == WHOLE_FILE:
        bad = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        if bad:
            return len(bad)
    said = connection.execute(f"PRAGMA main.{pragma}({MOST})").fetchall()
    return 0 if said == [("ok",)] else sum(len(words.splitlines()) for (words,) in said)


def _broken(book: Book) -> Finding:
    return Finding("文件", book.path.name, say("文件有损坏，有些内容读不出来了。"))


def _epochs(book: Book) -> Iterator[Finding]:
    """Lines of an epoch nobody has begun."""
    for (epoch,) in book.connection.execute(
        "SELECT DISTINCT epoch FROM main.journal WHERE epoch NOT IN (SELECT id FROM main.epoch)"
    ):
        yield Finding("编号", epoch[:8], say("有流水不属于这本台账的任何一段。"))


def _end(book: Book) -> Iterator[Finding]:
    """Lines this machine has seen at the end of this very file, and that are there no more."""
    seen = files.known().get(book.id)
    if seen is None or seen.path != str(book.path.absolute()) or seen.epoch != book.epoch:
        return
    n, _hash = journal.head(book.connection, book.epoch)
    if n < seen.n:
        lost = say("流水只到第{n}行，以前写到过第{seen}行；是不是放回了旧的一份？", n=n, seen=seen.n)
        yield Finding("流水", say("第{n}行", n=n + 1), lost)


def _counts(book: Book, since: checked.Point, lines: list[journal.Line]) -> Iterator[Finding]:
    """Tables with more or fewer rows than there were at a point and the lines since made and took away."""
    wanted = Counter(since.rows)
    for line in lines:
        made = line.fields.get(journal.ROW)
        wanted[line.ledger] += 0 if made is None else 1 if made[1] else -1
    for table in book.catalog.tables():
        (n,) = book.connection.execute(f'SELECT count(*) FROM main."{table.name}"').fetchone()
        if n != wanted[table.name]:
            words = say("{ledger}有{n}条，照流水应该有{m}条。", ledger=table.title, n=n, m=wanted[table.name])
            yield Finding("流水", table.title, words, ledger=table.name)


def _placed(book: Book, finding: Finding) -> Finding:
    """The finding with what its row is called, and when that was written last."""
    if not finding.record:
        return finding
    try:
        query = "SELECT max(at) FROM main.journal WHERE record=?"
        last = book.connection.execute(query, (finding.record,)).fetchone()[0]
        ledger = book.read.slice_of(finding.ledger, finding.record)
        called = book.read.label(ledger.name, finding.record) if ledger else ""
    except engine.DatabaseError:
        return finding
    where = say("{ledger}「{label}」", ledger=finding.where, label=called) if called else finding.where
    return replace(finding, where=where, since=last or "")
