"""A document as .docx, to be changed and printed in WPS or Word; laid out after GB/T 9704-2012.

No red header and no document number. The same document gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from linli_tui.core import cells
from linli_tui.core.words import say
from linli_tui.paper import word_package
from linli_tui.paper.as_text import shares
from linli_tui.paper.document import Block, Document, Heading, NewPage, Pairs, Para, Photo, Photos, Ruled, Table
from linli_tui.paper.image_size import size_of
from linli_tui.paper.measures import (
    FORM_ROW,
    HAND_ROW,
    HIGH_MM,
    LEFT_MM,
    PHOTO_HIGH,
    POINTS_PER_MM,
    SHEETS_MM,
    SIGN_ROW,
    TOP_MM,
    WIDE_MM,
    measures,
)
from linli_tui.paper.word_package import FACES, Page
from linli_tui.paper.wordml import Cell, Row, Shape, paragraph, picture, run, table

DATE_WIDE = 13
"""Characters the place for a day takes behind a signature."""


def write(path: Path, document: Document) -> None:
    """Writes the pages of a paper and of those after it. OSError where it cannot be written."""
    pictures: dict[str, Path] = {}
    papers = [_Pages(one, pictures) for one in (document, *document.after)]
    sections = [(paper.body(), paper.page()) for paper in papers]
    word_package.write(path, document.title, sections, papers[0].size, pictures)


class _Pages:
    """The pages while they are being written, block after block; a larger sheet enlarges everything."""

    def __init__(self, document: Document, pictures: dict[str, Path]) -> None:
        self._document, self._m, self._pictures = document, measures(document), pictures
        self._times = self._m.larger
        self.size = self._m.body * self._times
        self._pitch = self._m.pitch * self._times
        self._wide = WIDE_MM * POINTS_PER_MM * self._times

    def body(self) -> str:
        """Head, blocks, places to sign, the last line."""
        document = self._document
        pieces = [*self._front()]
        for block in document.blocks:
            pieces += self._block(block)
        pieces += self._signatures()
        if document.foot:
            pieces += self._lines(document.foot, "kai", Shape(before=self._pitch / 3, pitch=self._pitch))
        return "".join(pieces)

    def page(self) -> Page:
        """The page and its foot."""
        wide, high = (side * POINTS_PER_MM for side in SHEETS_MM[self._document.sheet])
        mm = POINTS_PER_MM * self._times
        return Page(
            wide,
            high,
            top=TOP_MM * mm,
            right=(SHEETS_MM["A4"][0] - LEFT_MM - WIDE_MM) * mm,
            bottom=(SHEETS_MM["A4"][1] - TOP_MM - HIGH_MM) * mm,
            left=LEFT_MM * mm,
            footer=25 * mm,
            said=self._document.given_to,
            large=14 * self._times,
            small=10.5 * self._times,
        )

    def _run(self, text: str, face: str, size: float = 0, *, bold: bool = False) -> str:
        return run(text, FACES[face], size or self.size, bold=bold)

    def _lines(self, text: str, face: str, shape: Shape) -> Iterator[str]:
        """A paragraph for each line of a text."""
        yield from (paragraph(self._run(line, face), shape) for line in text.split("\n"))

    def _front(self, *, fresh: bool = False) -> Iterator[str]:
        document, small = self._document, max(self._m.table, 12) * self._times
        title = self._run(document.title, "song", self._m.title * self._times, bold=True)
        yield paragraph(title, Shape(align="center", after=6, leads=True, fresh=fresh))
        number = say("编号：{number}", number=document.number) if document.number else ""
        line = self._run(f"{document.given_to}\t{number}", "song", small)
        yield paragraph(line, Shape(after=4, tab=self._wide, leads=True))

    def _block(self, block: Block) -> Iterator[str]:
        pitch = self._pitch
        match block:
            case Heading(text, level):
                face, left = ("hei", 0) if level == 1 else ("kai", 2 * (level - 1))
                shape = Shape(
                    f"Heading{min(level, 2)}", left=left * self.size, before=pitch / 3, pitch=pitch, leads=True
                )
                yield from self._lines(text, face, shape)
            case Para(text, indent):
                yield from self._lines(text, "fang", Shape(align="both", first=2 * self.size * indent, pitch=pitch))
            case Pairs(pairs, by_hand):
                yield from self._pairs(pairs, by_hand)
            case Ruled(lines):
                rows = [Row((self._cell("", "fang", lines="bottom"),), HAND_ROW * self._times)] * lines
                yield table(rows, [self._wide]) + self._space() if lines else ""
            case Photos(photos):
                yield from (self._photos(photos[at : at + 2]) for at in range(0, len(photos), 2))
            case Table():
                yield self._table(block)
            case NewPage():
                yield from self._front(fresh=True)

    def _cell(
        self,
        text: str,
        face: str,
        *,
        align: str = "left",
        lines: str = "",
        stands: str = "center",
        size: float = 0,
        leads: bool = False,
    ) -> Cell:
        small = (size or self._m.table) * self._times
        return Cell(paragraph(self._run(text, face, small), Shape(align=align, leads=leads)), lines, stands)

    def _space(self, high: float = 5) -> str:
        """A little room; two tables that touch would become one."""
        return paragraph("", Shape(pitch=high * self._times))

    def _pairs(self, pairs: tuple[tuple[str, str], ...], by_hand: bool) -> Iterator[str]:
        label = max((cells.width(name) for name, _ in pairs), default=0) * self.size / 2 + 12
        label = min(label, self._wide / 3)
        rows = [
            Row(
                (
                    self._cell(name, "hei", stands="bottom" if by_hand or not value else "top", size=self._m.body),
                    self._cell(
                        value,
                        "fang",
                        lines="" if value else "bottom",
                        stands="bottom" if by_hand else "top",
                        size=self._m.body,
                    ),
                ),
                (FORM_ROW if value and not by_hand else HAND_ROW) * self._times,
            )
            for name, value in pairs
        ]
        if rows:
            yield table(rows, [label, self._wide - label]) + self._space()

    def _table(self, declared: Table) -> str:
        parts = shares(declared, 1000)
        widths = [self._wide * part / sum(parts) for part in parts]
        head = [self._cell(text, "hei", align="center", lines="all") for text in declared.columns]
        high = HAND_ROW if declared.by_hand else FORM_ROW
        rows = [
            Row([self._cell(text, "fang", lines="all") for text in row], high * self._times) for row in declared.rows
        ]
        return self._space() + table([Row(head, FORM_ROW * self._times, head=True), *rows], widths) + self._space()

    def _photos(self, pair: Sequence[Photo]) -> str:
        high, wide = PHOTO_HIGH * self._times, self._wide / 2
        above = [self._photo(photo) for photo in pair]
        below = [self._cell(photo.words, "kai", align="center") for photo in pair]
        spare = [self._cell("", "kai")] * (2 - len(pair))
        return table([Row([*above, *spare], high), Row([*below, *spare])], [wide, wide]) + self._space()

    def _photo(self, photo: Photo) -> Cell:
        size = size_of(photo.found) if photo.found else None
        if not photo.found or not size:
            return self._cell(say("照片贴在这里"), "kai", align="center", lines="all", leads=True)
        times = min((self._wide / 2 - 12) / size[0], (PHOTO_HIGH * self._times - 6) / size[1])
        relation = f"picture{len(self._pictures) + 1}"
        self._pictures[relation] = photo.found
        drawn = picture(relation, len(self._pictures), size[0] * times, size[1] * times)
        return Cell(paragraph(drawn, Shape(align="center", leads=True)))

    def _signatures(self) -> Iterator[str]:
        who = self._document.signatures
        if not who:
            return
        last = DATE_WIDE * self.size
        first = min((max(map(cells.width, who)) / 2 + 2) * self.size, self._wide - last - 4 * self.size)
        date = say("日期：      年    月    日")
        rows = [
            Row(
                [
                    self._cell(text, "fang", lines=lines, stands="bottom", size=self._m.body, leads=name != who[-1])
                    for text, lines in ((say("{who}：", who=name), ""), ("", "bottom"), (date, ""))
                ],
                SIGN_ROW * self._times,
            )
            for name in who
        ]
        yield table(rows, [first, self._wide - first - last, last])
