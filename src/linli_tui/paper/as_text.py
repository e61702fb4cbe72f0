"""A document as text in cells, page by page: what the screen shows, and what any printer of text can print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linli_tui.core import cells
from linli_tui.core.lines import wrap
from linli_tui.core.words import say
from linli_tui.paper.document import Block, Document, Heading, NewPage, Pairs, Para, Photos, Ruled, Table

WIDTH, LINES = 72, 44
"""Of a page: cells across, and lines with the page number; a page of A4 at 小四."""
INDENT, GAP = 4, 2
BLANK = "_"


def text(document: Document, width: int = WIDTH, lines: int = LINES) -> str:
    """All pages one after another, a form feed between two."""
    return "\f".join("\n".join(page) + "\n" for page in pages(document, width, lines))


def pages(document: Document, width: int = WIDTH, lines: int = LINES) -> list[list[str]]:
    """The pages: each `lines` lines (6 at least), the last its page number, of `width` cells (60 at least)."""
    room = max(lines, 6) - 2
    parts = [*_head(document, width), *_body(document, width), *_tail(document, width)]
    made = _paged(parts, room)
    own = [[*page, *[""] * (room - len(page) + 1), _page_line(n, len(made), width)] for n, page in enumerate(made, 1)]
    return own + [page for other in document.after for page in pages(other, width, lines)]


@dataclass(frozen=True, slots=True)
class _Part:
    """Lines that stay on one page; `above` is repeated where they begin one, what `leads` is never its last.

    A `fresh` part always begins a page.
    """

    lines: Sequence[str]
    above: Sequence[str] = ()
    leads: bool = False
    fresh: bool = False


_GAP_LINE = _Part([""])


def _paged(parts: Sequence[_Part], room: int) -> list[list[str]]:
    made: list[list[str]] = [[]]
    for part, after in zip(parts, [*parts[1:], _Part([])], strict=True):
        needed = len(part.lines) + (len(after.lines) if part.leads else 0)
        if made[-1] and (part.fresh or len(made[-1]) + needed > room):
            made.append([*part.above])
        if part is _GAP_LINE and (not made[-1] or not made[-1][-1]):
            continue
        for line in part.lines:
            if len(made[-1]) == room:
                made.append([*part.above])
            made[-1].append(line)
    return made


def _page_line(n: int, of: int, width: int) -> str:
    return cells.pad(say("第{n}页，共{of}页", n=n, of=of), width, "center").rstrip()


def _head(document: Document, width: int) -> Iterator[_Part]:
    yield _Part([cells.pad(line, width, "center").rstrip() for line in wrap(document.title, width)], leads=True)
    number = say("编号：{number}", number=document.number) if document.number else ""
    spare = max(width - cells.width(document.given_to) - cells.width(number), 1)
    yield _Part([f"{document.given_to}{' ' * spare}{number}".rstrip()])


def _body(document: Document, width: int) -> Iterator[_Part]:
    head = [line for part in _head(document, width) for line in part.lines]
    for block in document.blocks:
        if isinstance(block, NewPage):
            yield _Part([], [*head, ""], fresh=True)
        else:
            yield _GAP_LINE
            yield from _block(block, width)


def _block(block: Block, width: int) -> Iterator[_Part]:
    match block:
        case Heading(words, level):
            yield _Part(wrap(words, width, INDENT * (level - 1)), leads=True)
        case Para(words, indent):
            yield from (_Part([line]) for line in wrap(words, width, INDENT if indent else 0))
        case Pairs():
            yield from _pairs(block, width)
        case Ruled(lines):
            yield from (_Part(["", BLANK * width]) for _ in range(lines))
        case Photos(photos):
            yield from (_Part(wrap(say("（照片：{words}）", words=photo.words), width)) for photo in photos)
        case Table():
            yield from _table(block, width)


def _pairs(block: Pairs, width: int) -> Iterator[_Part]:
    label = min(max((cells.width(name) for name, _ in block.pairs), default=0), width // 3)
    room = width - label - GAP
    for name, value in block.pairs:
        names, values = wrap(name, label), wrap(value, room) if value else [BLANK * room]
        lines = [_beside((names, values), (label, room), at) for at in range(max(len(names), len(values)))]
        yield _Part([*([""] if block.by_hand else []), *lines])


def _table(table: Table, width: int) -> Iterator[_Part]:
    widths = shares(table, width)
    head = [*_row(table.columns, widths), "-" * (sum(widths) + GAP * (len(widths) - 1))]
    yield _Part(head, leads=True)
    room = [""] if table.by_hand else []
    yield from (_Part([*room, *_row(row, widths)], head) for row in table.rows)


def _row(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    columns = [wrap(text, wide) for text, wide in zip(row, widths, strict=True)]
    return [_beside(columns, widths, at) for at in range(max(map(len, columns)))]


def _beside(columns: Sequence[Sequence[str]], widths: Sequence[int], at: int) -> str:
    pieces = (lines[at] if at < len(lines) else "" for lines in columns)
    return (" " * GAP).join(cells.pad(text, wide) for text, wide in zip(pieces, widths, strict=True)).rstrip()


def shares(table: Table, width: int) -> list[int]:
    """The cells of each column of a table on a page of `width` cells, gaps left out; 4 at least."""
    asked = table.widths or (1,) * len(table.columns)
    room = width - GAP * (len(asked) - 1)
    made = [max(room * share // sum(asked), 4) for share in asked]
    made[-1] = max(room - sum(made[:-1]), 4)
    return made


def _tail(document: Document, width: int) -> Iterator[_Part]:
    if document.signatures:
        yield _GAP_LINE
    label = max(map(cells.width, document.signatures), default=0)
    for who in document.signatures:
        line = BLANK * max(width - label - 30, 8)
        yield _Part(["", say("{who}：{line}  日期：      年    月    日", who=cells.pad(who, label), line=line)])
    if document.foot:
        yield _GAP_LINE
        yield _Part(wrap(document.foot, width))
