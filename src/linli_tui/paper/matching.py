"""Finding in the book the records a file speaks of: one query for every way of matching, never one for a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from linli_tui.core import kinds
from linli_tui.core.sheets import Hold, Rival, comparable
from linli_tui.core.words import _, say
from linli_tui.paper.drafts import Beside, Wanted

if TYPE_CHECKING:
    from linli_tui.book.book import Book

Row = dict[str, Any]
Hits = dict[tuple[Any, ...], list[Row]]
"""The rows of a query by what they hold under its names."""


class Matching:
    """The records of one book, asked for by what a file says of them."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._looked_up: dict[tuple[str, str, tuple[str, ...]], Hits] = {}
        self._stored: dict[str, dict[str, Row]] = {}
        self._claimed: dict[str, Wanted] = {}
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
            sought = _sought(wanted, match.names)
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
                against[rival, _sought(wanted, rival.names)].append(wanted)
        for (rival, sought), new in against.items():
            hits = self._hits(new[0], rival.sql, rival.names).get(sought, ())
            standing = [row for row in hits if row["id"] not in spoken_of]
            if standing:
                self._lay_beside(rival, standing, new)
        if not any(wanted.held for wanted in records):
            return
        hung: dict[Wanted, list[Wanted]] = defaultdict(list)
        for wanted in records:
            if not wanted.id and any(other.held for other in (*wanted.refs.values(), *wanted.near.values())):
                wanted.held = True
            for other in wanted.refs.values():
                hung[other].append(wanted)
        for wanted in reversed(records):
            if not wanted.id and hung[wanted] and all(other.held for other in hung[wanted]):
                wanted.held = True

    def _lay_beside(self, rival: Rival, standing: list[Row], new: list[Wanted]) -> None:
        """One against one: the other's name may be the right one. More: it is said beside what they share."""
        for wanted in new:
            wanted.held = True
            offered = wanted.refs.get(rival.offers)
            place = wanted.refs[rival.names[0]]
            one = len(standing) == len(new) == 1 and offered is not None and not offered.id and bool(rival.field)
            why, called = str(standing[0]["why"]), offered.called if offered else ""
            beside = Beside(None if one else place, rival.field if one else "", called, why, wanted.sheet, wanted.row)
            if one:
                beside = Beside(None, rival.field, called, why, wanted.sheet, wanted.row,
                                ledger=rival.ledger, record=str(standing[0]["beside"]))  # fmt: skip
            self.besides.append(beside)

    def _hits(self, wanted: Wanted, sql: str, names: tuple[str, ...]) -> Hits:
        ledger = wanted.ledger.name
        if (ledger, sql, names) not in self._looked_up:
            hits: Hits = defaultdict(list)
            codes = _codes(wanted, names)
            for row in self._book.read.sql(sql):
                held = tuple(comparable(row[name]) if name in codes else row[name] for name in names)
                hits[held].append(row)
            self._looked_up[ledger, sql, names] = dict(hits)
        return self._looked_up[ledger, sql, names]

    def _rows(self, wanted: Wanted) -> dict[str, Row]:
        name = wanted.ledger.name
        if name not in self._stored:
            self._stored[name] = {row["id"]: row for row in self._book.read.sql(f'SELECT * FROM temp."{name}"')}
        return self._stored[name]

    def _compare(self, wanted: Wanted) -> None:
        """What would change; a second record of the file that turns out to be the same one changes nothing more."""
        says = dict(wanted.draft.values)
        says.update((name, other.id or None) for name, other in wanted.refs.items() if not other.held)
        first = self._claimed.setdefault(wanted.id, wanted)
        now = {**wanted.old, **first.changes}
        changes = {name: value for name, value in says.items() if value != now[name]}
        if first is wanted:
            for hold in wanted.draft.holds:
                self._keep_back(wanted, hold, changes)
            wanted.changes = changes
        elif changes:
            titles = "、".join(wanted.ledger.field(name).title for name in changes)
            label = _called(wanted, wanted.old)
            why = _("和第{row}行说的是同一条「{label}」，{titles}不一样，照第{row}行的。")
            self._doubt(wanted, say(why, row=first.row, label=label, titles=titles))

    def _keep_back(self, wanted: Wanted, hold: Hold, changes: Row) -> None:
        old = wanted.old.get(hold.name)
        if hold.name not in changes or old in (None, ""):
            return
        new, field = changes[hold.name], wanted.ledger.field(hold.name)
        percent = 0
        if hold.percent:
            percent = abs(new - old) * 100 // old
            if abs(new - old) * 100 <= hold.percent * old:
                return
        del changes[hold.name]
        if field.ref:
            shown = self._book.read.label(field.ref, old), wanted.refs[hold.name].called
        else:
            shown = kinds.show(field, old), kinds.show(field, new)
        why = say(hold.why, old=shown[0], new=shown[1], percent=percent)
        offered = "" if field.ref else shown[1]
        name = "" if field.ref else hold.name
        self.besides.append(Beside(wanted, name, offered, why, wanted.sheet, wanted.row, field.title))

    def _doubt(self, wanted: Wanted, why: str) -> None:
        self.besides.append(Beside(wanted, "", "", why, wanted.sheet, wanted.row))


def _sought(wanted: Wanted, names: Iterable[str]) -> tuple[Any, ...]:
    codes = _codes(wanted, names)
    return tuple(comparable(wanted.value(name)) if name in codes else wanted.value(name) for name in names)


def _codes(wanted: Wanted, names: Iterable[str]) -> set[str]:
    """Those of the names that are codes, which people write in several ways."""
    return {name for name in names if name == "code"}


def _called(wanted: Wanted, row: Row) -> str:
    return kinds.show(wanted.ledger.shown(wanted.ledger.label), row.get(wanted.ledger.label))
