"""Finding in the book the records a sheet speaks of: one query for every way of matching, never one for a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from linli_tui.core import kinds
from linli_tui.core.sheets import Match
from linli_tui.core.words import _, say
from linli_tui.paper.drafts import Remark, Wanted

if TYPE_CHECKING:
    from linli_tui.book.book import Book

Hits = dict[tuple[Any, ...], list[tuple[str | None, str]]]
"""(id, why) of the rows that hold these values."""


class Matching:
    """The records of one book, asked for by what a sheet says of them."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._looked_up: dict[tuple[str, Match], Hits] = {}
        self._stored: dict[str, dict[str, dict[str, Any]]] = {}
        self._claimed: dict[str, Wanted] = {}
        self.remarks: list[Remark] = []

    def find(self, records: Iterable[Wanted]) -> None:
        """Fills in `id`, `old` and `changes` of records that are given each after those it refers to."""
        for wanted in records:
            wanted.id = self._id(wanted)
            if wanted.id:
                wanted.old = self._rows(wanted)[wanted.id]
                self._compare(wanted)

    def _id(self, wanted: Wanted) -> str:
        for match in wanted.draft.match:
            sought = tuple(map(wanted.value, match.names))
            if None in sought:
                continue
            hits = self._hits(wanted.ledger.name, match).get(sought, ())
            for why in dict.fromkeys(said for _id, said in hits if said):
                self._remark(wanted, why)
            ids = sorted({found for found, _why in hits if found})
            if len(ids) > 1:
                label = _called(wanted, self._rows(wanted)[ids[0]])
                self._remark(wanted, say("台账里有{n}条都像是「{label}」，用了最早的那一条。", n=len(ids), label=label))
            if ids:
                return ids[0]
        return ""

    def _hits(self, ledger: str, match: Match) -> Hits:
        if (ledger, match) not in self._looked_up:
            hits: Hits = defaultdict(list)
            for row in self._book.read.sql(match.query(ledger)):
                hits[tuple(row[name] for name in match.names)].append((row["id"], str(row.get("why") or "")))
            self._looked_up[ledger, match] = dict(hits)
        return self._looked_up[ledger, match]

    def _rows(self, wanted: Wanted) -> dict[str, dict[str, Any]]:
        name = wanted.ledger.name
        if name not in self._stored:
            self._stored[name] = {row["id"]: row for row in self._book.read.sql(f'SELECT * FROM temp."{name}"')}
        return self._stored[name]

    def _compare(self, wanted: Wanted) -> None:
        """What would change; a second record of the sheet that turns out to be the same one changes nothing more."""
        says = {name: wanted.value(name) for name in (*wanted.draft.values, *wanted.draft.refs)}
        first = self._claimed.setdefault(wanted.id, wanted)
        now = {**wanted.old, **first.changes}
        changes = {name: value for name, value in says.items() if value != now[name]}
        if first is wanted:
            wanted.changes = changes
        elif changes:
            titles = "、".join(wanted.ledger.field(name).title for name in changes)
            label = _called(wanted, wanted.old)
            why = _("和第{row}行说的是同一条「{label}」，{titles}不一样，照第{row}行的。")
            self._remark(wanted, say(why, row=first.row, label=label, titles=titles))

    def _remark(self, wanted: Wanted, why: str) -> None:
        self.remarks.append(Remark(wanted.sheet, wanted.row, why))


def _called(wanted: Wanted, row: dict[str, Any]) -> str:
    return kinds.show(wanted.ledger.shown(wanted.ledger.label), row.get(wanted.ledger.label))
