"""The books that are measured: people by the thousand, invented by a fixed seed."""

from __future__ import annotations

import random
from pathlib import Path

from linli_tui.book.book import Book
from linli_tui.core.access import OWNER
from linli_tui.ledgers import catalog

SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏"
    "魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵"
    "万钱严覃武戴莫孔向汤"
)
GIVEN = "桂芳玉兰秀英建国明华丽军伟强敏静磊洋勇艳杰娟涛超霞平刚红梅春生福荣德林文志海燕云峰辉龙凤珍宝山水清香莲菊竹松柏"


def people(count: int, seed: int = 7) -> list[dict[str, object]]:
    """Invented people as values of the ledger `person`."""
    pick = random.Random(seed)
    return [
        {
            "kind": "resident",
            "name": pick.choice(SURNAMES) + "".join(pick.choices(GIVEN, k=pick.choice((1, 2, 2)))),
            "phone": f"1{pick.choice('3578')}{pick.randrange(10**9):09d}",
            "note": "".join(pick.choices(GIVEN, k=12)) if number % 5 == 0 else None,
        }
        for number in range(count)
    ]


def book_of_people(folder: Path, count: int) -> Book:
    """A new book that holds so many people."""
    book = Book.new(folder / f"{count}.台账", catalog(), name="量快慢")
    with book.transaction(OWNER, "import") as t:
        t.save_all("person", people(count))
    return book
