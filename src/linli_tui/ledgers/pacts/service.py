"""What people do with pacts: write them, open a new version, put one in force, sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli_tui.core import clock
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ledgers.pacts import rules, wording
from linli_tui.ledgers.pacts.pact import PACT
from linli_tui.ledgers.pacts.signing import Coverage as Coverage
from linli_tui.ledgers.pacts.signing import coverage as coverage
from linli_tui.ledgers.pacts.signing import sign as sign
from linli_tui.ledgers.pacts.signing import walks as walks
from linli_tui.ledgers.pacts.steps import put_in_force as put_in_force
from linli_tui.ledgers.pacts.steps import take_effect as take_effect

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change
    from linli_tui.book.writing import Transaction
    from linli_tui.core.access import Actor

Row = dict[str, Any]


def write_pact(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """Writes down a pact, a new one with its first version as a draft; or changes its name and notes."""
    with book.transaction(actor, "change" if record else "new") as t:
        saved = t.save("pact", {**values, "id": record} if record else values)
        if not record:
            t.save("pact_version", {"pact": saved, "no": 1})
        title = (t.row("pact", saved) or {})["title"]
        t.say(say("已修改「{title}」" if record else "已写下「{title}」，第1版是草案，可以加条文了", title=title))
    return t.change


def new_version(book: Book, actor: Actor, pact: str, *, text_note: str | None = None) -> Change:
    """Opens the next version of a pact as a draft with the articles of the last one."""
    with book.transaction(actor, "new") as t:
        version, copied = open_version(t, pact, text_note)
        label = (t.row("pact_version", version) or {})["label"]
        t.say(say("已开「{label}」，抄来{n}条", label=label, n=copied))
    return t.change


def write_version(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """A version as the form gives it: a new one copies the articles of the last, an old one changes its note."""
    if not record:
        return new_version(book, actor, values["pact"], text_note=values.get("text_note"))
    with book.transaction(actor, "change") as t:
        t.save("pact_version", {**values, "id": record})
        t.say(say("已修改「{label}」", label=book.read.label("pact_version", record)))
    return t.change


def write_article(book: Book, actor: Actor, values: Row, record: str | None = None) -> Change:
    """Adds an article at the end, or where its number says, or changes one. Refused once the version is adopted.

    What may not stand in it is said, and kept: the words are the neighbours' own until they are filed.
    """
    with book.transaction(actor, "change" if record else "new") as t:
        row = {**((t.row("article", record) if record else None) or {}), **values}
        row["line"] = row.get("line") or _next_line(t, row.get("version"))
        saved = t.row("article", t.save("article", row)) or {}
        sentences = [say("已修改 {label}" if record else "已写下 {label}", label=saved["label"])]
        for wrong in wording.barred(saved["text"]):
            sentences.append(say("「{words}」不能写进公约，请选「换成能写的话」", words=wrong.words))
        t.say("；".join(sentences))
    return t.change


def clean_article(book: Book, actor: Actor, article: str) -> Change:
    """The sentences of an article that may not stand in a pact become the ready words; Refused where there are none."""
    with book.transaction(actor, "change") as t:
        row = t.row("article", article) or {}
        if not wording.barred(row["text"]):
            raise Refused(say("这一条里没有不能写的话。"), say("什么也没有改。"))
        t.save("article", {"id": article, "text": wording.cleaned(row["text"])})
        t.say(say("已换成能写的话 {label}", label=row["label"]))
    return t.change


def check_wording(book: Book, actor: Actor, version: str) -> str:
    """What may not stand in each article of a version, the law that says so, and how it can be said instead."""
    kind = (book.read.get("pact_version", version) or {})["kind"]
    lines: list[str] = []
    for article in book.read.parts("article", version):
        told = list(wording.told(kind, article["text"], clock.today().isoformat()))
        lines += [str(article["label"]), *told, ""] if told else []
    return "\n".join(lines) or say("没有看到不能写的话。罚款、没收、断水断电这些，公约里都不写。")


def guard_pact(t: Transaction, old: Row | None, new: Row) -> None:
    """A pact is for the whole compound, or for one building or entrance; once agreed it stays of its kind."""
    if old and old["kind"] != new["kind"]:
        agreed = f"SELECT 1 FROM pact_version WHERE pact = ? AND voided = 0 AND state IN {rules.SETTLED} LIMIT 1"
        if t.sql(agreed, (new["id"],)):
            what = say("这份公约已经通过，不能改成另一种。")
            raise Refused(what, say("您写的都还在。"), say("要另一种公约，请另写一份。"), field="kind")
    scope, among = new["scope"], PACT.field("scope").among
    if scope and scope != (old or {}).get("scope"):
        slice_ = t.book.read.slice_of("place", scope)
        if slice_ is None or slice_.name not in among:
            what = say("「用在哪里」只能选一幢或者一个单元。")
            raise Refused(what, say("您写的都还在。"), say("全小区的空着就行。"), field="scope")


def guard_article(t: Transaction, old: Row | None, new: Row) -> None:
    """Articles of a version that was adopted stay as they are, and are not voided either."""
    for version in {(old or new)["version"], new["version"]}:
        row = t.row("pact_version", version) if version else None
        if row and row["state"] not in rules.OPEN:
            what, do = say("这一版已经通过，条文不能再改。"), say("请打开公约，选「开新版」，在新版里改。")
            raise Refused(what, say("您写的都还在。"), do)
    _refuse_unvoted(t, old or {}, new)


def _refuse_unvoted(t: Transaction, old: Row, new: Row) -> None:
    """What a vote wrote into a version stays as it was voted, and nothing else passes for it."""
    words = ("title", "text", "voided", "amendment")
    voted = [each for each in (old.get("amendment"), new["amendment"]) if each]
    if not voted or all(old.get(name) == new[name] for name in words):
        return
    row = t.row("amendment", voted[-1]) or {}
    if old.get("amendment") == new["amendment"] or row["state"] != "voting":
        what = say("这一条是按表决改的，不能用手改。")
        raise Refused(what, say("您写的都还在。"), say("要改请提「修订建议」，再表决一次。"))


def open_version(t: Transaction, pact: str, text_note: str | None) -> tuple[str, int]:
    """The next version of a pact, a draft with the articles of the last one, each known by what it was first."""
    last = t.sql("SELECT id, no FROM pact_version WHERE pact = ? AND voided = 0 ORDER BY no DESC LIMIT 1", (pact,))
    version = t.save("pact_version", {"pact": pact, "no": last[0]["no"] + 1 if last else 1, "text_note": text_note})
    copied = (
        "SELECT line, title, text, ifnull(root, id) AS root FROM article WHERE version = ? AND voided = 0 ORDER BY line"
    )
    articles = t.sql(copied, (last[0]["id"],)) if last else []
    t.save_all("article", ({**article, "version": version} for article in articles))
    return version, len(articles)


def _next_line(t: Transaction, version: str | None) -> int:
    rows = t.sql("SELECT ifnull(max(line), 0) + 1 AS line FROM article WHERE version = ? AND voided = 0", (version,))
    return int(rows[0]["line"])
