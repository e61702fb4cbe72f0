"""One list as a spreadsheet, just as it is narrowed and ordered on the screen, or only what is ticked in it."""

from __future__ import annotations

import os
from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from linli_tui.book.reading import Query
from linli_tui.core import clock
from linli_tui.core.access import Actor
from linli_tui.exchange import folder
from linli_tui.paper import xlsx

if TYPE_CHECKING:
    from linli_tui.book.book import Book


def carry_out(
    book: Book, actor: Actor, to: Path, query: Query, only: Collection[str] = (), masked: bool = True
) -> tuple[Path, int]:
    """Writes the rows of a query, of them only those with the ids of `only` if any, into the folder `to`.

    The file and how many rows it has; a second one of the same day is named so. What is personal is masked. Raises
    Refused where the person may not carry anything out, or it cannot be written; then nothing of it is left.
    """
    book.rights.refuse("report")
    ledger = book.catalog.ledgers[query.ledger]
    query = replace(query, filters=(*query.filters, ("id", tuple(only)))) if only else query
    shown = folder.shown_columns(book.catalog, ledger, masked)
    head = xlsx.Head(folder.title(book, ledger), folder.body(book), actor.name, clock.today())
    stem = folder.safe_name(f"{book.name[: folder.MOST_COMPOUND]}_{ledger.title}_{clock.today().isoformat()}")
    part = to / f"{stem}.{os.getpid()}.part.xlsx"
    try:
        values = ([column.value(row) for column in shown] for row in folder.rows_of(book, query))
        n = xlsx.write(part, head, folder.columns_of(shown), values, book.read.count(query))
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        final = folder.free(to / f"{stem}.xlsx")
        part.rename(final)
        folder.sync_folder(to)
    except OSError as error:
        raise folder.not_written(error) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return final, n
