"""The steps of a version, each kind of pact its own: what each needs, what forbids it, and how a kind is made."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from linli_tui.core import clock, dates
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ledgers.pacts import deciding, differing, law, rules, wording

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change
    from linli_tui.book.writing import Transaction
    from linli_tui.core.access import Actor

Row = dict[str, Any]
KEPT = "什么也没有改。"
ARTICLES = "SELECT * FROM article WHERE version = ? AND voided = 0 ORDER BY line, id"
BEFORE = f"""
SELECT id, no FROM pact_version WHERE pact = ? AND voided = 0 AND no < ?
  AND state IN {rules.SETTLED!s} ORDER BY no DESC LIMIT 1
"""
"""The version agreed before one, which it changes."""


def kind_of(t: Transaction, version: Row) -> str:
    """The kind of the pact a version is of."""
    return str((t.row("pact", version["pact"]) or {})["kind"])


def refuse_empty(t: Transaction, version: Row) -> None:
    """A version without articles can be shown to nobody."""
    if not t.sql("SELECT 1 FROM article WHERE version = ? AND voided = 0 LIMIT 1", (version["id"],)):
        raise Refused(say("这一版还没有条文。"), say(KEPT), say("请先加条文。"))


def for_residents(t: Transaction, version: Row) -> None:
    """A step only a pact of the residents' meeting takes."""
    if kind_of(t, version) != "residents":
        raise Refused(say("只有居民公约才走这一步。"), say(KEPT), say("请走「征求意见」。"))


def gather(t: Transaction, version: Row) -> None:
    """What residents want is asked for before the draft is written (民发〔2018〕144号)."""
    for_residents(t, version)


def review(t: Transaction, version: Row) -> None:
    """A draft goes to the street for review after people were asked (民发〔2018〕144号)."""
    for_residents(t, version)
    refuse_empty(t, version)
    if not version["gathered_on"]:
        raise Refused(say("还没有征集民意。"), say(KEPT), say("居民公约先征集民意，再写草案、提请审核。"))


def ask(t: Transaction, version: Row) -> None:
    """A draft is posted for what people say; a pact of the residents' meeting has steps of its own."""
    if kind_of(t, version) == "residents":
        raise Refused(say("居民公约不走这一步。"), say(KEPT), say("请先「征集民意」，写好草案「提请审核」。"))
    refuse_empty(t, version)


def adopt(t: Transaction, version: Row) -> None:
    """A version is agreed, by whoever may make its kind; what it changes of the one before is worked out."""
    refuse_unready(t, version)
    kind = kind_of(t, version)
    deciding.refuse_undecided(t, kind, version)
    version["renewal"] = version["renewal"] or rules.renewal(kind)
    begins = date.fromisoformat(version["effective"] or version["adopted"])
    version["review_on"] = version["review_on"] or dates.add_months(begins, rules.REVIEW_MONTHS).isoformat()
    before = t.sql(BEFORE, (version["pact"], version["no"]))
    if before:
        told = differing.compare(t.sql(ARTICLES, (before[0]["id"],)), t.sql(ARTICLES, (version["id"],)))
        version["before"] = before[0]["id"]
        version["amends"] = rules.show_lines(d.old["line"] for d in told if d.old and d.how in ("changed", "dropped"))
        version["adds"] = sum(d.how == "added" for d in told)


def refuse_unready(t: Transaction, version: Row) -> None:
    """A version is adopted with articles, and takes effect no earlier than that."""
    refuse_empty(t, version)
    if (version["effective"] or version["adopted"]) < version["adopted"]:
        what = say("生效的日子{on}比通过的日子{day}还早。", on=version["effective"], day=version["adopted"])
        raise Refused(what, say(KEPT), say("请看看这两个日子。"), field="effective")


def file(t: Transaction, version: Row) -> None:
    """A version goes to the street office; one of the residents' meeting with a fine in it cannot (组织法 第31条)."""
    kind = kind_of(t, version)
    if kind == "neighbour":
        raise Refused(say("邻里公约不用备案。"), say(KEPT), say("可以给社区抄一份。"))
    if version["filed_on"] < version["adopted"]:
        raise Refused(say("备案的日子比通过的日子还早。"), say(KEPT), say("请看看这两个日子。"), field="filed_on")
    for article in t.sql(ARTICLES, (version["id"],)) if kind == "residents" else ():
        for wrong in (each for each in wording.barred(article["text"]) if each.refused):
            what = say("{article}里写着「{words}」，不能备案。", article=article["label"], words=wrong.words)
            cited = "；".join((wrong.said, *law.barring(kind, version["filed_on"])))
            raise Refused(what, say(KEPT), say("{why}。请开新版改成能写的话，再表决、再备案。", why=cited))


def end_previous(t: Transaction, version: Row) -> None:
    """Ends the version of the same pact that was in force. Refused before the day the new one takes effect."""
    refuse_unready(t, version)
    if kind_of(t, version) == "residents" and not version["filed_on"]:
        raise Refused(say("居民公约还没有备案。"), say(KEPT), say("请先「备案」，再公布生效。"))
    if version["effective"] > clock.today().isoformat():
        raise Refused(
            say("还没到{day}，不能生效。", day=version["effective"]),
            say(KEPT),
            say("到那天首页会提醒。"),
            field="effective",
        )
    before = "SELECT id FROM pact_version WHERE pact = ? AND state = 'in_force' AND voided = 0"
    for other in t.sql(before, (version["pact"],)):
        t.move("pact_version", other["id"], "end", ended=version["effective"])


def take_effect(t: Transaction, version: str, on: str) -> None:
    """Puts an adopted version in force from a day, inside an open transaction; an offer to whoever decides it."""
    t.move("pact_version", version, "put_in_force", effective=on)


def put_in_force(book: Book, actor: Actor, version: str, on: str) -> Change:
    """An adopted version is in force from that day; the one before ends with it."""
    with book.transaction(actor, "put_in_force") as t:
        take_effect(t, version, on)
        label, who = (
            book.read.label("pact_version", version),
            say(rules.WHO[kind_of(t, t.row("pact_version", version) or {})]),
        )
        t.say(say("「{label}」从{on}起生效，{who}", label=label, on=on, who=who))
    return t.change


def how_made(book: Book, actor: Actor, version: str) -> str:
    """Who makes this kind of pact, what it takes, where it goes, whom it binds, and how far this version has come."""
    row = book.read.get("pact_version", version) or {}
    made = law.made(row["kind"], row["adopted"] or clock.today().isoformat())
    lines = [
        say("谁来定：{maker}", maker=made.maker),
        say("怎么算通过：{quorum}", quorum=made.quorum),
        made.cited,
        say("备案：{filing}", filing=made.filing),
        made.filing_cited,
        say("管到谁：{binds}", binds=made.binds),
        say("谁签名：{who}。{sign}", who=say(rules.WHO[row["kind"]]), sign=made.sign),
        "",
        say("步骤："),
    ]
    done = [(step, rules.step_done(step, row)) for step, _ in rules.STEPS[row["kind"]]]
    titles = dict(rules.STEPS[row["kind"]])
    lines += [say("{mark} {step}", mark="✓" if is_done else "  ", step=say(titles[step])) for step, is_done in done]
    return "\n".join(line for n, line in enumerate(lines) if line or n == 7)
