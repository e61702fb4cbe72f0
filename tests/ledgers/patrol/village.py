"""The small compound of the screens with two teams, three checkpoints and a list for the evening it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from linli_tui.book.book import Book
from linli_tui.core import clock
from linli_tui.core.access import OWNER
from linli_tui.ledgers import catalog
from linli_tui.ledgers.patrol import planning, service
from tests.book import seats

PEOPLE = ("周志明", "刘小梅", "陈国强")
TONIGHT = date(2026, 3, 8)
LATE = "2026-03-08T15:40:00.000Z"
"""23:40 of that Sunday here."""
POINTS = ("东门", "车棚", "配电房", "西墙")


def patrol(path: Path, now: str = LATE, *, listed: bool = True, started: int = 1200) -> None:
    """Writes them into the book at a path; with `listed` the first team is on tonight, `started` to 23:00."""
    with clock.frozen(now), Book.open(path, catalog()) as book:
        people = {row["name"]: row["id"] for row in book.read.sql("SELECT id, name FROM person WHERE voided = 0")}
        with book.transaction(OWNER, "new") as t:
            team = t.save("team", {"name": "周日组", "leader": people["周志明"], "started": 1200, "ended": 1380})
            t.save_all("team_member", [{"team": team, "person": people[name]} for name in PEOPLE])
            other = t.save("team", {"name": "周四组", "weekday": "4", "started": 1200, "ended": 1290})
            t.save_all("team_member", [{"team": other, "person": people[name]} for name in ("张秀英", "赵丽华")])
            t.save_all("checkpoint", [{"name": name} for name in POINTS])
            t.say("已登记队伍")
        told = {"day": "2026-03-05", "team": other, "started": 1200, "ended": 1290, "handover": "东门的灯在闪"}
        service.write_down(book, OWNER, told, [{"person": people["张秀英"], "came": "came"}])
        if listed:
            planning.write_duty(
                book, OWNER, {"day": TONIGHT.isoformat(), "kind": "patrol", "team": team, "started": started}
            )


def lock(path: Path, now: str) -> None:
    """Gives the council its PINs."""
    with clock.frozen(now), Book.open(path, catalog()) as book:
        holders = book.read.sql("SELECT n.name, p.person FROM post p JOIN person n ON n.id = p.person")
        seats.lock(book, {row["name"]: row["person"] for row in holders})
