"""The belt against lost Chinese glyphs: Textual's compositor, cutting lines only where the owner of the cells changes.

Textual 8.2.8 cuts each line at every edge of every widget, also at edges that lie hidden under another widget; a wide
glyph across such a cut becomes two spaces (Textualize/textual#6357). A test fails once this is mended upstream.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip


def install() -> None:
    """Put the two methods below into Textual's compositor, for the whole process."""
    Compositor._render_chops = _render_chops  # type: ignore[assignment,method-assign]
    Compositor.render_partial_update = _render_partial_update  # type: ignore[method-assign]


def _render_chops(
    self: Compositor, crop: Region, is_rendered_line: Callable[[int], bool]
) -> Sequence[Mapping[int, Strip | None]]:
    """As in Textual: for each line its pieces by their first column; None where nothing was asked for."""
    owners: list[list[tuple[int, Strip] | None]] = [[None] * (len(line) - 1) for line in self.cuts]
    for region, clip, strips in self._get_renders(crop):
        shown = region.intersection(clip)
        for y, strip in zip(shown.line_range, strips, strict=False):
            if is_rendered_line(y):
                owner = (shown.x, strip)
                for index, cut in enumerate(self.cuts[y][:-1]):
                    if owners[y][index] is None and shown.x <= cut < shown.right:
                        owners[y][index] = owner
    return [_pieces(cuts, line) for cuts, line in zip(self.cuts, owners, strict=True)]


def _pieces(cuts: list[int], owners: list[tuple[int, Strip] | None]) -> dict[int, Strip | None]:
    pieces: dict[int, Strip | None] = {}
    for _, run in groupby(range(len(owners)), key=lambda index: id(owners[index])):
        indexes = list(run)
        start, end, owner = cuts[indexes[0]], cuts[indexes[-1] + 1], owners[indexes[0]]
        pieces[start] = None if owner is None else owner[1].crop_extend(start - owner[0], end - owner[0], None)
    return pieces


def _render_partial_update(self: Compositor) -> ChopsUpdate | None:
    """As in Textual, but what is drawn anew reaches to the end of its piece: an end inside could halve a glyph."""
    regions = self._dirty_regions.copy()
    self._dirty_regions.clear()
    if not regions:
        return None
    spans = list(self._regions_to_spans(regions))
    crop = Region.from_union(regions).intersection(self.size.region)
    chops = self._render_chops(crop, {y for y, _, _ in spans}.__contains__)
    ends = [[*list(line)[1:], self.size.width] for line in chops]
    spans = [(y, x1, min((end for end in ends[y] if end >= x2), default=x2)) for y, x1, x2 in spans]
    return ChopsUpdate(chops, spans, ends)
