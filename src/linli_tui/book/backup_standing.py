"""How a book's backups stand: when, where, and what would be lost if the room with the laptop burned now.

Where a stick lies the book itself knows: the offer "sticks" as offer(book) gives rows {id, name, lies, holder, since,
asked_on}. A stick counts as away while somebody has it at home and nothing was put on it since that was last said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linli_tui.book import backup, copies, proof
from linli_tui.core import clock, dates
from linli_tui.core.words import say

if TYPE_CHECKING:
    from linli_tui.book.book import Book

OFFER, AWAY = "sticks", "away"
RED_DAYS = 31
"""A copy kept elsewhere that is older than this is said in red (a month, as the report)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What there is to say of a book's backups.

    `last` is the newest good one anywhere, `away` the newest kept elsewhere, `holder` who has it; `changes` and `days`
    what would be lost with this room: changes that `away` lacks, and days since it was made (None for no `away`).
    `due`: today's is still to be made.
    """

    last: copies.Good | None
    away: copies.Good | None
    holder: str
    changes: int
    days: int | None
    due: bool

    @property
    def is_red(self) -> bool:
        """Whether the sentence is urgent: something would be lost, and all of it or a month of it."""
        return self.changes > 0 and (self.days is None or self.days > RED_DAYS)

    @property
    def say(self) -> str:
        """One sentence for the home screen."""
        if self.last is None:
            return say("还没有备份过。这间屋里出了事，台账就全没了。")
        when = dates.ago(clock.civil(self.last.at), clock.today())
        if self.away is None:
            return say("{when}备份过，备份在这间屋里。屋里出了事，台账就全没了，请让人带一份U盘回家。", when=when)
        where = say("在别处（{holder}家）", holder=self.holder)
        if not self.changes:
            return say("备份{where}，一处也不少。", where=where)
        made = dates.ago(clock.civil(self.away.at), clock.today())
        lost = say("{when}备份过；{where}的是{made}的。屋里出了事，", when=when, where=where, made=made)
        if not self.days:
            return lost + say("会少{n}处。", n=self.changes)
        return lost + say("会少{days}天里的{n}处。", days=self.days, n=self.changes)


def standing(book: Book) -> Standing:
    """How the backups of an open book stand now, by what this machine remembers and where the sticks are."""
    memory = copies.recall(book.id)
    holders = {good: holder for good in memory.good if (holder := _holder(book, memory, good))}
    last, away = (max(found, key=lambda good: good.at, default=None) for found in (memory.good, holders))
    changes = proof.more(book.connection, dict(away.ends) if away else {})
    days = max((clock.today() - clock.civil(away.at)).days, 0) if away else None
    return Standing(last, away, holders[away] if away else "", changes, days, backup.due(book))


def _holder(book: Book, memory: copies.Memory, good: copies.Good) -> str:
    """Who has a backup at home; "" for one that may be in this room."""
    offer = book.catalog.offer(OFFER)
    if not good.stick or offer is None:
        return ""
    with book.rights.wide():
        row = _row(offer(book), memory, good.stick)
        said = max(str(row.get("since") or ""), str(row.get("asked_on") or ""))
        if row.get("lies") != AWAY or said < clock.civil(good.at).isoformat():
            return ""
        return book.read.label("person", row["holder"]) or say("别人")


def _row(rows: list[dict[str, Any]], memory: copies.Memory, stick: str) -> dict[str, Any]:
    """The stick of the ledger that one calling itself so is: as somebody said, by its name, or because it is the only
    one; nothing for none of them."""
    wanted = memory.record if stick == memory.stick else ""
    found = [row for row in rows if row["id"] == wanted] or [row for row in rows if row["name"] == stick]
    return found[0] if found else rows[0] if len(rows) == 1 else {}
