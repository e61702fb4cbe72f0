"""A small invented compound on the real catalogue, made once for a run of the tests and copied for each of them."""

from __future__ import annotations

from pathlib import Path

from linli_tui.book.book import Book
from linli_tui.core import clock
from linli_tui.core.access import OWNER
from linli_tui.ledgers import catalog

FOUNDED, NOW = "2026-03-01T01:00:00.000Z", "2026-03-08T12:05:00.000Z"
FAMILIES = ("王桂芳", "李建国", "周志明", "刘小梅", "陈国强", "张秀英", "赵丽华", "马卫东")
NAMES = (*FAMILIES, "邱大明", "孙福生", "何敏", "欧阳建")
ARTICLES = (
    ("楼道畅通", "不在楼道、楼梯口和消防通道堆放东西。临时放一放，当天拿走。"),
    ("轮流打扫", "每个单元按户按月轮流打扫楼道。"),
)
KNOWN = {"area_001m2": 8650, "area_source": "registered", "use": "residence"}
WHOLE = {"share_num": 1, "share_den": 1, "source": "registered"}


def build(path: Path) -> None:
    """Two buildings of two entrances of six homes, twelve owners, a pact in force, three jottings."""
    from linli_tui.ledgers.jots import service as jots
    from linli_tui.ledgers.places import service as places

    founded = {"name": "永富新村", "body": "mutual_aid", "short": "永富"}
    with clock.frozen(FOUNDED) as now, Book.new(path, catalog(), **founded) as book:
        for code in "12":
            now.advance(seconds=1)
            places.add_building(book, OWNER, code=code, entrances=2, floors=3, per_floor=2)
        homes = [row["id"] for row in book.read.sql("SELECT id FROM home ORDER BY place_key")]
        now.advance(minutes=1)
        with book.transaction(OWNER, "new") as t:
            for n, (home, name) in enumerate(zip(homes, NAMES, strict=False)):
                person = t.save("person", {"name": name, "kind": "resident", "phone": f"139057100{n:02d}"})
                t.save("home", {"id": home, **KNOWN})
                t.save("ownership", {"home": home, "person": person, **WHOLE})
            t.say("已登记十二位业主")
        _pact(book)
        for words in ("东门口的垃圾桶满了没人收", "2幢1单元的路灯不亮", "健身器材的螺丝松了"):
            now.advance(minutes=1)
            jots.write_jot(book, OWNER, {"words": words})


def _pact(book: Book) -> None:
    from linli_tui.ledgers.pacts import service as pacts

    made = pacts.write_pact(book, OWNER, {"title": "永富新村邻里公约", "kind": "neighbour"})
    version = next(record for table, record in made.records if table == "pact_version")
    for title, text in ARTICLES:
        pacts.write_article(book, OWNER, {"version": version, "title": title, "text": text})
    for move, asked in (
        ("ask", {}),
        ("adopt", {"adopted": "2026-02-01", "effective": "2026-02-10"}),
        ("put_in_force", {"effective": "2026-02-10"}),
    ):
        with book.transaction(OWNER, move) as t:
            t.move("pact_version", version, move, **asked)
            t.say("已办")
