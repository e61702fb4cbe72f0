"""Papers of a version that leave the compound: the form it is filed with, and how far the signing has come."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from linli_tui.core import clock, dates
from linli_tui.core.access import Actor
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ledgers.pacts import law, rules, wording
from linli_tui.ledgers.pacts.signing import coverage
from linli_tui.paper.document import Block, Document, Heading, NewPage, Pairs, Para, Table

if TYPE_CHECKING:
    from linli_tui.book.book import Book

Row = dict[str, Any]
NOTHING = "什么也没有打印。"


def version_filing(book: Book, actor: Actor, version: str) -> Document:
    """The form a pact is filed with and its text; Refused for one that need not, and for one that cannot be filed."""
    row = book.read.get("pact_version", version) or {}
    pact = book.read.get("pact", row["pact"]) or {}
    articles = book.read.parts("article", version)
    _refuse_unfit(row, articles)
    made = law.made(row["kind"], row["adopted"])
    vote = next((row[f"{name}_label"] for name in ("assembly", "proposal") if row[name]), "")
    heads = (
        (say("名称"), row["label"]),
        (say("哪一种"), say(dict(rules.KINDS)[row["kind"]])),
        (say("征集民意"), _day(row["gathered_on"])),
        (say("提请审核"), _day(row["reviewed_on"])),
        (say("谁定的"), made.maker),
        (say("怎么通过的"), "；".join(filter(None, (vote, row["decided_at"])))),
        (say("通过的日子"), _day(row["adopted"])),
        (say("生效的日子"), _day(row["effective"])),
        (say("条文"), say("{n}条", n=len(articles))),
        (say("签订情况"), row["coverage"]),
        (say("联系人和电话"), ""),
    )
    blocks: list[Block] = [Pairs(tuple((name, str(value or "")) for name, value in heads))]
    blocks += [Para(cited, indent=False) for cited in (made.cited, made.filing_cited) if cited]
    blocks += [Pairs(((say("收件单位意见"), ""), (say("收件日期"), ""))), NewPage()]
    for article in articles:
        blocks += [Heading(str(article["label"])), Para(str(article["text"]))]
    title = say("{kind}备案表", kind=say(dict(rules.KINDS)[row["kind"]]))
    signers = (say("报送单位（盖章）"), say("经办人"), say("收件单位（盖章）"))
    return Document(title, "街道", pact["number"] or "", tuple(blocks), signers)


def _refuse_unfit(version: Row, articles: list[Row]) -> None:
    if version["kind"] == "neighbour":
        raise Refused(say("邻里公约不用备案。"), say(NOTHING), say("给社区抄一份的，打印「公约条文」。"))
    if not version["adopted"]:
        raise Refused(say("这一版还没有通过。"), say(NOTHING), say("通过以后再打印备案表。"))
    for article in articles if version["kind"] == "residents" else ():
        wrong = next((each for each in wording.barred(article["text"]) if each.refused), None)
        if wrong:
            what = say("{article}里写着「{words}」，不能备案。", article=article["label"], words=wrong.words)
            raise Refused(what, say(NOTHING), say("{why}。", why=wrong.said))


def version_proof(book: Book, actor: Actor, version: str) -> Document:
    """How many homes have signed, with their area, by building and entrance; nobody is named."""
    row = book.read.get("pact_version", version) or {}
    pact = book.read.get("pact", row["pact"]) or {}
    if row["state"] in rules.UNSETTLED:
        raise Refused(say("这一版还没有通过，没有签订情况。"), say(NOTHING), say("请先通过这一版。"))
    entrances = coverage(book, version)
    today = dates.show_date(clock.today())
    reserved = sum(e.reserved for e in entrances)
    said = [say("到{day}，{coverage}。", day=today, coverage=row["coverage"])]
    if row["area_coverage"]:
        said.append(say("已签人家的房屋面积{area}。", area=row["area_coverage"]))
    if row["by_silence"]:
        said.append(say("其中{n}户签的是旧版，张贴七日没有异议，或者签过的条文没有改。", n=row["by_silence"]))
    if row["behind"]:
        said.append(say("另有{n}户签的是旧版，没有算在里面。", n=row["behind"]))
    if reserved:
        said.append(say("有{n}户签了，对个别条文有保留。", n=reserved))
    columns = (say("楼幢"), say("单元"), say("应签"), say("已签"), say("不愿意"), say("还没见到"))
    rows = tuple(
        (e.building, e.entrance.removeprefix(e.building), *map(str, (e.homes, e.signed, e.refused, e.unmet)))
        for e in entrances
    )
    total = (
        say("合计"),
        "",
        *(str(sum(getattr(e, n) for e in entrances)) for n in ("homes", "signed", "refused", "unmet")),
    )
    blocks: tuple[Block, ...] = (
        Pairs(((say("公约"), row["label"]), (say("谁可以签"), say(rules.WHO[row["kind"]])))),
        *(Para(sentence) for sentence in said),
        Table(columns, (*rows, total), (12, 12, 10, 10, 10, 12)),
    )
    foot = say("签名单原件由本会保管，可以来核对。")
    signers = (say("出具单位（盖章）"), say("负责人"))
    return Document(say("签订情况证明"), "街道", pact["number"] or "", blocks, signers, foot)


def _day(iso: str | None) -> str:
    return dates.show_date(date.fromisoformat(iso)) if iso else ""
