"""A sheet that is understood: which declared one it is, what its columns mean, and where its header stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from linli_tui.core.fold import clean
from linli_tui.core.ledger import Area, Catalog, Sheet
from linli_tui.core.refusal import Refused
from linli_tui.core.sheets import Column, Form
from linli_tui.core.words import say
from linli_tui.paper import header
from linli_tui.paper.cleaners import cell_text
from linli_tui.paper.header import Dictionary, Header
from linli_tui.paper.sheet_file import Grid

Chosen = Mapping[str, Mapping[str, str]]
"""What somebody chose: by the shape of a sheet, {title as `header.key` has it: name of a Column, "" for none}."""


@dataclass(frozen=True, slots=True)
class Block:
    """A header and the rows under it, up to the next header: places in `grid.rows`."""

    header: Header
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet of a file that is a declared one: its form, its blocks, the texts above its first header.

    `down` are those of the form's columns that may be said above a row, the widest first.
    """

    area: Area
    sheet: Sheet
    form: Form
    grid: Grid
    blocks: tuple[Block, ...]
    texts: tuple[str, ...]
    down: list[Column]

    @property
    def header(self) -> Header:
        """The first header."""
        return self.blocks[0].header

    @property
    def shape(self) -> str:
        """What a sheet with these titles is remembered by."""
        return header.shape(self.header)

    @property
    def columns(self) -> tuple[tuple[Column, int, str], ...]:
        """The columns that are taken: what they mean, where they stand, what is written above them."""
        named = (pair for block in self.blocks for pair in block.header.named)
        return tuple((column, title.place, title.written) for column, title in named)

    @property
    def not_taken(self) -> tuple[str, ...]:
        """What is written above columns that mean nothing to us."""
        return tuple(dict.fromkeys("".join((*title.above, title.written)) for title in self.header.others))


class Unclear(Refused):
    """A sheet whose columns do not say enough; `layout` is the nearest guess, for somebody to complete."""

    def __init__(self, layout: Layout, lacking: list[Column]) -> None:
        missing = "、".join(f"「{column.title}」" for column in lacking)
        names = "、".join(lacking[0].names[:5])
        super().__init__(
            say("「{sheet}」里没有{missing}这一列。", sheet=layout.sheet.title, missing=missing),
            say("什么也没有写。"),
            say("请看看表头，这一列可以叫：{names}。", names=names),
        )
        self.layout = layout


def read_layout(grid: Grid, catalog: Catalog, chosen: Chosen | None = None) -> Layout:
    """The declared sheet a grid is: that of which it names all required columns, and most.

    Raises Unclear where a required one is missing, Refused where nothing looks like a header.
    """
    found: list[tuple[int, int, Layout, list[Column]]] = []
    for area, sheet, form in forms(catalog):
        words = Dictionary(form.columns)
        first = header.find(grid, words)
        if first and chosen and header.shape(first) in chosen:
            words = Dictionary(form.columns, chosen[header.shape(first)])
            first = header.read(grid, first, words)
        if first:
            down = [column for column in form.columns if column.down == "above"]
            layout = Layout(area, sheet, form, grid, tuple(_blocks(grid, first, words)), _texts(grid, first), down)
            lacking = header.missing(first, words)
            found.append((-len(lacking), len(first.columns), layout, lacking))
    if not found:
        what = say("没有找到表头，也就是写着每一列叫什么的那一行。")
        raise Refused(what, say("什么也没有写。"), say("请在第一行写上列的名字，如 幢、单元、室、业主。"))
    *_, best, lacking = max(found, key=lambda each: each[:2])
    if lacking:
        raise Unclear(best, lacking)
    return best


def forms(catalog: Catalog) -> Iterator[tuple[Area, Sheet, Form]]:
    """Every spreadsheet that is declared."""
    for area in catalog.areas:
        for sheet in area.sheets:
            yield area, sheet, area.load(sheet.plan)


def _blocks(grid: Grid, first: Header, words: Dictionary) -> Iterator[Block]:
    """The first header and those that follow it: on every page again, or of another table under it."""
    current, begin = first, first.last + 1
    at = begin
    while at < len(grid.rows):
        again = header.read_at(grid, at, words) if words.knows(grid.rows[at][1]) else None
        if again:
            yield from (Block(part, begin, at) for part in header.split(current))
            current, begin = again, again.last + 1
            at = begin
        else:
            at += 1
    yield from (Block(part, begin, len(grid.rows)) for part in header.split(current))


def _texts(grid: Grid, first: Header) -> tuple[str, ...]:
    """What is written above the header, the name of the sheet before it; 「楼号：」 together with the cell after it."""
    return tuple(
        _joined((grid.name, *(text for _, cells in grid.rows[: first.first] for text in map(cell_text, cells))))
    )


def _joined(texts: Iterable[str]) -> Iterator[str]:
    label = ""
    for text in filter(None, map(clean, texts)):
        if label:
            yield label + text
        label = text if text.endswith((":", "：")) else ""
        if not label:
            yield text
