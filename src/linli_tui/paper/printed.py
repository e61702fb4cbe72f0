"""Papers of records, made and put into a private folder of this machine, with a list of what was printed by whom."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from linli_tui.book import desk, files, looks
from linli_tui.book.rights import not_allowed
from linli_tui.core import clock
from linli_tui.core.access import BOOK, BOOK_RIGHTS, READ, Actor
from linli_tui.core.fold import clean
from linli_tui.core.ledger import Ledger, Paper
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.paper import formats

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.paper.document import Document

LISTED = "printed"
PAIR = ("xlsx", "txt")
"""What is written where nobody chose: the spreadsheet, and the same as text."""
MOST = 200
"""So many of the papers printed last stand in the list."""
MOST_NAME = 70
"""The longest name of a file without its ending, in characters."""
_FORBIDDEN = re.compile(r'[\\/:*?."<>|\x00-\x1f\x7f]')


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper that was put down: what, its number, for whom, who made it, when (an instant), its first file.

    `note` is what has to be done to it by hand, "" for nothing.
    """

    title: str
    number: str
    audience: str
    who: str
    at: str
    path: str
    note: str = ""


def papers(book: Book, ledger: Ledger) -> tuple[Paper, ...]:
    """The papers this person may make of a record of a ledger."""
    return tuple(paper for paper in ledger.papers if _may(book, ledger, paper))


def make(book: Book, actor: Actor, ledger: Ledger, paper: Paper, record: str) -> Document:
    """The document of a record. Raises Refused where the paper may not be made or the record not be read."""
    if not _may(book, ledger, paper):
        raise not_allowed(book.actor)
    row = book.read.get(ledger.name, record)
    if row is None:
        raise Refused(say("这一条已经不在了，或者您看不到。"), say("什么也没有打印。"))
    looks.note_reading(book, actor, ledger, row)
    document: Document = book.catalog.load(ledger, paper.by)(book, actor, record)
    if document.audience != paper.audience:
        raise ValueError(f"{paper.name} is declared for another audience")
    return replace(document, name=paper.title)


def _may(book: Book, ledger: Ledger, paper: Paper) -> bool:
    on = BOOK if paper.right in dict(BOOK_RIGHTS) else ledger.name
    return book.rights.may(READ, ledger.name) and book.rights.may(paper.right, on)


def folder(book: Book) -> Path:
    """Where the papers of a book are put on this machine; only its user can look into it."""
    return files.user_folder() / say("打印的纸") / f"{safe_name(book.name)}_{book.id[:6]}"


def put_down(
    book: Book, actor: Actor, document: Document, to: Path | None = None, endings: Sequence[str] = PAIR
) -> Printed:
    """Writes a document as files of these endings into its folder, or into `to`, and notes it in the list.

    Raises Refused when one cannot be written; then none is left.
    """
    place = to or folder(book)
    stem = safe_name("_".join(filter(None, (clean(document.title), document.number, clock.today().isoformat()))))
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = _free(place, stem, endings[0])
        note = _write(path, document, endings)
    except OSError as error:
        why = error.strerror or say("写不进去")
        do = say("请看看磁盘或U盘还有没有地方、能不能写，再来一次。")
        raise Refused(say("「{title}」没有写成：{why}。", title=document.title, why=why), do=do) from error
    made = Printed(document.title, document.number, document.audience, actor.name, clock.instant(), str(path), note)
    desk.remember(book, LISTED, [asdict(made), *map(asdict, listed(book))][:MOST])
    return made


def listed(book: Book) -> list[Printed]:
    """What was printed from this book on this machine, newest first."""
    return [Printed(**facts) for facts in desk.recall(book, LISTED, [])]


def lying(book: Book) -> list[str]:
    """The papers that lie in the private folder, by the names of their files."""
    return sorted({path.stem for form in formats.FORMATS for path in folder(book).rglob(f"*.{form.ending}")})


def clear(book: Book) -> int:
    """Throws away the files of the private folder; the list stays. How many papers there were."""
    count = len(lying(book))
    shutil.rmtree(folder(book), ignore_errors=True)
    return count


def safe_name(text: str) -> str:
    """The text as a name of a file that every system takes, without its ending."""
    return _FORBIDDEN.sub("_", text)[:MOST_NAME].strip(" _") or say("纸")


def _free(place: Path, stem: str, ending: str) -> Path:
    """The first file to be, under a name that no file there bears yet."""
    taken = {path.stem for path in place.iterdir()}
    return place / f"{next(name for name in _names(stem) if name not in taken)}.{ending}"


def _names(stem: str) -> Iterator[str]:
    yield stem
    for times in range(2, 10_000):
        yield say("{stem}_第{n}次", stem=stem, n=times)


def _write(path: Path, document: Document, endings: Sequence[str]) -> str:
    """All files, or none; the first is there last. What has to be added by hand is said."""
    parts = [path.with_suffix(f".{ending}.part") for ending in endings]
    lacking: formats.Lacking = ()
    try:
        for part, ending in zip(parts, endings, strict=True):
            lacking += formats.of(ending).write(part, document)
        for part, ending in reversed(list(zip(parts, endings, strict=True))):
            part.replace(path.with_suffix(f".{ending}"))
    finally:
        for part in parts:
            part.unlink(missing_ok=True)
    return formats.shown(lacking)
