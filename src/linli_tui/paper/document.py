"""The declared document: what a paper says, apart from how it is drawn as text, spreadsheet or anything else."""

from __future__ import annotations

from dataclasses import dataclass

from linli_tui.core import names
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
    """A paragraph, its first line two characters in unless it is not to be; its own line ends are kept."""

    text: str
    indent: bool = True


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
    """What is written down, each with its name in front; an empty one is left to be written by hand."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins a page."""


Block = Heading | Para | Table | Ruled | Pairs | NewPage


@dataclass(frozen=True, slots=True)
class Document:
    """A paper: for whom, its number, its blocks in order, who signs at its end, and a last line.

    A `large` one is read from a wall: the letters of its spreadsheet are twice as big. The values it is made of are
    masked by who makes it, with `masked`. ValueError for an audience nobody declared.
    """

    title: str
    audience: str
    number: str = ""
    blocks: tuple[Block, ...] = ()
    signatures: tuple[str, ...] = ()
    foot: str = ""
    large: bool = False

    def __post_init__(self) -> None:
        """The audience is one of those declared."""
        if self.audience not in AUDIENCES:
            raise ValueError(f"no audience {self.audience!r}")

    @property
    def given_to(self) -> str:
        """For whom it is, as printed on it."""
        return say("这张给：{audience}", audience=self.audience)


def masked(audience: str, kind: str, value: str) -> str:
    """A value as a paper for that audience shows it; `kind` is a class of `core.names.mask`, "" for none.

    KeyError for an audience nobody declared.
    """
    return value if not kind or kind in _OPEN[audience] else names.mask(kind, value)
