"""The lines of an entry list: what each is about, and what was said of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.cells import cell_len

from linli_tui.ui.widgets.cells import fit
from linli_tui.ui.widgets.lines import Line, Lines


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One line: record, its name, what else is known of it, and the state written down ("" for none yet)."""

    id: str
    label: str
    aside: str = ""
    state: str = ""


class EntryLines(Lines):
    """Lines in walking order; begins at the first that has no state yet."""

    lines: tuple[EntryLine, ...] = ()

    def show(self, lines: Iterable[EntryLine], *, label: int | None = None) -> None:  # type: ignore[override]
        """Shows these lines."""
        first = not self.lines
        self.lines = tuple(lines)
        width = max((cell_len(line.label) for line in self.lines), default=0)
        super().show(
            Line(
                each.id,
                "",
                f"{fit(each.label, width)}  {each.aside}",
                note=fit(each.state, 12),
                style="" if each.state else "bold",
            )
            for each in self.lines
        )
        if first:
            self.restart()

    def restart(self) -> None:
        """To the first line without a state."""
        self.highlighted = next((n for n, line in enumerate(self.lines) if not line.state), 0) if self.lines else None

    @property
    def here(self) -> EntryLine | None:
        """The line one is on."""
        return self.lines[self.highlighted] if self.highlighted is not None and self.lines else None

    def step(self, lines: int) -> bool:
        """Some lines on; False at the end."""
        at = (self.highlighted or 0) + lines
        if 0 <= at < len(self.lines):
            self.highlighted = at
            return True
        return False
