"""The papers of mediation: heads filled in, the body ruled to be written by hand; what is sealed is on none of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from linli_tui.core import dates
from linli_tui.core.access import Actor
from linli_tui.core.words import _, say
from linli_tui.ledgers.mediation import rules
from linli_tui.ledgers.mediation.talks import KINDS, RESULTS
from linli_tui.paper.document import Block, Document, Heading, Pairs, Para, Ruled, masked

if TYPE_CHECKING:
    from linli_tui.book.book import Book

Row = dict[str, Any]
BODY = 26
"""Ruled lines to write a talk down on."""
FEW = 6
ADMITTED = _("为了谈成而认下的事实，以后打官司时不能拿来对他不利（民诉法解释第107条）。")
RIGHTS = (
    _("人民调解：在自愿、平等的基础上，由人民调解委员会劝双方自己谈成，不收任何费用。"),
    _("您可以：挑选或者接受调解员，要求换调解员；接受、拒绝或者要求停止调解；要求公开或者不公开；自己决定谈不谈成。"),
    _("您要：如实说事，守现场秩序，尊重调解员，尊重对方。"),
    _("谈成了可以写协议：各方签名、盖章或按手印，调解员签名，调委会盖章，从最后一样那天起生效；双方要照办。"),
    _("协议生效起30天内，双方可以一起向法院申请司法确认。确认了，一方不做，另一方可以申请强制执行。"),
    _("谈不成，可以仲裁、找主管部门、到法院起诉，这些路都不受影响。"),
)
"""人民调解法 第4、23、24、29、31、33条."""


def talk_record(book: Book, actor: Actor, talk: str) -> Document:
    """A talk for the council's own file, the words left to be written by hand."""
    row = _talk(book, talk)
    people = (row["person_label"], row["other_person_label"])
    who = "、".join(masked("内部", "name", name) for name in people if name)
    pairs = (*_of_talk(row), (say("双方"), who), (say("谁去说的"), str(row["mediator_label"] or "")))
    blocks: tuple[Block, ...] = (Pairs(pairs), Heading(say("经过")), Ruled(BODY), Heading(say("说好的")), Ruled(FEW))
    title = say("{kind}记录", kind=dict(KINDS)[row["kind"]])
    return Document(title, "内部", str(row["number"]), blocks, (say("劝的人"), say("记的人")))


def talk_evidence(book: Book, actor: Actor, talk: str) -> Document:
    """The sheet for the street of one talk: where, when, what about and what came of it; nobody's name."""
    row = _talk(book, talk)
    blocks: tuple[Block, ...] = (
        Pairs(_of_talk(row)),
        Heading(say("行为和劝导的经过（要说明的写在这里）")),
        Ruled(FEW * 2),
        Para(say("这张只证明会里劝导过，不是处罚。")),
    )
    return Document(say("劝导情况单"), "街道", str(row["number"]), blocks, (say("劝导人"), say("会里盖章")))


def _talk(book: Book, talk: str) -> Row:
    return book.read.get("talk", talk) or {}


def _of_talk(row: Row) -> tuple[tuple[str, str], ...]:
    return (
        (say("日期"), _day(row["day"])),
        (say("哪里"), str(row["home_label"] or "")),
        (say("另一家"), str(row["other_label"] or "")),
        (say("什么事"), rules.matter_title(row["matter"])),
        (say("结果"), dict(RESULTS).get(row["result"] or "", "")),
    )


def record(book: Book, actor: Actor, case: str) -> Document:
    """人民调解记录, its head filled in from what is known, its body to be written by hand and signed."""
    row = _case(book, case)
    blocks: tuple[Block, ...] = (
        Pairs(
            (
                (say("时间"), ""),
                (say("地点"), ""),
                (say("事由"), _about(row)),
                *_parties(book, case),
                (say("参加人"), ""),
            )
        ),
        Para(say("调解员已告知双方权利义务，双方愿意调解。")),
        Heading(say("调解内容")),
        Ruled(BODY),
        Heading(say("调解结果")),
        Para(say("（  ）调解成功  （  ）调解不成  （  ）有待继续调解"), indent=False),
        Ruled(2),
        Para(say(ADMITTED)),
    )
    signers = (say("甲方"), say("乙方"), say("参加人"), say("调解员"), say("记录人"))
    return Document(say("人民调解记录"), "当事人", str(row["number"]), blocks, signers, _foot())


def register(book: Book, actor: Actor, case: str) -> Document:
    """人民调解受理登记表, by the fields of 司发通〔2010〕239号."""
    row = _case(book, case)
    blocks: tuple[Block, ...] = (
        Pairs(
            (
                (say("受理日期"), _day(row["accepted_on"])),
                *_parties(book, case),
                (say("案件来源"), dict(rules.SOURCES).get(row["source"], "")),
                (say("纠纷类型"), rules.type_title(row["matter"])),
                (say("纠纷名称"), _about(row)),
                (say("调委会卷号"), str(row["file_no"] or "")),
            )
        ),
        Heading(say("纠纷简要情况")),
        Ruled(FEW * 2),
        Para(say("此表由人民调解委员会填写。"), indent=False),
    )
    signers = (say("当事人"), say("登记人"), say("人民调解委员会（印章）"))
    return Document(say("人民调解受理登记表"), "当事人", str(row["number"]), blocks, signers, _foot())


def rights(book: Book, actor: Actor, case: str) -> Document:
    """What parties may and must, to be read and signed before anything is mediated."""
    row = _case(book, case)
    lines = tuple(Para(say("{n}. {text}", n=n, text=say(text)), indent=False) for n, text in enumerate(RIGHTS, 1))
    blocks: tuple[Block, ...] = (
        Pairs(((say("事由"), _about(row)), *_parties(book, case))),
        *lines,
        Para(say("以上内容已经告知我，我清楚了。（  ）愿意调解  （  ）不愿意调解"), indent=False),
    )
    signers = (say("甲方"), say("乙方"), say("调解员"))
    return Document(say("人民调解权利义务告知书"), "当事人", str(row["number"]), blocks, signers, _foot())


def _case(book: Book, case: str) -> Row:
    return book.read.get("case", case) or {}


def _about(row: Row) -> str:
    return str(row["title"] or rules.matter_title(row["matter"]))


def _parties(book: Book, case: str) -> list[tuple[str, str]]:
    """Each party by its home and name; 甲方 and 乙方 are there to be filled in where nobody is."""
    found = [
        (
            dict(rules.SIDES)[row["side"]],
            " ".join(filter(None, (row["home_label"], row["person_label"] or row["name"]))),
        )
        for row in book.read.parts("party", case)
    ]
    sides = [side for side, _who in found]
    return found + [(title, "") for _key, title in rules.SIDES[:2] if title not in sides]


def _foot() -> str:
    return say("由居委会人民调解委员会使用；要写协议的，须调委会盖章。")


def _day(iso: str | None) -> str:
    return dates.show_date(date.fromisoformat(iso)) if iso else ""
