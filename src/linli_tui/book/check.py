"""Checking a book: the chain, gapless numbers, replay equals rows, references, derived columns, the finder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from linli_tui.book import engine, finder, journal, schema
from linli_tui.book.replay import replay
from linli_tui.book.shape import Shape

if TYPE_CHECKING:
    from linli_tui.book.book import Book

MOST = 20
"""So many findings of one kind are written out; the rest are counted."""

UNREADABLE = (ValueError, TypeError, AttributeError, IndexError)
"""What reading a line raises when its content is no longer what a line can be."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: which check, where, and a sentence."""

    check: str
    where: str
    say: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a check looked at and what it found."""

    lines: int
    rows: int
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings


def check(book: Book) -> Report:
    """Looks at the whole book and says what is wrong, where."""
    try:
        return _look(book)
    except engine.DatabaseError:
        broken = Finding("文件", book.path.name, "文件有损坏，有些内容读不出来了。请用备份恢复。")
        return Report(0, 0, (broken,))


def _look(book: Book) -> Report:
    lines = list(journal.lines(book.connection))
    findings = [*_file(book), *chain(lines), *_dangling_lines(book, lines)]
    try:
        rows = replay(lines, schema.meanings(book.catalog))
    except UNREADABLE:
        return Report(len(lines), 0, tuple(_shortened(findings)))
    counted = 0
    for ledger in book.catalog.tables():
        shape = book.shape(ledger.name)
        stored = _stored(book, shape)
        counted += len(stored)
        findings += [*_differences(shape, stored, rows.get(ledger.name, {})), *_numbers(shape, stored)]
        findings += [*_references(book, shape), *_derived(book, shape, stored), *_finder(book, shape, stored)]
    return Report(len(lines), counted, tuple(_shortened(findings)))


def chain(lines: list[journal.Line]) -> Iterator[Finding]:
    """Lines whose number leaves a gap or whose hash does not follow from the line before."""
    ends: dict[str, tuple[int, bytes]] = {}
    for line in lines:
        n, previous = ends.get(line.epoch, (0, journal.GENESIS))
        if line.n != n + 1:
            yield Finding("编号", f"第{line.n}行", f"流水从第{n}行跳到第{line.n}行，中间少了。")
        try:
            expected = sha256(previous + journal.digest(line[:10], journal.commitments(line.fields))).digest()
        except UNREADABLE:
            expected = b""
        if expected != line.hash:
            yield Finding("链条", f"第{line.n}行", f"第{line.n}行（{line.at}）和当时写下的不一样。")
        ends[line.epoch] = (line.n, line.hash)


def _file(book: Book) -> Iterator[Finding]:
    (result,) = book.connection.execute("PRAGMA main.integrity_check(5)").fetchone()
    if result != "ok":
        yield Finding("文件", book.path.name, f"文件有损坏：{result}")
    kept, indexed = "SELECT id FROM main.desk_found", "SELECT rowid FROM main.desk_finder"
    if book.connection.execute(f"SELECT EXISTS({kept} EXCEPT {indexed}) OR EXISTS({indexed} EXCEPT {kept})").fetchone()[
        0
    ]:
        yield Finding("查找", book.path.name, "「查找」的索引不全，内容本身没有问题。")


def _dangling_lines(book: Book, lines: list[journal.Line]) -> Iterator[Finding]:
    epochs = {epoch for (epoch,) in book.connection.execute("SELECT id FROM main.epoch")}
    for epoch in {line.epoch for line in lines} - epochs:
        yield Finding("编号", epoch[:8], "有流水不属于这本台账的任何一段。")


def _stored(book: Book, shape: Shape) -> dict[str, dict[str, Any]]:
    names = shape.all_columns
    cursor = book.connection.execute(
        f'SELECT {", ".join(f"{chr(34)}{n}{chr(34)}" for n in names)} FROM main."{shape.ledger.name}"'
    )
    return {row[0]: dict(zip(names, row, strict=True)) for row in cursor}


def _differences(
    shape: Shape, stored: dict[str, dict[str, Any]], replayed: dict[str, dict[str, Any]]
) -> Iterator[Finding]:
    title = shape.ledger.title
    for record in stored.keys() ^ replayed.keys():
        where = "台账里有、流水里没有" if record in stored else "流水里有、台账里没有"
        yield Finding("流水", record, f"{title}有一条{where}。")
    for record in stored.keys() & replayed.keys():
        row, wanted = stored[record], replayed[record]
        for name in shape.columns[1:]:
            if not wanted.get(name) == row[name]:  # noqa: SIM201 an erased value equals anything
                yield Finding("流水", record, f"{title}的「{_title(shape, name)}」和流水不一样。")


def _numbers(shape: Shape, stored: dict[str, dict[str, Any]]) -> Iterator[Finding]:
    if shape.ledger.numbered:
        for number, times in Counter(row["number"] for row in stored.values()).items():
            if times > 1 or not number:
                yield Finding("编号", str(number), f"编号「{number}」用了{times}次。")


def _references(book: Book, shape: Shape) -> Iterator[Finding]:
    for name, table, title in shape.refs:
        for (record,) in book.connection.execute(
            f'SELECT id FROM main."{shape.ledger.name}" r WHERE "{name}" IS NOT NULL AND "{name}" <> \'\' '
            f'AND NOT EXISTS (SELECT 1 FROM main."{table}" o WHERE o.id=r."{name}")'
        ):
            yield Finding("指向", record, f"{shape.ledger.title}的「{title}」指的那一条不在了。")


def _derived(book: Book, shape: Shape, stored: dict[str, dict[str, Any]]) -> Iterator[Finding]:
    tables = {shape.ledger.name: stored}
    sources: dict[str, tuple[str, str, dict[str, dict[str, Any]]]] = {}
    for need in (need for derived, _ in shape.derived for need in derived.needs):
        name, _, column = need.partition(".")
        table = book.catalog.table(shape.ledger.field(name).ref).name if column else shape.ledger.name
        if table not in tables:
            tables[table] = _stored(book, book.shape(table))
        sources[need] = (name, column, tables[table])

    def value(row: dict[str, Any], need: str) -> Any:
        name, column, table = sources[need]
        other = table.get(row[name] or "") if column else row
        return other[column or name] if other else None

    for record, row in stored.items():
        for derived, by in shape.derived:
            inputs = [value(row, need) for need in derived.needs]
            if (by(*inputs) if by else inputs[0]) != row[derived.name]:
                yield Finding("推算", record, f"{shape.ledger.title}有一栏（{derived.name}）和推算的不一样。")


def _finder(book: Book, shape: Shape, stored: dict[str, dict[str, Any]]) -> Iterator[Finding]:
    kept = dict(
        book.connection.execute("SELECT record, text FROM main.desk_found WHERE ledger=?", (shape.ledger.name,))
    )
    whole = [f.name for f in shape.searched if f.find == "whole"]
    wanted = {record: finder.text_of(shape.searched, row) for record, row in stored.items()}
    wrong = sum(
        kept.get(record) != (text if text or any(stored[record][name] for name in whole) else None)
        for record, text in wanted.items()
    )
    if wrong or kept.keys() - stored.keys():
        yield Finding(
            "查找", shape.ledger.name, f"{shape.ledger.title}有{wrong or 1}条在「查找」里不对，内容本身没有问题。"
        )


def _title(shape: Shape, name: str) -> str:
    try:
        return shape.ledger.shown(name).title
    except KeyError:
        return name


def _shortened(findings: list[Finding]) -> Iterator[Finding]:
    counts: Counter[str] = Counter()
    for finding in findings:
        counts[finding.check] += 1
        if counts[finding.check] <= MOST:
            yield finding
    for name, count in counts.items():
        if count > MOST:
            yield Finding(name, "", f"「{name}」一共有{count}处，上面只列了前{MOST}处。")
