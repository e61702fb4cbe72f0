"""From rows to records: the drafts of a whole sheet put together, each record once, each after those it needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from linli_tui.core.ledger import Ledger
from linli_tui.core.sheets import Draft, Key, To, merge
from linli_tui.core.words import say


@dataclass(frozen=True, slots=True)
class Remark:
    """Something said about a row: the sheet, the number the spreadsheet shows, and the sentence."""

    sheet: str
    row: int
    why: str


@dataclass(slots=True, eq=False)
class Wanted:
    """One record the sheet asks for: its merged draft, where it is said first, and what the book has of it.

    `id` is empty while the book does not know it; `old` are its stored columns, `refs` and `near` other wanted records.
    """

    ledger: Ledger
    draft: Draft
    sheet: str
    row: int
    refs: dict[str, Wanted] = field(default_factory=dict)
    near: dict[str, Wanted] = field(default_factory=dict)
    id: str = ""
    old: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, Any] = field(default_factory=dict)
    depth: int = 0

    @property
    def says_something(self) -> bool:
        """Whether the sheet tells anything of it, or only names it to hang others on."""
        return bool(self.draft.values or self.draft.refs or self.draft.fresh)

    def value(self, name: str) -> Any:
        """What a name stands for: a value, or the id of the record referred to; None when it is not known."""
        if name in self.draft.values:
            return self.draft.values[name]
        other = self.refs.get(name) or self.near.get(name)
        return other.id or None if other else self.draft.fresh.get(name)


class Gathering:
    """All drafts of a sheet as they come in, by every key that means them."""

    def __init__(self, ledgers: dict[str, Ledger]) -> None:
        self._ledgers = ledgers
        self._found: dict[tuple[str, Key], Wanted] = {}
        self._all: dict[Wanted, None] = {}
        self.remarks: list[Remark] = []

    def add(self, draft: Draft, sheet: str, row: int) -> None:
        """Takes a draft in; one that means a record already there is put together with it."""
        places = [(draft.ledger, key) for key in draft.keys]
        known = list(dict.fromkeys(self._found[place] for place in places if place in self._found))
        if not known:
            known = [Wanted(self._ledgers[draft.ledger], draft, sheet, row)]
            self._all[known[0]] = None
        first = known[0]
        for other in (*(later.draft for later in known[1:]), draft):
            self._join(first, other, row, sheet)
        for later in known[1:]:
            del self._all[later]
        for key in first.draft.keys:
            self._found[draft.ledger, key] = first

    def records(self) -> list[Wanted]:
        """All records with their references resolved, each after those it refers to."""
        for wanted in self._all:
            wanted.refs = {name: self._to(to) for name, to in wanted.draft.refs.items()}
            wanted.near = {name: self._to(to) for name, to in wanted.draft.near.items()}
        _deepen(self._all)
        return sorted(self._all, key=lambda wanted: wanted.depth)

    def _join(self, first: Wanted, later: Draft, row: int, sheet: str) -> None:
        if later == first.draft:
            return
        merged, differ = merge(first.draft, later)
        for name in differ:
            said, heard = (draft.refs.get(name) for draft in (first.draft, later))
            if said and heard and self._to(said) is self._to(heard):
                continue
            title = first.ledger.field(name).title
            why = say("「{title}」和第{row}行说的不一样，照第{row}行的。", title=title, row=first.row)
            self.remarks.append(Remark(sheet, row, why))
        first.draft = merged

    def _to(self, to: To) -> Wanted:
        return self._found[to.ledger, to.key]


def batches(records: Iterable[Wanted]) -> Iterator[tuple[str, list[Wanted]]]:
    """Runs of records of one ledger, none referring to another of its run, in an order in which they can be saved."""
    found: dict[tuple[int, str], list[Wanted]] = {}
    for wanted in records:
        found.setdefault((wanted.depth, wanted.ledger.name), []).append(wanted)
    for (_, ledger), members in sorted(found.items(), key=lambda item: item[0][0]):
        yield ledger, members


def _deepen(records: Iterable[Wanted]) -> None:
    """Numbers every record one deeper than the deepest it needs. Raises ValueError for a circle."""
    known: set[Wanted] = set()
    waiting: set[Wanted] = set()

    def deepen(wanted: Wanted) -> int:
        if wanted in waiting:
            raise ValueError(f"a circle of references at {wanted.draft.key}")
        if wanted not in known:
            waiting.add(wanted)
            wanted.depth = 1 + max(map(deepen, (*wanted.refs.values(), *wanted.near.values())), default=0)
            waiting.discard(wanted)
            known.add(wanted)
        return wanted.depth

    for wanted in records:
        deepen(wanted)
