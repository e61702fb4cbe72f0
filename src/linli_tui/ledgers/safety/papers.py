"""The papers of this area: the ten steps of a loss, a sample of what residents are told, and how to go on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from linli_tui.core import dates, times
from linli_tui.core.words import _, say
from linli_tui.ledgers.safety import rules
from linli_tui.paper import printed
from linli_tui.paper.document import Block, Document, Heading, Pairs, Para, Table

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.core.access import Actor

Row = dict[str, Any]
DONE, NOT_DONE = "[✓]", "[ ]"
COLUMNS = (_("做了"), _("哪一步"), _("怎么做"), _("哪一天"), _("记下来"))
WIDTHS = (4, 14, 22, 10, 14)
NAMED = 4
"""So many of the papers printed last are named on the sheet."""
TOLD = _(
    "[ ] 已经报警                [ ] 已经告诉街道\n"
    "[ ] 台账加着锁，没有口令打不开\n"
    "[ ] 口令、密码、恢复单都换了    [ ] 丢的那台电脑已经注销\n"
    "[ ] 别的："
)
LAW = _("个人信息保护法第57条：补救，告诉主管部门和本人；避免得了危害，可不告诉。")
"""PIPL 第57条, in one line."""
YOURS = _(
    "接到自称社区、物业、银行的电话，先挂断，再打您自己知道的号码问。不要告诉别人验证码。"
    "有人说得出您家的事，也不要因此就信。发现不对，打110，也请告诉我们。"
)
CALL = (_("先打给（会长）"), _("再打给（保管人）"), _("会装的人"))
RECOVERY = (
    (_("先想清楚"), _("电脑坏了，往下做；丢了，先拿《丢失处置单》，报警。")),
    (_("找一台电脑"), _("借的也行。插好电源，不用连网。")),
    (_("拿三样东西"), _("备用U盘、程序U盘、恢复单（信封）。在谁家，打上面的电话问。")),
    (_("装程序"), _("插程序U盘，照里面「安装」那一页做。")),
    (_("恢复"), _("打开程序，选从备份恢复，选备用U盘上最新的一份。")),
    (_("开锁"), _("输自己的口令；没人记得，照恢复单一组一组输。")),
    (_("看清再定"), _("屏幕上说备份到哪一天、会少掉什么。对，再选恢复。")),
    (_("核对"), _("选核对，要说没有问题；再抽三户，跟纸对一对。")),
    (_("登记和注销"), _("登记这一台；丢了的那台，两个人注销，打电话告诉街道。")),
    (_("补记"), _("从备份那天起，纸上写的补进去。")),
    (_("再备份"), _("今天就备份一次，U盘送回别人家。")),
)
"""From a broken laptop to a new one, aim ten minutes where stick and envelope are at hand."""


def loss_sheet(book: Book, actor: Actor, loss: str) -> Document:
    """《丢失处置单》: what was lost, what was on it, the ten steps with a box, a day and what came of each."""
    row = book.read.get("loss", loss) or {}
    ledger = book.catalog.ledgers["loss"]
    lost = say("{kind}：{what}", kind=ledger.field("kind").choice(row["kind"]), what=row["what"])
    notes = _notes(book, row)
    rows = tuple(
        (DONE if row[step.day] else NOT_DONE, f"{n}. {say(step.title)}", say(step.advice), row[step.day] or "", note)
        for (n, step), note in zip(enumerate(rules.STEPS, 1), notes, strict=True)
    )
    blocks: tuple[Block, ...] = (
        Pairs(((say("丢了什么"), lost), *_held(book, row))),
        Table(tuple(map(say, COLUMNS)), rows, WIDTHS, by_hand=bool(rules.left(row))),
        Pairs(((say("怎么定的"), _decision(book, row)), (say("教训"), row["lesson"] or ""))),
    )
    return Document(say("丢失处置单"), "内部", str(row["number"]), blocks, (say("办的人"),), say(LAW))


def _held(book: Book, row: Row) -> Iterator[tuple[str, str]]:
    """What was on it, as it was counted that day; what nobody knows is left to be written by hand."""
    if row["kind"] not in rules.OF_BOOK:
        return
    yield say("里面多少人"), say("{n}人", n=row["persons"]) if row["persons"] is not None else ""
    yield say("哪些内容"), row["kept"] or ""
    locked = {1: say("加锁了，没有口令打不开"), 0: say("没有加锁，谁拿到都看得见")}
    yield say("加锁了没有"), locked.get(row["encrypted"], "")
    yield say("最后一次备份"), _day(row["backup_on"])
    yield say("打印过的纸"), _papers(book, row)


def _papers(book: Book, row: Row) -> str:
    """Which papers may have lain on the machine: those that lie there still, or those of the list."""
    laptop = book.read.get("laptop", row["laptop"]) if row["laptop"] else None
    if laptop and laptop["machine"] == book.machine:
        names = printed.lying(book)
        return _listed(say("还在电脑上{n}份", n=len(names)), names) if names else say("没有留在电脑上的")
    names = [paper.title for paper in printed.listed(book)]
    return _listed(say("记着{n}份，没有清除的当作丢了", n=len(names)), names) if names else ""


def _listed(head: str, names: list[str]) -> str:
    more = say("等") if len(names) > NAMED else ""
    return say("{head}：{names}{more}", head=head, names="、".join(names[:NAMED]), more=more)


def _notes(book: Book, row: Row) -> tuple[str, ...]:
    """What came of each of the ten steps."""
    told = {
        "noticed_on": _time(row["noticed_at"]),
        "police_on": row["police_no"],
        "street_on": " ".join(filter(None, (_time(row["street_at"]), row["street_who"]))),
        "struck_on": book.read.label("laptop", row["laptop"]) if row["laptop"] else "",
        "decided_on": dict(rules.DECISIONS).get(row["decision"], "").partition("，")[0],
    }
    return tuple(told.get(step.day) or "" for step in rules.STEPS)


def _decision(book: Book, row: Row) -> str:
    """Whether residents are told, who decided so and why."""
    by = book.read.label("person", row["decided_by"]) if row["decided_by"] else ""
    words = dict(rules.DECISIONS).get(row["decision"], "")
    return "；".join(filter(None, (words, by, row["decided_why"])))


def to_residents(book: Book, actor: Actor, loss: str) -> Document:
    """《告知居民书（样）》: what PIPL 第57条 has people told, to be filled in by hand; no name stands on it."""
    row = book.read.get("loss", loss) or {}
    blocks: tuple[Block, ...] = (
        Para(say("{compound}的各位居民：", compound=book.name), indent=False),
        Heading(say("一、出了什么事")),
        Pairs(((say("哪一天"), _day(row["noticed_on"])), (say("丢了什么"), ""), (say("怎么丢的"), ""))),
        Heading(say("二、里面可能有您的")),
        Pairs(((say("哪些内容"), row["kept"] or ""), (say("可能的危害"), ""))),
        Heading(say("三、我们已经做了")),
        Para(say(TOLD), indent=False),
        Heading(say("四、您可以做的")),
        Para(say(YOURS)),
        Heading(say("五、问谁")),
        Pairs(((say("找谁"), ""), (say("电话"), ""), (say("什么时候在"), ""))),
    )
    foot = say("这是样子，照实改了再贴、再发。要写的几样，见个人信息保护法第57条。")
    return Document(say("告知居民书（样）"), "大家看", "", blocks, (say("落款"),), foot)


def recovery(book: Book, actor: Actor, laptop: str) -> Document:
    """《恢复步骤》: one page beside the fire extinguisher; who to call is written by hand, where the stick is never."""
    row = book.read.get("laptop", laptop) or {}
    rows = tuple((NOT_DONE, f"{n}. {say(title)}", say(words)) for n, (title, words) in enumerate(RECOVERY, 1))
    blocks: tuple[Block, ...] = (
        Pairs(((say("哪台电脑"), row["name"] or ""), *((say(who), "") for who in CALL))),
        Table((say("做了"), say("哪一步"), say("怎么做")), rows, (4, 16, 48)),
        Pairs(((say("几点开始"), ""), (say("几点能用"), ""), (say("备份到哪天"), ""), (say("谁做的"), ""))),
    )
    foot = say("东西都在手边，十分钟。U盘和恢复单在谁家，不要写在这张纸上。")
    return Document(say("{compound}恢复步骤", compound=book.name), "大家看", "", blocks, (), foot)


def _day(day: str | None) -> str:
    return dates.show_date(date.fromisoformat(day)) if day else ""


def _time(minutes: int | None) -> str:
    return times.show_time(minutes) if minutes is not None else ""
