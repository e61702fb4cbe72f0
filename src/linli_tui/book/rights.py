"""What the signed-in person may read: TEMP VIEWs that bear the tables' names, and the list views on top of them."""

from __future__ import annotations

from linli_tui.book.engine import Connection
from linli_tui.core.access import Actor
from linli_tui.core.ledger import Catalog, Ledger

TODAY = "CREATE TEMP TABLE IF NOT EXISTS today(day TEXT NOT NULL)"
"""The civil day, for views that ask what holds today: (SELECT day FROM today). The reader keeps it true."""


def make_views(connection: Connection, catalog: Catalog, actor: Actor) -> None:
    """Makes this actor's views; whoever reads through them cannot see past his rights. One owner may see all so far."""
    connection.execute(TODAY)
    for ledger in catalog.ledgers.values():
        for suffix in ("_list", ""):
            connection.execute(f'DROP VIEW IF EXISTS temp."{ledger.name}{suffix}"')
    for ledger in _parents_first(catalog):
        connection.execute(f'CREATE TEMP VIEW "{ledger.name}" AS {_rows(catalog, ledger)}')
    for ledger in catalog.ledgers.values():
        connection.execute(f'CREATE TEMP VIEW "{ledger.name}_list" AS {_list(catalog, ledger)}')


def _parents_first(catalog: Catalog) -> list[Ledger]:
    def depth(ledger: Ledger) -> int:
        above = ledger.part_of and catalog.table(ledger.part_of)
        return 0 if not above or above is ledger else 1 + depth(above)

    return sorted(catalog.ledgers.values(), key=lambda ledger: (bool(ledger.base), depth(ledger)))


def _rows(catalog: Catalog, ledger: Ledger) -> str:
    if ledger.base:
        fixed = " AND ".join(f"\"{name}\"='{value}'" for name, value in ledger.fixed)
        return f'SELECT * FROM temp."{ledger.base}" WHERE {fixed}'
    if not ledger.part_of:
        return f'SELECT * FROM main."{ledger.name}"'
    parent, link = catalog.table(ledger.part_of).name, catalog.part_field(ledger).name
    standing = f'SELECT 1 FROM temp."{parent}" p WHERE p.id=r."{link}" AND p.voided=0'
    return f'SELECT r.* FROM main."{ledger.name}" r WHERE EXISTS ({standing})'


def _list(catalog: Catalog, ledger: Ledger) -> str:
    shown = [
        f'(SELECT l."{catalog.ledgers[f.ref].label}" FROM temp."{catalog.table(f.ref).name}" l '
        f'WHERE l.id=r."{f.name}") AS "{f.name}_label"'
        for f in catalog.table(ledger).refs
    ]
    shown += [f'({computed.sql}) AS "{computed.name}"' for computed in ledger.computed]
    return f'SELECT {", ".join(["r.*", *shown])} FROM temp."{ledger.name}" r'
