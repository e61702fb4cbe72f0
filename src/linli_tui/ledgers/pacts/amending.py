"""What people do to change a pact: propose it, put it to the vote, and write it in by that decision only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli_tui.core import clock
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ledgers.pacts import deciding, rules
from linli_tui.ledgers.pacts.service import open_version

if TYPE_CHECKING:
    from linli_tui.book.writing import Transaction

Row = dict[str, Any]
KEPT, WRITTEN = "什么也没有改。", "您写的都还在。"
CONTENT = ("pact", "kind", "article", "title", "text")
SAME = """
SELECT a.id, a.number, a.state FROM amendment a JOIN article x ON x.id = a.article
WHERE a.pact = ? AND a.id <> ? AND a.voided = 0 AND a.state IN ('proposed', 'voting') AND ifnull(x.root, x.id) = ?
ORDER BY a.number
"""
"""The other proposals about one article nobody has decided on yet, in the order they were made."""


def guard_amendment(t: Transaction, old: Row | None, new: Row) -> None:
    """It says which article of its pact becomes what; once it is put to the vote its words stay."""
    new["day"] = new["day"] or clock.today().isoformat()
    if old and old["state"] != "proposed" and any(old[name] != new[name] for name in CONTENT):
        raise Refused(say("已经付表决，建议的原话不能再改。"), say(WRITTEN), say("要改就收回，另提一条。"))
    if new["kind"] == "drop":
        new["title"] = new["text"] = None
    if new["kind"] == "add":
        new["article"] = None
        if not (new["title"] and new["text"]):
            raise Refused(say("加一条，要写题目和原话。"), say(WRITTEN), field="text" if new["title"] else "title")
        return
    article = t.row("article", new["article"]) if new["article"] else None
    if article is None:
        raise Refused(say("还没有选是哪一条。"), say(WRITTEN), say("请选要改的那一条。"), field="article")
    if (t.row("pact_version", article["version"]) or {})["pact"] != new["pact"]:
        raise Refused(say("那一条不是这份公约的。"), say(WRITTEN), say("请选这份公约里的。"), field="article")
    if new["kind"] == "change" and not (new["title"] or new["text"]):
        raise Refused(say("还没有写改成什么。"), say(WRITTEN), say("请写上改成的原话。"), field="text")


def put_to_vote(t: Transaction, amendment: Row) -> None:
    """A proposal names the vote that decides it, of those its kind of pact takes."""
    kind = (t.row("pact", amendment["pact"]) or {})["kind"]
    if deciding.vote_of(t, kind, amendment) is None:
        raise Refused(say("还没有选是哪次表决。"), say(KEPT), say(deciding.WHOSE[kind]))


def merge(t: Transaction, amendment: Row) -> None:
    """What passed is written into the next version; of several about one article the first to pass is the last."""
    vote = _vote(t, amendment)
    deciding.refuse_unpassed(vote)
    others = _competing(t, amendment)
    for other in others:
        if other["state"] == "voting" and other["number"] < amendment["number"]:
            what = say("同一条还有「{number}」排在前面。", number=other["number"])
            raise Refused(what, say(KEPT), say("请先记它的结果。"))
    version = _draft(t, amendment)
    _write_in(t, amendment, version)
    named = {vote["ledger"]: vote["id"]}
    t.save("pact_version", {"id": version, **named})
    amendment["decided_on"] = vote["decided_on"]
    for other in others:
        t.move("amendment", other["id"], "fall")


def reject(t: Transaction, amendment: Row) -> None:
    """A proposal that was voted on did not pass."""
    vote = _vote(t, amendment)
    if vote["state"] != "decided":
        deciding.refuse_unpassed(vote)
    if deciding.is_passed(vote):
        raise Refused(say("「{label}」表决通过了。", label=vote["label"]), say(KEPT), say("请点「按表决写进新版」。"))
    amendment["decided_on"] = vote["decided_on"]


def _vote(t: Transaction, amendment: Row) -> Row:
    kind = (t.row("pact", amendment["pact"]) or {})["kind"]
    vote = deciding.vote_of(t, kind, amendment)
    if vote is None:
        raise Refused(say("没有写是哪次表决。"), say(KEPT))
    return vote


def _competing(t: Transaction, amendment: Row) -> list[Row]:
    root = _root(t, amendment)
    return t.sql(SAME, (amendment["pact"], amendment["id"], root)) if root else []


def _root(t: Transaction, amendment: Row) -> str | None:
    article = t.row("article", amendment["article"]) if amendment["article"] else None
    return str(article["root"] or article["id"]) if article else None


def _draft(t: Transaction, amendment: Row) -> str:
    """The draft what passed is written into: the one there is, else a new version."""
    last = "SELECT id, state FROM pact_version WHERE pact = ? AND voided = 0 ORDER BY no DESC LIMIT 1"
    found = t.sql(last, (amendment["pact"],))
    if found and found[0]["state"] == "draft":
        return str(found[0]["id"])
    if found and found[0]["state"] in rules.UNSETTLED:
        what = say("新版正在走步骤，现在写不进去。")
        raise Refused(what, say(KEPT), say("请先把那一版退回草案，或者等它生效。"))
    return open_version(t, amendment["pact"], amendment["why"])[0]


def _write_in(t: Transaction, amendment: Row, version: str) -> None:
    by: Row = {"amendment": amendment["id"]}
    if amendment["kind"] == "add":
        line = t.sql("SELECT ifnull(max(line), 0) + 1 AS n FROM article WHERE version=? AND voided=0", (version,))[0][
            "n"
        ]
        t.save("article", {"version": version, **_words(amendment), "line": line, **by})
        return
    here = "SELECT * FROM article WHERE version = ? AND voided = 0 AND ifnull(root, id) = ?"
    found = t.sql(here, (version, _root(t, amendment)))
    if not found:
        raise Refused(say("新版里已经没有这一条了。"), say(KEPT), say("请看看新版的条文。"))
    article = found[0]
    if amendment["kind"] == "change":
        t.save("article", {"id": article["id"], **_words(amendment), **by})
        return
    t.save("article", {"id": article["id"], "voided": 1, **by})
    below = "SELECT id, line FROM article WHERE version = ? AND voided = 0 AND line > ? ORDER BY line"
    for row in t.sql(below, (version, article["line"])):
        t.save("article", {"id": row["id"], "line": row["line"] - 1})


def _words(amendment: Row) -> Row:
    return {name: amendment[name] for name in ("title", "text") if amendment[name]}
