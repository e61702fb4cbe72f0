"""Which articles were in force on a day, how a version differs from the one before, and the story of one article."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from linli_tui.core import cells, dates
from linli_tui.core.words import say
from linli_tui.ledgers.pacts import differing, rules

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.core.access import Actor

Row = dict[str, Any]
SIDE = 34
"""The cells of each of the two texts that stand side by side."""
IN_FORCE = """
SELECT k.id AS pact, k.title AS pact_title, k.kind, k.scope, v.id AS version, v.no, v.effective, v.ended,
  a.id AS article, ifnull(a.root, a.id) AS root, a.line, a.label, a.title, a.text
FROM pact_version v JOIN pact k ON k.id = v.pact JOIN article a ON a.version = v.id
LEFT JOIN place s ON s.id = k.scope LEFT JOIN place h ON h.id = :place
WHERE v.voided = 0 AND k.voided = 0 AND a.voided = 0 AND v.state IN ('in_force', 'ended')
  AND v.effective <= :day AND ifnull(v.ended, '9999-99-99') > :day AND (:pact IS NULL OR k.id = :pact)
  AND (:place IS NULL OR s.id IS NULL OR s.kind = 'compound' OR s.id IN (h.id, h.entrance, h.building))
ORDER BY s.id IS NULL, k.number, a.line, a.id
"""
"""The articles in force on a day, those of a narrower place before those of the compound."""
BEFORE = """
SELECT ifnull(v.before, (SELECT b.id FROM pact_version b WHERE b.pact = v.pact AND b.voided = 0 AND b.no < v.no
  AND b.state IN ('adopted', 'filed', 'in_force', 'ended') ORDER BY b.no DESC LIMIT 1))
FROM pact_version v WHERE v.id = ?
"""
STORY = """
SELECT v.no, v.state, v.adopted, v.effective, v.ended, a.label, a.title, a.text, m.number AS by, m.why
FROM article x JOIN article a ON ifnull(a.root, a.id) = ifnull(x.root, x.id)
JOIN pact_version v ON v.id = a.version LEFT JOIN amendment m ON m.id = a.amendment
WHERE x.id = ? AND a.voided = 0 AND v.voided = 0 ORDER BY v.no
"""


def in_force(book: Book, day: str, place: str | None = None, pact: str | None = None) -> list[Row]:
    """The articles in force on an ISO day, of all pacts or one; with a place only those that are for it.

    Each has pact, pact_title, kind, version, no, article (its row), root (what it is known by), label, title, text.
    """
    return book.read.sql(IN_FORCE, {"day": day, "place": place, "pact": pact})


def in_force_text(book: Book, actor: Actor, pact: str, *, day: str) -> str:
    """The same of one pact, to be read."""
    found, on = in_force(book, day, pact=pact), dates.show_date(date.fromisoformat(day))
    if not found:
        return say("{day}这份公约没有生效的版本。", day=on)
    lines = [say("{day}生效的是第{no}版：", day=on, no=found[0]["no"]), ""]
    for row in found:
        lines += [row["label"], row["text"], ""]
    return "\n".join(lines)


def before(book: Book, version: str) -> str | None:
    """The version one changes; None for the first."""
    found = book.read.one(BEFORE, (version,))
    return str(found) if found else None


def changes(book: Book, version: str) -> tuple[differing.Difference, ...]:
    """How a version differs from the one before, article by article; everything is new in the first."""
    last = before(book, version)
    old = book.read.parts("article", last) if last else []
    return differing.compare(old, book.read.parts("article", version))


def changes_text(book: Book, actor: Actor, version: str) -> str:
    """The same side by side, only what differs."""
    last = before(book, version)
    if last is None:
        return say("这是第一版，没有上一版可比。")
    told = list(differing.changed(changes(book, version)))
    if not told:
        return say("和「{label}」一个字也没有差。", label=book.read.label("pact_version", last))
    lines: list[str] = []
    for each in told:
        old, new = (_words(article) for article in (each.old, each.new))
        lines += [_named(each), *beside(old or say("（没有）"), new or say("（没有）")), ""]
    return "\n".join(lines)


def story_text(book: Book, actor: Actor, article: str) -> str:
    """One article through all versions, under whatever number: what it said, since when, and what changed it."""
    lines: list[str] = []
    said = ""
    for row in book.read.sql(STORY, (article,)):
        by = say("，按「{number}」改：{why}", number=row["by"], why=row["why"]) if row["by"] else ""
        day = row["effective"] or row["adopted"] or say("草案")
        lines.append(say("第{no}版 {label}（{day}）{by}", no=row["no"], label=row["label"], day=day, by=by))
        lines += [row["text"] if row["text"] != said else say("原话没有改。"), ""]
        said = row["text"]
    return "\n".join(lines)


def beside(old: str, new: str) -> list[str]:
    """Two texts in two columns, old left, new right."""
    left, right = _wrapped(old), _wrapped(new)
    rows = max(len(left), len(right))
    left, right = left + [""] * (rows - len(left)), right + [""] * (rows - len(right))
    return [f"{a}{' ' * (SIDE - cells.width(a))} | {b}".rstrip() for a, b in zip(left, right, strict=True)]


def _wrapped(text: str) -> list[str]:
    """A text in lines of SIDE cells; a sign that ends a clause may hang over by itself to no new line."""
    lines = [""]
    for sign in text:
        if sign == "\n":
            lines.append("")
        elif cells.width(lines[-1] + sign) > SIDE and lines[-1]:
            lines.append(sign)
        else:
            lines[-1] += sign
    return lines


def _named(each: differing.Difference) -> str:
    """第三条 楼道（改了）, with the number it had where that is another."""
    article = each.new or each.old or {}
    moved = each.old and each.new and each.old["line"] != each.new["line"]
    was = say("，原来是第{n}条", n=rules.numeral(each.old["line"])) if each.old and moved and each.old["line"] else ""
    return say("{label}（{how}{was}）", label=article["label"], how=say(differing.HOW[each.how]), was=was)


def _words(article: Any) -> str:
    return f"{article['title']}\n{article['text']}" if article else ""
