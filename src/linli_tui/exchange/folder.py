"""The report folder: every ledger as a spreadsheet and as comma-separated text, for whoever has nothing but WPS.

A folder `永富新村_2026年11月`, in it `永富新村_2026年11月_房屋.xlsx` and `.csv` for each ledger and 清单.txt. What is
personal is masked in the file itself. It is there whole or not at all.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linli_tui.book import permits
from linli_tui.book.reading import Query
from linli_tui.core import clock, kinds, names
from linli_tui.core.access import Actor
from linli_tui.core.data import read_toml
from linli_tui.core.ledger import Catalog, Field, Ledger
from linli_tui.core.refusal import Refused
from linli_tui.core.words import _, say
from linli_tui.exchange import manifest
from linli_tui.paper import csv_text, xlsx

if TYPE_CHECKING:
    from linli_tui.book.book import Book

PAGE = 1_000
WHYS = {
    errno.ENOENT: _("没有这个文件夹"),
    errno.ENOTDIR: _("那是一个文件，不是文件夹"),
    errno.EEXIST: _("那是一个文件，不是文件夹"),
    errno.EACCES: _("那里不让写"),
    errno.EPERM: _("那里不让写"),
    errno.EROFS: _("那里只能读，不能写"),
    errno.ENOSPC: _("地方不够了"),
    errno.EDQUOT: _("地方不够了"),
    errno.ENAMETOOLONG: _("文件夹的名字太长"),
    errno.EIO: _("盘读写出错，可能坏了或者拔掉了"),
    errno.ENODEV: _("盘不在，可能拔掉了"),
}
"""What people are told of an error of the system, by its number."""
MOST_NAME = 80
"""The longest name of a file, in characters (a street office's rule of thumb)."""
MOST_COMPOUND = 40
_FORBIDDEN = re.compile(r'[\\/:*?."<>|\x00-\x1f\x7f]')
_NUMBER_KINDS = ("int", "area", "money")

Progress = Callable[[int, int], None]
Row = dict[str, Any]
Blank = Callable[[Ledger, Row], bool]
"""Whether what is personal in a row is left out, not only masked."""
Beside = Callable[[Path, str, list[manifest.Entry]], list[manifest.Entry]]
"""Writes what else belongs into the folder, whose files begin with a name; given the files of the ledgers."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report that was written: its folder, and every file of it but the list itself."""

    path: Path
    files: tuple[manifest.Entry, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One column of a report: how it is declared, and the mask of what it shows ("" when nothing is personal)."""

    field: Field
    mask: str

    def text(self, row: Row) -> str:
        """What a person reads in this column of a row."""
        name = self.field.name
        text = str(row.get(f"{name}_label") or "") if self.field.ref else kinds.show(self.field, row.get(name))
        pieces = text.split("、") if self.mask == "name" else [text]
        return "、".join(names.mask(self.mask, piece) for piece in pieces) if self.mask else text

    def value(self, row: Row) -> Any:
        """The same for a spreadsheet, where figures and dates stay what they are."""
        plain = not self.mask and self.field.kind in (*_NUMBER_KINDS, "date")
        return row.get(self.field.name) if plain else self.text(row)


def report(
    book: Book,
    actor: Actor,
    to: Path,
    masked: bool = True,
    ledgers: Iterable[str] | None = None,
    progress: Progress | None = None,
    second: Actor | None = None,
    *,
    month: date | None = None,
    blank: Blank | None = None,
    beside: Beside | None = None,
) -> Report:
    """Writes the month's folder into `to`; a second one of the same month is named so. Unmasked it takes two persons.

    `month` is a day of another month than this one. Raises Refused when it cannot be written; then nothing of it is
    left.
    """
    book.rights.refuse("report")
    if not masked and not actor.is_owner:
        permits.refuse_alone(actor, second)
    with book.rights.bare():
        whose = _Making(book, actor, masked, month or clock.today(), blank)
        return whose.write(to, ledgers, beside, progress)


@dataclass(frozen=True, slots=True)
class _Making:
    """A report that is being made: by whom, of which month, how what is personal is shown."""

    book: Book
    actor: Actor
    masked: bool
    day: date
    blank: Blank | None

    def write(
        self, to: Path, ledgers: Iterable[str] | None, beside: Beside | None, progress: Progress | None
    ) -> Report:
        """The folder: whole or not at all."""
        name = stem_of(self.book, self.day)
        part = to / f"{name}.{os.getpid()}.part"
        try:
            part.mkdir(parents=True)
            entries = self._fill(part, name, ledgers, progress)
            entries += beside(part, name, entries) if beside else []
            manifest.write(part, self._head, entries)
            _sync(part)
            final = free(to / name)
            part.rename(final)
            sync_folder(to)
        except OSError as error:
            raise not_written(error) from error
        finally:
            shutil.rmtree(part, ignore_errors=True)
        return Report(final, tuple(entries))

    @property
    def _head(self) -> manifest.Head:
        at = clock.local_text(clock.instant())
        return manifest.Head(self.book.name, body(self.book), _month(self.day), self.actor.name, at, self.masked)

    def _fill(
        self, part: Path, name: str, ledgers: Iterable[str] | None, progress: Progress | None
    ) -> list[manifest.Entry]:
        may = self.book.rights.may
        wanted = [ledger for ledger in _wanted(self.book.catalog, ledgers) if may("read", ledger.name)]
        entries: list[manifest.Entry] = []
        for done, ledger in enumerate(wanted):
            if progress:
                progress(done, len(wanted))
            entries += self._write_ledger(ledger, part / _stem(name, ledger, wanted))
        return entries

    def _write_ledger(self, ledger: Ledger, stem: Path) -> Iterator[manifest.Entry]:
        shown = shown_columns(self.book.catalog, ledger, self.masked)
        head = xlsx.Head(title(self.book, ledger), body(self.book), self.actor.name, clock.today())
        expected = self.book.read.count(Query(ledger.name))
        sheet, text = stem.with_name(f"{stem.name}.xlsx"), stem.with_name(f"{stem.name}.csv")
        values = ([column.value(row) for column in shown] for row in self._rows(ledger, shown))
        count = xlsx.write(sheet, head, columns_of(shown), values, expected)
        yield manifest.enter(sheet, ledger.title, count)
        texts = ([column.text(row) for column in shown] for row in self._rows(ledger, shown))
        yield manifest.enter(text, ledger.title, csv_text.write(text, [c.field.title for c in shown], texts))

    def _rows(self, ledger: Ledger, shown: Iterable[Shown]) -> Iterator[Row]:
        """The rows, of some without what is personal."""
        personal = [name for c in shown if c.mask for name in (c.field.name, f"{c.field.name}_label")]
        for row in all_rows(self.book, ledger.name):
            blank = self.blank is not None and self.blank(ledger, row)
            yield {**row, **dict.fromkeys(personal)} if blank else row


def not_written(error: OSError) -> Refused:
    """What people are told when a file could not be written."""
    return Refused(
        say("报送的文件没有写成：{why}。", why=say(WHYS.get(error.errno or 0, _("写不进去")))),
        say("台账没有动，写了一半的已经删掉。"),
        say("请看看U盘或文件夹还有没有地方、能不能写，再来一次。"),
    )


def shown_columns(catalog: Catalog, ledger: Ledger, masked: bool = True) -> list[Shown]:
    """The columns of a ledger in a report: those of its list, or all its fields; 备注 last, withheld ones never."""
    named = [ledger.shown(name) for name in ledger.columns or (field.name for field in ledger.fields)]
    fields = [field for field in named if not field.withheld]
    fields.sort(key=lambda field: field.title == say("备注"))
    return [Shown(field, _mask(catalog, ledger, field) if masked else "") for field in fields]


def all_rows(book: Book, ledger: str) -> Iterator[Row]:
    """Every standing row of a ledger in the order of its list."""
    return rows_of(book, Query(ledger))


def rows_of(book: Book, query: Query) -> Iterator[Row]:
    """The rows of a query in its order, read page by page."""
    page = book.read.page(query, limit=PAGE)
    while page:
        yield from page
        page = book.read.page(query, after=book.read.key(query, page[-1]), limit=PAGE)


def body(book: Book) -> str:
    """The full name of the council: its own, else the compound's with the usual name of its kind."""
    own = book.setting("body.name")
    if own:
        return own
    kind = read_toml("rules", "bodies.toml").get(book.setting("body.kind"), {})
    return f"{book.name}{kind.get('full', '')}"


def stem_of(book: Book, day: date) -> str:
    """What the folder of a month, and every file in it, begins with: 永富新村_2026年11月."""
    return safe_name(f"{book.name[:MOST_COMPOUND]}_{_month(day)}")


def safe_name(text: str) -> str:
    """The text as a name of a file that every system takes, at most 80 characters with its ending."""
    return _FORBIDDEN.sub("_", text)[: MOST_NAME - len(".xlsx")].strip(" _") or say("小区")


def _wanted(catalog: Catalog, names_: Iterable[str] | None) -> list[Ledger]:
    if names_ is not None:
        return [catalog.ledgers[name] for name in names_]
    return [ledger for ledger in catalog.ledgers.values() if ledger.in_report and not ledger.hidden]


def _mask(catalog: Catalog, ledger: Ledger, field: Field) -> str:
    if field.mask or not field.ref:
        return field.mask
    other = catalog.ledgers[field.ref]
    return other.shown(other.label).mask if other.label != "id" else ""


def _stem(name: str, ledger: Ledger, wanted: Sequence[Ledger]) -> str:
    twice = sum(other.title == ledger.title for other in wanted) > 1
    return safe_name(f"{name}_{ledger.title}{ledger.name if twice else ''}")


def columns_of(shown: Iterable[Shown]) -> list[xlsx.Column]:
    """The same columns as a spreadsheet has them."""
    return [xlsx.Column(c.field.title, "text" if c.mask else c.field.kind, c.field.width) for c in shown]


def title(book: Book, ledger: Ledger) -> str:
    """What stands above a table: whose it is and which ledger."""
    return say("{compound}{ledger}台账", compound=book.name, ledger=ledger.title.removesuffix(say("台账")))


def _month(day: date) -> str:
    return say("{year}年{month}月", year=day.year, month=day.month)


def free(path: Path) -> Path:
    """The path, or where there is something already, the same with （第2次）, （第3次） …"""
    times, here = 1, path
    while here.exists():
        times += 1
        here = path.with_name(say("{name}_第{n}次", name=path.stem, n=times) + path.suffix)
    return here


def _sync(folder: Path) -> None:
    """Forces every file of a folder, and the folder itself, onto the disk."""
    for path in folder.iterdir():
        with path.open("rb+") as file:
            os.fsync(file.fileno())
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Forces the names in a folder onto the disk, where the system and the stick can do that."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
