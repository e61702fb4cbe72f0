"""Measures of a page after GB/T 9704-2012 (5.2, 7): 天头 37 mm, 订口 28 mm, 版心 156 x 225 mm; no red header.

Running text is 3号 (16 points), 22 lines of 28 characters; a form of tables and values 小四 (12 points); what hangs
on a wall 18 points. A3 is the same page enlarged by the square root of two (ISO 216). All lengths are points but where
millimetres are said.
"""

from __future__ import annotations

from dataclasses import dataclass

from linli_tui.paper.document import Document

TOP_MM, LEFT_MM, WIDE_MM, HIGH_MM = 37, 28, 156, 225
SHEETS_MM = {"A4": (210, 297), "A3": (297, 420)}
LARGER = {"A4": 1.0, "A3": 1.414}
POINTS_PER_MM = 72 / 25.4
FORM_ROW, HAND_ROW, SIGN_ROW, PHOTO_HIGH = 19.0, 26.5, 38.0, 150.0
"""Heights: a row of a form, a line to write on by hand, a place to sign, a picture."""


@dataclass(frozen=True, slots=True)
class Measures:
    """The letters of a paper: of its text, title and tables; from line to line; and how much larger it all is."""

    body: float
    title: float
    table: float
    pitch: float
    larger: float

    @property
    def across(self) -> int:
        """Terminal cells of a line: two to each character."""
        return int(WIDE_MM * POINTS_PER_MM / self.body) * 2


def measures(document: Document) -> Measures:
    """The measures of a paper."""
    larger = LARGER[document.sheet]
    if document.large:
        return Measures(18, 30, 18, 28.5, larger)
    return Measures(16, 22, 12, 28.9, larger) if document.is_letter else Measures(12, 22, 12, FORM_ROW, larger)
