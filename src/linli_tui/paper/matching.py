"""Finding in the book the records a file speaks of: one query for every way of matching, never one for a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from linli_tui.core import kinds
from linli_tui.core.sheets import Hold, Rival, comparable
from linli_tui.core.words import _, say
from linli_tui.paper.beside import told
from linli_tui.paper.drafts import Beside, Wanted

if TYPE_CHECKING:
    from linli_tui.book.book import Book

MERGED = "merged_into"
"""The column of a ledger whose records may turn out to be one: the record that stands."""
Row = dict[str, Any]
Hits = dict[tuple[Any, ...], list[Row]]
"""The rows of a query by what they hold under its names."""


class Matching:
    """The records of one book, asked for by what a file says of them."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._looked_up: dict[tuple[str, str, tuple[str, ...]], Hits] = {}
        self._stored: dict[str, dict[str, Row]] = {}
        self._codes: dict[str, frozenset[str]] = {}
        self._claimed: dict[str, Wanted] = {}
        self._joined: dict[str, dict[str, list[Row]]] = {}
        self.besides: list[Beside] = []

    def find(self, records: Sequence[Wanted]) -> None:
        """Fills in `id`, `old`, `held` and `changes` of records that are given each after those it refers to."""
        for wanted in records:
            wanted.id = self._id(wanted)
            if wanted.id:
                wanted.old = self._rows(wanted)[wanted.id]
        self._hold(records)
        for wanted in records:
            if wanted.id:
                self._compare(wanted)

    def _id(self, wanted: Wanted) -> str:
        if wanted.draft.record:
            return wanted.draft.record if wanted.draft.record in self._rows(wanted) else ""
        for match in wanted.draft.match:
            sought = self._sought(wanted, match.names)
            if None in sought:
                continue
            hits = self._hits(wanted, match.query(wanted.ledger.name), match.names).get(sought, ())
            for why in dict.fromkeys(str(row["why"]) for row in hits if row.get("why")):
                self._doubt(wanted, why)
            ids = sorted({row["id"] for row in hits if row["id"]})
            if len(ids) > 1:
                label = _called(wanted, self._rows(wanted)[ids[0]])
                self._doubt(wanted, say("台账里有{n}条都像是「{label}」，用了最早的那一条。", n=len(ids), label=label))
            if ids:
                return str(ids[0])
        return ""

    def _hold(self, records: Sequence[Wanted]) -> None:
        """Holds back new records with rivals, what hangs on those, and what is wanted for those alone."""
        spoken_of = {wanted.id for wanted in records if wanted.id}
        against: dict[tuple[Rival, tuple[Any, ...]], list[Wanted]] = defaultdict(list)
        for wanted in records:
            for rival in wanted.draft.rivals if not wanted.id else ():
                against[rival, self._sought(wanted, rival.names)].append(wanted)
        for (rival, sought), new in against.items():
            hits = self._hits(new[0], rival.sql, rival.names).get(sought, ())
            standing = [row for row in hits if row["id"] not in spoken_of]
            if standing:
                self._lay_beside(rival, standing, new)
        if any(wanted.held for wanted in records):
            _hold_with(records)

    def _lay_beside(self, rival: Rival, standing: list[Row], new: list[Wanted]) -> None:
        """One against one: the new name may be the right one. Else it is only said, beside what they share."""
        for wanted in new:
            wanted.held = True
            offered, shared = wanted.refs.get(rival.offers), wanted.refs[rival.names[0]]
            called, why = offered.called if offered else "", str(standing[0]["why"])
            if rival.field and len(standing) == len(new) == 1 and offered and not offered.id:
                record = str(standing[0]["beside"])
                place = Beside(None, rival.field, called, why, wanted.sheet, wanted.row, "", rival.ledger, record)
            else:
                place = Beside(shared, "", called, why, wanted.sheet, wanted.row)
            self.besides.append(place)

    def _hits(self, wanted: Wanted, sql: str, names: tuple[str, ...]) -> Hits:
        key = (wanted.ledger.name, sql, names)
        if key not in self._looked_up:
            hits: Hits = defaultdict(list)
            codes = self._codes_of(wanted)
            for row in self._book.read.sql(sql):
                hits[tuple(comparable(row[name]) if name in codes else row[name] for name in names)].append(row)
            self._looked_up[key] = dict(hits)
        return self._looked_up[key]

    def _sought(self, wanted: Wanted, names: Iterable[str]) -> tuple[Any, ...]:
        codes = self._codes_of(wanted)
        return tuple(comparable(wanted.value(name)) if name in codes else wanted.value(name) for name in names)

    def _codes_of(self, wanted: Wanted) -> frozenset[str]:
        """Those of its fields that are codes, which people write in several ways."""
        name = wanted.ledger.name
        if name not in self._codes:
            self._codes[name] = frozenset(field.name for field in wanted.ledger.fields if field.kind == "code")
        return self._codes[name]

    def _rows(self, wanted: Wanted) -> dict[str, Row]:
        name = wanted.ledger.name
        if name not in self._stored:
            self._stored[name] = {row["id"]: row for row in self._book.read.sql(f'SELECT * FROM temp."{name}"')}
        return self._stored[name]

    def _compare(self, wanted: Wanted) -> None:
        """What would change; a second record of the file that turns out to be the same one changes nothing more."""
        says = {
            name: value for name, value in wanted.draft.values.items() if not self._said_before(wanted, name, value)
        }
        says.update(
            (name, other.id or None) for name, other in wanted.refs.items() if not self._same(wanted, name, other)
        )
        first = self._claimed.setdefault(wanted.id, wanted)
        now = {**wanted.old, **first.changes}
        changes = {name: value for name, value in says.items() if value != now[name]}
        if first is wanted:
            wanted.changes = changes
            for hold in wanted.draft.holds:
                self._keep_back(wanted, hold)
        elif changes:
            titles = "、".join(wanted.ledger.field(name).title for name in changes)
            label = _called(wanted, wanted.old)
            why = _("和第{row}行说的是同一条「{label}」，{titles}不一样，照第{row}行的。")
            self._doubt(wanted, say(why, row=first.row, label=label, titles=titles))

    def _said_before(self, wanted: Wanted, name: str, value: Any) -> bool:
        """Whether a record that was merged into this one says so: that is no news."""
        return any(row.get(name) == value for row in self._merged(wanted).get(wanted.id, ()))

    def _same(self, wanted: Wanted, name: str, other: Wanted) -> bool:
        """Whether a reference tells nothing: to a record that is held, or that stands for the one kept there."""
        kept = wanted.old.get(name)
        return other.held or (bool(kept) and kept in [row["id"] for row in self._merged(other).get(other.id, ())])

    def _merged(self, wanted: Wanted) -> dict[str, list[Row]]:
        """The records of a ledger that were merged into others, by those that stand."""
        name = wanted.ledger.name
        if name not in self._joined:
            found: dict[str, list[Row]] = defaultdict(list)
            for row in self._rows(wanted).values():
                if row.get(MERGED):
                    found[row[MERGED]].append(row)
            self._joined[name] = dict(found)
        return self._joined[name]

    def _keep_back(self, wanted: Wanted, hold: Hold) -> None:
        """Takes a change back and lays it beside, where there was a value, and it is not a small change of a figure."""
        old = wanted.old.get(hold.name)
        if hold.name not in wanted.changes or old in (None, ""):
            return
        new, field, percent = wanted.changes[hold.name], wanted.ledger.field(hold.name), 0
        if hold.percent:
            percent = abs(new - old) * 100 // old
            if abs(new - old) * 100 <= hold.percent * old:
                return
        del wanted.changes[hold.name]
        before = told(self._book, field, old, wanted.ledger)
        after, name = (wanted.refs[hold.name].called, "") if field.ref else (kinds.show(field, new), hold.name)
        why = say(hold.why, old=before, new=after, percent=percent)
        self.besides.append(Beside(wanted, name, after if name else "", why, wanted.sheet, wanted.row, field.title))

    def _doubt(self, wanted: Wanted, why: str) -> None:
        self.besides.append(Beside(wanted, "", "", why, wanted.sheet, wanted.row))


def _hold_with(records: Sequence[Wanted]) -> None:
    """Holds new records that need a held one, and those that nothing but held ones needs."""
    needed_by: dict[Wanted, list[Wanted]] = defaultdict(list)
    for wanted in records:
        if not wanted.id and any(other.held for other in (*wanted.refs.values(), *wanted.near.values())):
            wanted.held = True
        for other in wanted.refs.values():
            needed_by[other].append(wanted)
    for wanted in reversed(records):
        if not wanted.id and needed_by[wanted] and all(other.held for other in needed_by[wanted]):
            wanted.held = True


def _called(wanted: Wanted, row: Row) -> str:
    return kinds.show(wanted.ledger.shown(wanted.ledger.label), row.get(wanted.ledger.label))
