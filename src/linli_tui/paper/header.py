"""The header of a sheet: in which rows it stands, under titles and merged cells, and what each column is called.

A header of two or three rows is joined: 「租户信息」 over 「电话」 is a column that is called 租户电话.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from linli_tui.core.fold import clean, fold
from linli_tui.core.sheets import Column
from linli_tui.paper.cleaners import cell_text
from linli_tui.paper.sheet_file import Cell, Grid

LOOK_AT = 30
"""The header is looked for in so many rows that are not empty."""
DEEPEST = 3
COUNTS = frozenset({"序号", "行号", "编号", "序", "no", "no.", "户序", "序列", "顺序", "#"})
"""Columns that only count the rows; they carry nothing."""
_BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]|【[^】]*】|<[^>]*>")
_GROUP_WORDS = re.compile(r"(?:的?(?:基本)?(?:信息|情况|资料|登记|概况|部分))+$")
_NEUTRAL = re.compile(
    r"(?:基本|房屋|住房|房产|房产证|不动产|人员|个人|本人|住户|居民|家庭|位置|地址|坐落|联系|产权|证件|其他)*"
    r"(?:及|和|与|、)?(?:房屋|住房|人员|业主|住户|产权人|户主)*"
)
"""Words over a group of columns that do not change what those mean."""
_MANY_LETTERS = 24
"""A title is short; what is longer is a sentence."""


@dataclass(frozen=True, slots=True)
class Title:
    """What stands above a column: written in the last row that says something, and the words of the rows over it."""

    place: int
    written: str
    above: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """Rows of a grid read as a header: `first` and `last` are places in `grid.rows`; the columns it names.

    `counts` is the place of the column that numbers the rows.
    """

    first: int
    last: int
    named: tuple[tuple[Column, Title], ...]
    others: tuple[Title, ...]
    counts: int | None = None
    names: frozenset[str] = frozenset()

    @property
    def columns(self) -> frozenset[str]:
        """The names of the columns that are there, with the required ones others stand in for."""
        return self.names | {column.instead for column, _ in self.named if column.instead}


@lru_cache(maxsize=4096)
def fold_title(title: str) -> str:
    """The form in which column titles are compared: 「*建筑面积 （㎡）」 is 建筑面积, 「3.业主的电话：」 业主电话."""
    folded = re.sub(r"[\s*:·_。的]", "", fold(clean(title)).lower())
    folded = re.sub(r"^\d{1,2}[.、](?=\D)", "", folded)
    return _BRACKETS.sub("", folded).strip("-") or folded


class Dictionary:
    """What people write above the columns of a form."""

    def __init__(self, columns: tuple[Column, ...], chosen: Mapping[str, str] | None = None) -> None:
        self.columns = {column.name: column for column in columns}
        self._named = {fold_title(name): column for column in columns for name in (column.title, *column.names)}
        self._chosen = {fold_title(title): name for title, name in (chosen or {}).items()}

    def meaning(self, title: Title) -> Column | None:
        """The column a title means: as somebody chose, as its words joined with those above it say, or by itself."""
        own = fold_title(title.written)
        whole = fold_title("".join((*title.above, title.written)))
        if whole in self._chosen:
            return self.columns.get(self._chosen[whole])
        over = [_GROUP_WORDS.sub("", fold_title(words)) for words in title.above]
        for joined in ("".join((*over, own)), *(f"{words}{own}" for words in reversed(over))):
            if over and joined in self._named:
                return self._named[joined]
        if not all(_NEUTRAL.fullmatch(words) for words in over):
            return None
        return self._named.get(own) or self._by_halves(own)

    def knows(self, cells: Iterable[Cell]) -> bool:
        """Whether at least three cells of a row are titles of ours."""
        words = [cell for cell in cells if isinstance(cell, str) and len(cell) < 12 and not cell.isascii()]
        return len(words) > 2 and sum(fold_title(word) in self._named for word in words) > 2

    def _by_halves(self, title: str) -> Column | None:
        """「手机/电话」: all of its halves that mean something mean one column."""
        halves = [half for half in re.split(r"[/、,或-]", title) if half]
        found = [self._named.get(half) for half in halves]
        if len(halves) > 1 and all(found) and len({column.name for column in found if column}) == 1:
            return found[0]
        if len(halves) > 1 and all(column and column.down == "above" for column in found):
            return found[-1] if found[-1] and found[-1].required else found[0]
        if len(halves) > 1 and all(column and (column.required or column.instead) for column in found):
            return found[0]
        return None


def find(grid: Grid, words: Dictionary) -> Header | None:
    """The rows that name most columns, all required ones among them if any do; None where none names even two."""
    best: Header | None = None
    for first in range(min(LOOK_AT, len(grid.rows))):
        if best and not missing(best, words) and first > best.last + DEEPEST:
            break
        for depth in range(1, min(DEEPEST, len(grid.rows) - first) + 1):
            found = _read(grid, first, depth, words)
            if _named(found) > 1 and (best is None or _worth(found, words) > _worth(best, words)):
                best = found
    return best


def read(grid: Grid, found: Header, words: Dictionary) -> Header:
    """The same rows, read with other words."""
    return _read(grid, found.first, found.last - found.first + 1, words)


def read_at(grid: Grid, first: int, words: Dictionary) -> Header | None:
    """The header that begins in this very row, if one does that names all required columns."""
    depths = range(1, min(DEEPEST, len(grid.rows) - first) + 1)
    found = [header for header in (_read(grid, first, depth, words) for depth in depths) if not missing(header, words)]
    return max(found, key=_named, default=None)


def split(header: Header) -> list[Header]:
    """Tables that stand side by side under one header, each with the columns of its own; usually there is one."""
    keys = [title.place for column, title in header.named if column.required and column.down == "above"]
    others = [column for column, _ in header.named if column.down != "above" and (column.required or column.instead)]
    if len(keys) < 2 or len(others) < len(keys):
        return [header]
    places = [title.place for _, title in header.named] + ([header.counts] if header.counts is not None else [])
    first, wide = min(places), keys[1] - keys[0]
    parts = []
    for at in range(len(keys)):
        begin, end = first + at * wide, first + (at + 1) * wide if at < len(keys) - 1 else sys.maxsize
        named = tuple((column, title) for column, title in header.named if begin <= title.place < end)
        unknown = tuple(title for title in header.others if begin <= title.place < end)
        counts = header.counts + at * wide if header.counts is not None else None
        parts.append(Header(header.first, header.last, named, unknown, counts, _names(named)))
    return parts if all(part.columns >= header.columns for part in parts) else [header]


def missing(header: Header, words: Dictionary) -> list[Column]:
    """The required columns a header does not name."""
    return [column for column in words.columns.values() if column.required and column.name not in header.columns]


def shape(header: Header) -> str:
    """What a sheet of this kind is known by: all its titles in their order, however they are spaced and starred."""
    titles = sorted((*(title for _, title in header.named), *header.others), key=lambda title: title.place)
    return "|".join(key(title) for title in titles)


def key(title: Title) -> str:
    """How one title is known among those of its sheet."""
    return fold_title("".join((*title.above, title.written)))


def _worth(header: Header, words: Dictionary) -> tuple[bool, int]:
    """Of two headers the better one names all that is required, then more columns; the first of equals is kept."""
    return not missing(header, words), _named(header)


def _named(header: Header) -> int:
    return len(header.names)


def _read(grid: Grid, first: int, depth: int, words: Dictionary) -> Header:
    named: list[tuple[Column, Title]] = []
    others: list[Title] = []
    counts = None
    for title in _titles(grid, first, depth):
        column = words.meaning(title)
        if column:
            named.append((column, title))
        elif fold_title(title.written) in COUNTS:
            counts = title.place if counts is None else counts
        else:
            others.append(title)
    return Header(first, first + depth - 1, tuple(named), tuple(others), counts, _names(named))


def _names(named: Iterable[tuple[Column, Title]]) -> frozenset[str]:
    return frozenset(column.name for column, _ in named)


def _titles(grid: Grid, first: int, depth: int) -> Iterator[Title]:
    rows = grid.rows[first : first + depth]
    if depth > 1 and rows[-1][0] - rows[0][0] >= depth:
        return
    wide = max(len(cells) for _, cells in rows)
    spread = [_spread(grid, number, cells, 0 if at == depth - 1 else wide) for at, (number, cells) in enumerate(rows)]
    for place in range(max(map(len, spread))):
        words = [row[place] if place < len(row) else "" for row in spread]
        said = [word for at, word in enumerate(words) if word and word not in words[:at]]
        if said and len(said[-1]) <= _MANY_LETTERS:
            yield Title(place, said[-1], tuple(word for word in said[:-1] if len(word) <= _MANY_LETTERS))


def _spread(grid: Grid, number: int, cells: tuple[Cell, ...], wide: int) -> list[str]:
    """The texts of a row, of merged cells over all their columns; without any, over the empty ones up to `wide`."""
    texts = [clean(cell_text(cell)) for cell in cells]
    merged = [area for area in grid.merged if area[0] <= number <= area[2]]
    texts += [""] * (max((right + 1 for *_, right in merged), default=wide) - len(texts))
    reached = -1
    for top, left, _, right in sorted(merged, key=lambda area: area[1]):
        if top == number and left > reached:
            texts[left : right + 1] = [texts[left]] * (right + 1 - left)
            reached = right
    if wide and not merged:
        for place in range(1, len(texts)):
            texts[place] = texts[place] or texts[place - 1]
    return texts
