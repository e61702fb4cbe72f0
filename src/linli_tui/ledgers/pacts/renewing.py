"""What becomes of signatures when a pact is amended: silence for seven days, or asking those it concerns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from linli_tui.core import clock
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ledgers.pacts import differing, rules
from linli_tui.ledgers.pacts.counting import BEHIND_OF

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change
    from linli_tui.core.access import Actor

Row = dict[str, Any]
OLD = f"""
SELECT h.id, h.label, b.no, b.version, b.not_for, b.lasts
FROM (SELECT a.* {BEHIND_OF.format(version="?")}) b JOIN place h ON h.id = b.home ORDER BY h.place_key, h.id
"""


@dataclass(frozen=True, slots=True)
class Behind:
    """A home whose signature is to an older version: which, and the articles of the new one it is to be asked for."""

    home: str
    label: str
    no: int
    lines: tuple[int, ...]
    lasts: bool


def post(book: Book, actor: Actor, version: str, *, posted_on: str) -> Change:
    """A version was put on the boards; where silence counts, the days for objections begin."""
    with book.transaction(actor, "posted") as t:
        row = t.row("pact_version", version) or {}
        if row["adopted"] and posted_on < row["adopted"]:
            what = say("张贴的日子比通过的日子还早。")
            raise Refused(what, say("什么也没有改。"), say("请看看这两个日子。"), field="posted_on")
        t.save("pact_version", {"id": version, "posted_on": posted_on})
        row = t.row("pact_version", version) or {}
        sentences = [say("「{label}」{day}贴出去了", label=row["label"], day=posted_on)]
        if row["before"] and row["quiet_until"]:
            sentences.append(say("贴到{day}没有异议，签过旧版的就算认可，可以随时退出", day=row["quiet_until"]))
        t.say("；".join(sentences))
    return t.change


def behind(book: Book, version: str) -> list[Behind]:
    """The homes whose signature to an older version does not count for this one, each with what it is asked for.

    A home is asked only for articles it signed that were changed since, and for new ones.
    """
    now, texts = book.read.parts("article", version), dict[str, list[Row]]()
    found = []
    for row in book.read.sql(OLD, (version,)):
        if row["version"] not in texts:
            texts[row["version"]] = book.read.parts("article", row["version"])
        apart = rules.read_lines(row["not_for"])
        told = differing.changed(differing.compare(texts[row["version"]], now))
        lines = tuple(d.new["line"] for d in told if d.new and not (d.old and d.old["line"] in apart))
        found.append(Behind(row["id"], row["label"], row["no"], lines, bool(row["lasts"])))
    return found


def behind_text(book: Book, actor: Actor, version: str) -> str:
    """Every home that signed an older version, and why that does not count yet: said and listed, never in silence."""
    row, homes = book.read.get("pact_version", version) or {}, behind(book, version)
    lines = [_rule(row), ""]
    for home in homes:
        asked = (
            say("只问第{lines}条", lines=rules.show_lines(home.lines))
            if home.lines
            else say("去掉了签过的条文，告诉一声")
        )
        what = asked if home.lasts else say("签的人已经不是这里的业主、租客了，请新的人家签")
        lines.append(say("{home}：签的是旧版（第{no}版），{what}", home=home.label, no=home.no, what=what))
    if row["by_silence"]:
        lines.append(say("另有{n}户签的是旧版，已经算进签订率。", n=row["by_silence"]))
    return "\n".join(lines if homes or row["by_silence"] else [*lines, say("没有人家签在旧版。")])


def _rule(version: Row) -> str:
    """How those who signed an older version come to this one."""
    renewal = version["renewal"] or rules.renewal(version["kind"])
    if renewal == "ask":
        return say("只问签过改动那几条的人家，没改的不用再签。")
    if not version["posted_on"]:
        return say("张贴七日，无异议即认可，可随时退出。还没有记哪天贴的。")
    over = version["quiet_until"] < clock.today().isoformat()
    sentence = "贴到{day}，没有异议的已经算认可，可随时退出。" if over else "贴到{day}，无异议即认可，可随时退出。"
    return say(sentence, day=version["quiet_until"])
