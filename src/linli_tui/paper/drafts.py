"""From rows to records: the drafts of a whole file put together, each record once, each after those it needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from linli_tui.core import kinds
from linli_tui.core.ledger import Ledger
from linli_tui.core.sheets import Draft, Key, To, merge
from linli_tui.core.words import say


@dataclass(slots=True, eq=False)
class Wanted:
    """One record the file asks for: its merged draft, where it is said first, and what the book has of it.

    `id` is empty while the book does not know it; `old` are its stored columns, `refs` and `near` other wanted records.
    A `held` record is not made, because something in the book stands against it.
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
    held: bool = False

    @property
    def says_something(self) -> bool:
        """Whether the file tells anything of it, or only names it to hang others on."""
        return bool(self.draft.values or self.draft.refs or self.draft.fresh)

    @property
    def called(self) -> str:
        """How it is called: as the book has it, else by its name or code in the file, else by what it refers to."""
        value = self.old.get(self.ledger.label) or self.draft.values.get(self.ledger.label)
        if value is not None:
            return kinds.show(self.ledger.shown(self.ledger.label), value)
        above = next(iter(self.refs.values()), None)
        if "code" not in self.draft.fresh:
            return above.called if above else ""
        own = f"{self.draft.fresh['code']}{self.draft.fresh.get('word') or ''}"
        return f"{above.called}{own}" if above and (above.refs or above.old.get("code")) else own

    def value(self, name: str) -> Any:
        """What a name stands for: a value, or the id of the record referred to; None when it is not known."""
        if name in self.draft.values:
            return self.draft.values[name]
        other = self.refs.get(name) or self.near.get(name)
        return other.id or None if other else self.draft.fresh.get(name)


@dataclass(frozen=True, slots=True)
class Beside:
    """A doubt laid beside a record: what was offered for which of its fields, why it is not believed, and where.

    The record is a wanted one, whose id may only be known once it is written, or `record` of `ledger`. `title` is the
    column it stands in.
    """

    about: Wanted | None
    field: str
    offered: str
    why: str
    sheet: str
    row: int
    title: str = ""
    ledger: str = ""
    record: str = ""

    @property
    def said(self) -> str:
        """The reason as it is shown beside the row."""
        return f"「{self.title}」：{self.why}" if self.title else self.why


class Gathering:
    """All drafts of a file as they come in, by every key that means them."""

    def __init__(self, ledgers: dict[str, Ledger]) -> None:
        self._ledgers = ledgers
        self._found: dict[tuple[str, Key], Wanted] = {}
        self._all: dict[Wanted, None] = {}
        self._last: dict[Wanted, Draft] = {}
        self.besides: list[Beside] = []

    def add(self, draft: Draft, sheet: str, row: int) -> None:
        """Takes a draft in; one that means a record already there is put together with it."""
        known = self._known(draft)
        if not known:
            first = Wanted(self._ledgers[draft.ledger], draft, sheet, row)
            self._all[first] = None
        else:
            first = known[0]
            if self._last.get(first) is draft and len(known) == 1:
                return
            for later in known[1:]:
                self._join(first, later.draft, row, sheet)
                del self._all[later]
            self._join(first, draft, row, sheet)
        self._last[first] = draft
        for key in first.draft.keys if len(known) > 1 else draft.keys:
            self._found[draft.ledger, key] = first

    def to(self, to: To) -> Wanted:
        """The record a reference means."""
        return self._found[to.ledger, to.key]

    def records(self) -> list[Wanted]:
        """All records with their references resolved, each after those it refers to."""
        for wanted in self._all:
            wanted.refs = {name: self.to(to) for name, to in wanted.draft.refs.items()}
            wanted.near = {name: self.to(to) for name, to in wanted.draft.near.items()}
        _deepen(self._all)
        return sorted(self._all, key=lambda wanted: wanted.depth)

    def _known(self, draft: Draft) -> list[Wanted]:
        first = self._found.get((draft.ledger, draft.key))
        if not draft.also:
            return [first] if first else []
        found = [first, *(self._found.get((draft.ledger, key)) for key in draft.also)]
        return [wanted for wanted in dict.fromkeys(found) if wanted]

    def _join(self, first: Wanted, later: Draft, row: int, sheet: str) -> None:
        merged, differ = merge(first.draft, later)
        for name in differ:
            said, heard = (draft.refs.get(name) for draft in (first.draft, later))
            if said and heard and self.to(said) is self.to(heard):
                continue
            declared = first.ledger.field(name)
            why = say("「{title}」和第{row}行说的不一样，照第{row}行的。", title=declared.title, row=first.row)
            offered = "" if heard else kinds.show(declared, later.values[name])
            self.besides.append(Beside(first, "" if heard else name, offered, why, sheet, row))
        first.draft = merged


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
