"""The declared document: what a paper says, apart from how it is drawn as text, spreadsheet or anything else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from linli_tui.core import cells, names
from linli_tui.core.ledger import AUDIENCES
from linli_tui.core.words import say

_OPEN: dict[str, frozenset[str]] = {
    "当事人": frozenset({"name", "phone", "idnumber", "plate", "address", "text"}),
    "内部": frozenset({"name", "plate", "address", "text"}),
    "楼长本楼": frozenset({"name", "phone", "plate", "address"}),
    "街道": frozenset(),
    "大家看": frozenset(),
}
"""The classes of `core.names.mask` that stand open on a paper for an audience; nothing else does."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line above what follows; `level` 1 is 一、, 2 is （一） (GB/T 9704-2012), the sign being part of the text."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph, its first line two characters in unless it is not to be; its own line ends are kept.

    What was `told` by somebody is written by hand where the paper is half-blank; other words are the paper's own.
    """

    text: str
    indent: bool = True
    told: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text below a header; `widths` are shares of the page in cells, even ones where none are given.

    What is to be filled in `by_hand` has rows high enough for it. ValueError where a row has not one text for each
    column.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()
    by_hand: bool = False

    def __post_init__(self) -> None:
        """Every row and the widths fit the columns."""
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("a row that does not fit its columns")
        if self.widths and (len(self.widths) != len(self.columns) or min(self.widths) < 1):
            raise ValueError("widths that do not fit the columns")


@dataclass(frozen=True, slots=True)
class Ruled:
    """Empty ruled lines to write on by hand."""

    lines: int


@dataclass(frozen=True, slots=True)
class Pairs:
    """What is written down, each with its name in front; an empty one is left to be written by hand.

    Where they are all to be filled in `by_hand`, as a day or by a tick, each has room for it.
    """

    pairs: tuple[tuple[str, str], ...]
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture (.jpg or .png) with words below it; without a file, or one that is gone, a place to stick one on."""

    words: str
    file: Path | None = None

    @property
    def found(self) -> Path | None:
        """Its file, if that is there."""
        return self.file if self.file and self.file.is_file() else None


@dataclass(frozen=True, slots=True)
class Photos:
    """Pictures in two columns."""

    photos: tuple[Photo, ...]


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins a page."""


Block = Heading | Para | Table | Ruled | Pairs | Photos | NewPage
SHEETS = ("A4", "A3")
LINE = 60
"""Cells of one line somebody writes by hand."""


@dataclass(frozen=True, slots=True)
class Document:
    """A paper: for whom, its number, its blocks in order, who signs at its end, a last line; how it is declared.

    A `large` one is read from a wall: its letters are of 18 points at least, on a `sheet` A3 of 25. The values it is
    made of are masked by who makes it, with `masked`. Papers `after` it in the same file have heads, feet and page
    numbers of their own. ValueError for an audience or a sheet nobody declared.
    """

    title: str
    audience: str
    number: str = ""
    blocks: tuple[Block, ...] = ()
    signatures: tuple[str, ...] = ()
    foot: str = ""
    large: bool = False
    sheet: str = "A4"
    name: str = ""
    after: tuple[Document, ...] = ()

    def __post_init__(self) -> None:
        """The audience and the sheet are of those declared."""
        if self.audience not in AUDIENCES:
            raise ValueError(f"no audience {self.audience!r}")
        if self.sheet not in SHEETS:
            raise ValueError(f"no sheet {self.sheet!r}")

    @property
    def is_letter(self) -> bool:
        """Whether it is nothing but running text, which GB/T 9704-2012 sets in larger letters than a form."""
        return all(isinstance(block, Heading | Para | NewPage) for block in self.blocks)

    def on_wall(self) -> Document:
        """The same paper in large letters on A3, to be read from a wall."""
        return replace(self, large=True, sheet="A3", after=tuple(other.on_wall() for other in self.after))

    def blank(self) -> Document:
        """The same paper half-blank: its head filled in, what somebody would have told left to be written by hand.

        The head are the values before anything else; values after them, what was `told`, pictures and tables whose rows
        are full are emptied. A table that leaves room to write in every row stays as it is.
        """
        head = next((n for n, block in enumerate(self.blocks) if not isinstance(block, Pairs)), len(self.blocks))
        return replace(self, blocks=(*self.blocks[:head], *map(_emptied, self.blocks[head:])))

    @property
    def given_to(self) -> str:
        """For whom it is, as printed on it."""
        return say("这张给：{audience}", audience=self.audience)


def _emptied(block: Block) -> Block:
    match block:
        case Para(text, told=True):
            return Ruled(max(2, -(-cells.width(text) // LINE)))
        case Pairs(pairs):
            return Pairs(tuple((name, "") for name, _value in pairs))
        case Photos(photos):
            return Photos(tuple(Photo(photo.words) for photo in photos))
        case Table(columns, rows) if not block.by_hand and not all("" in row for row in rows):
            return replace(block, rows=(("",) * len(columns),) * len(rows), by_hand=True)
    return block


def texts(document: Document) -> Iterator[str]:
    """Everything that is written by us on a paper and those after it."""
    for other in document.after:
        yield from texts(other)
    yield from (document.title, document.given_to, document.number, *document.signatures, document.foot)
    for block in document.blocks:
        match block:
            case Heading(text) | Para(text):
                yield text
            case Table(columns, rows):
                yield from (text for row in (columns, *rows) for text in row)
            case Pairs(pairs):
                yield from (text for pair in pairs for text in pair)
            case Photos(photos):
                yield from (photo.words for photo in photos)


def masked(audience: str, kind: str, value: str) -> str:
    """A value as a paper for that audience shows it; `kind` is a class of `core.names.mask`, "" for none.

    KeyError for an audience nobody declared.
    """
    return value if not kind or kind in _OPEN[audience] else names.mask(kind, value)
