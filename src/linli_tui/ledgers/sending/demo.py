"""What the invented compound reported: every month to the street, signed on paper; the last one not yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from linli_tui.book import since
from linli_tui.book.reading import Query
from linli_tui.core import clock, dates
from linli_tui.core.access import OWNER
from linli_tui.core.words import say
from linli_tui.ledgers.sending import service

if TYPE_CHECKING:
    from linli_tui.book.book import Book

WHO = {"name": "暨阳街道办事处", "contact": "0575-00000000", "purpose": "每月社区治理情况汇总", "basis": "consent"}
DAY = 29
"""Of a month, or its last one, when it is reported."""
BACK = 5
"""Days until the stamped paper is back."""
WRONG = 4
"""Every so many months the street counted one less in one table."""


def fill(book: Book, rng: Random, size: int, years: int) -> Iterator[str]:
    """A recipient in the first week, then a report of every month."""
    first = clock.today()
    yield (first + timedelta(6)).isoformat()
    service.write_recipient(book, OWNER, {**WHO, "ledgers": "全部", "road": "stick"})
    last = dates.add_months(first, 12 * years)
    for n in range(12 * years):
        start = dates.add_months(first.replace(day=1), n)
        day = min(start.replace(day=28) + timedelta(DAY - 28), dates.add_months(start, 1) - timedelta(1))
        if not first + timedelta(6) < day < last - timedelta(BACK):
            continue
        yield day.isoformat()
        report = _report(book, start)
        service.copied(book, OWNER, report)
        if day < last - timedelta(30):
            yield (day + timedelta(BACK)).isoformat()
            _stamp(book, report, n % WRONG == WRONG - 1)


def _report(book: Book, start: date) -> str:
    (who,) = service.recipients(book)
    new = since.made(book, start.isoformat(), dates.add_months(start, 1).isoformat())
    tables = [
        {
            "ledger": name,
            "title": book.catalog.ledgers[name].title,
            "rows": book.read.count(Query(name)),
            "fresh": since.standing(book, name, new),
            "blank": 0,
        }
        for name in who["wanted"]
    ]
    disclosed = book.catalog.offer("privacy.disclosed")
    with book.transaction(OWNER, service.REPORT) as t:
        if disclosed:
            rows = sum(table["rows"] for table in tables)
            to = {"recipient": who["name"], **{name: who[name] for name in ("contact", "purpose", "basis")}}
            disclosed(t, **to, ledgers=who["wanted"], rows=rows, clear=False)
        name = say("{compound}_{year}年{month}月", compound=book.name, year=start.year, month=start.month)
        code = f"{sum(table['rows'] for table in tables) * 7919 % 10**8:08}"
        report = service.record_report(
            t, recipient=who["id"], month=start.isoformat()[:7], tables=tables, code=code, folder=name
        )
        t.say(say("已打包报送：{month} {who}", month=start.isoformat()[:7], who=who["name"]))
    return report


def _stamp(book: Book, report: str, wrong: bool) -> None:
    lines = book.read.parts("report_line", report)
    counts = {line["id"]: line["rows"] for line in lines}
    if wrong:
        counts[lines[0]["id"]] = max(lines[0]["rows"] - 1, 0)
    service.stamp(book, OWNER, report, counts, by="街道社建办")
