"""台账架: what is told of each book of this machine while it is closed: names, a colour, counts; never anybody's name.

Kept in the per-user folder as `shelf.json`, beside `state.json`: losing it costs only what is told. A book is listed
as long as it is known there; what is taken off the shelf stays known, so that an older copy of it is still noticed.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linli_tui.book import engine, files
from linli_tui.core import clock

if TYPE_CHECKING:
    from linli_tui.book.book import Book

NAME = "shelf.json"
MINUTES = 10
"""So long a word left for another book waits for its reader to sign in there."""
SHORTS = (
    "SELECT value FROM main.setting WHERE key='compound.short' AND voided=0 ORDER BY ifnull(since, '') DESC, id DESC"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """One book as it stands on the shelf.

    `shorts` begin its paper numbers, the present one first; `colour` is a place in the row of colours; `used` the
    instant it was last looked at; `due` has the key of each duty and its count that day; `word` a paper number to look
    up at the next opening, with its instant.
    """

    path: str
    name: str
    body: str = ""
    shorts: tuple[str, ...] = ()
    colour: int = 0
    used: str = ""
    due: tuple[tuple[str, int], ...] = ()
    hidden: bool = False
    word: tuple[str, str] = ("", "")

    @property
    def is_there(self) -> bool:
        """Whether the file lies where it was."""
        return Path(self.path).exists()


def books() -> dict[str, Standing]:
    """The books on the shelf by their ids, in the order in which they first came; of one file only the last."""
    told, known = _told(), files.known()
    standing = {book: told.get(book) or Standing(k.path, Path(k.path).stem) for book, k in known.items()}
    standing = {book: s for book, s in standing.items() if not s.hidden}
    last = {s.path: book for book, s in sorted(standing.items(), key=lambda pair: pair[1].used)}
    return {book: s for book, s in standing.items() if last[s.path] == book}


def colour(book: str) -> int:
    """The place of a book's colour: the one chosen, else the first no other book has."""
    told = _told()
    taken = {s.colour for other, s in told.items() if other != book}
    return told[book].colour if book in told else next(n for n in range(len(taken) + 1) if n not in taken)


def note(book: Book) -> None:
    """Tells the shelf of an open book anew; what cannot be counted or written just now is left as it was."""
    if book.reading_only:
        return
    with contextlib.suppress(OSError, engine.Error):
        before = _told().get(book.id) or Standing("", "", colour=colour(book.id))
        with book.rights.wide():
            due = tuple(_due(book))
            name, body = book.name, book.setting("body.kind")
        path, used = str(book.path.absolute()), clock.instant()
        told = replace(before, path=path, name=name, body=body, shorts=shorts(book), used=used, due=due, hidden=False)
        _tell({book.id: told})


def _due(book: Book) -> list[tuple[str, int]]:
    counts = ((duty.key, book.read.due(duty)) for area in book.catalog.areas for duty in area.duties)
    return [(key, n) for key, n in counts if n]


def shorts(book: Book) -> tuple[str, ...]:
    """What this book's paper numbers begin with, now and formerly."""
    kept = [row[0] for row in book.connection.execute(SHORTS)] if "setting" in book.catalog.ledgers else []
    return tuple(dict.fromkeys(kept)) or (book.name[:2],)


def paint(book: str, place: int) -> None:
    """Gives a book another colour."""
    if book in (known := books()):
        _tell({book: replace(known[book], colour=place)})


def hide(book: str) -> None:
    """Takes a book off the shelf until it is opened again; its file, if there is one, is not touched."""
    if book in (known := books()):
        _tell({book: replace(known[book], hidden=True, due=(), shorts=())})


def same_short(short: str, but: str = "") -> Standing | None:
    """Another book of this machine whose numbers begin, or began, with the same letters."""
    return next((s for book, s in books().items() if book != but and short in s.shorts), None)


def leave_word(book: str, number: str) -> None:
    """Leaves a paper number for whoever opens that book next, soon."""
    if book in (known := books()):
        _tell({book: replace(known[book], word=(number, clock.instant()))})


def take_word(book: str) -> str:
    """The paper number left for this book, once; "" for none, or when it was left too long ago."""
    told = _told().get(book)
    if told is None or not told.word[0]:
        return ""
    number, at = told.word
    with contextlib.suppress(OSError):
        _tell({book: replace(told, word=("", ""))})
    waited = (clock.now() - clock.read_instant(at)).total_seconds()
    return number if 0 <= waited <= MINUTES * 60 else ""


def _told() -> dict[str, Standing]:
    try:
        stored: dict[str, Any] = json.loads((files.user_folder() / NAME).read_text(encoding="utf-8"))
        return {book: _standing(facts) for book, facts in stored.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def _standing(facts: dict[str, Any]) -> Standing:
    texts = {name: str(facts[name]) for name in ("path", "name", "body", "used")}
    due = tuple((str(key), int(n)) for key, n in facts["due"])
    number, at = map(str, facts["word"])
    return Standing(
        **texts, shorts=tuple(map(str, facts["shorts"])), colour=int(facts["colour"]), due=due,
        hidden=bool(facts["hidden"]), word=(number, at),
    )  # fmt: skip


def _tell(told: dict[str, Standing]) -> None:
    kept = {book: asdict(standing) for book, standing in (_told() | told).items()}
    files.replace_file(files.user_folder() / NAME, json.dumps(kept, ensure_ascii=False).encode())
