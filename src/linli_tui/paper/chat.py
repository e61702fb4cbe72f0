"""A list that was gathered in a chat: lines without columns, laid out as a sheet with a header."""

from __future__ import annotations

from collections.abc import Mapping

from linli_tui.core.ledger import Catalog
from linli_tui.core.sheets import Form
from linli_tui.paper.cleaners import cell_text
from linli_tui.paper.layout import forms
from linli_tui.paper.sheet_file import Cell, Grid

FEWEST = 2
"""So many lines must say something before a sheet is believed to be a chat."""
MOST = 6
"""A line has no more cells: its number, who sent it, and what is between commas."""


def laid_out(grid: Grid, catalog: Catalog) -> Grid | None:
    """The same rows in columns, if at least half of them are lines some form can read; None for anything else.

    The header is given the number of the row before the first of these; lines no form can read stand in the first
    column, so that they are refused and not lost. What comes before the first line is dropped.
    """
    texts = [(number, _text(cells)) for number, cells in grid.rows]
    for _, _, form in forms(catalog):
        said = [(number, text, form.line(text)) for number, text in texts]
        first = next((at for at, (_, _, columns) in enumerate(said) if columns), len(said))
        read = sum(bool(columns) for _, _, columns in said[first:])
        if read >= FEWEST and read * 2 >= len(said) - first:
            return _grid(grid, form, said[first:])
    return None


def _text(cells: tuple[Cell, ...]) -> str:
    """The text of a row that is one line."""
    texts = [cell_text(cell) for cell in cells if cell is not None]
    return " ".join(texts) if len(texts) <= MOST else ""


def _grid(grid: Grid, form: Form, said: list[tuple[int, str, Mapping[str, str]]]) -> Grid:
    names = list(dict.fromkeys(name for _, _, columns in said for name in columns))
    titles = {column.name: column.title for column in form.columns}
    rows: list[tuple[int, tuple[Cell, ...]]] = [(said[0][0] - 1, tuple(titles[name] for name in names))]
    for number, text, columns in said:
        rows.append((number, tuple(columns.get(name, "") for name in names) if columns else (text,)))
    return Grid(grid.name, tuple(rows), hidden_rows=grid.hidden_rows, hidden_columns=grid.hidden_columns)
