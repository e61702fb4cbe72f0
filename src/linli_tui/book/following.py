"""Following the journal line by line, once: the chain, the numbers, and all the lines add up to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from linli_tui.book import baseline, journal
from linli_tui.book.finding import Finding
from linli_tui.book.replay import Meanings, Rows
from linli_tui.book.replay import add as add_to_rows
from linli_tui.core.words import say

UNREADABLE = (ValueError, TypeError, AttributeError, IndexError, KeyError, RecursionError)
"""What reading a line raises when its content is no longer what a line can be."""

Ends = dict[str, tuple[int, bytes]]
"""{epoch: (number, hash) of its last line}."""


@dataclass(slots=True)
class Told:
    """What lines say together: where each epoch ends, the rows, their marks (see `book.baseline`), what is wrong.

    Of the records in `unclear` a line could not be read, so nobody can say what their rows should be.
    """

    ends: Ends = field(default_factory=dict)
    rows: Rows = field(default_factory=lambda: defaultdict(dict))
    marks: baseline.Marks = field(default_factory=dict)
    lines: int = 0
    findings: list[Finding] = field(default_factory=list)
    unclear: set[str] = field(default_factory=set)


def follow(lines: Iterable[journal.Line], meanings: Meanings | None = None, ends: Ends | None = None) -> Told:
    """Reads lines in the order they arrived, each once; `ends` are those of lines followed before."""
    told = Told(dict(ends or {}))
    known = meanings or {}
    for line in lines:
        told.lines += 1
        try:
            fields = line.fields
            digest = journal.digest(line[:10], journal.commitments(fields))
        except UNREADABLE:
            fields, digest = {}, b""
        _link(told, line, digest)
        try:
            _add(told, line, fields, digest, known)
        except UNREADABLE:
            told.unclear.add(line.record)
        if not digest:
            told.unclear.add(line.record)
    return told


def _link(told: Told, line: journal.Line, digest: bytes) -> None:
    """Holds a line against the end of its epoch, and makes it the end."""
    n, previous = told.ends.get(line.epoch, (0, journal.GENESIS))
    if line.n != n + 1:
        gap = say("流水从第{last}行跳到第{n}行，中间少了。", last=n, n=line.n)
        told.findings.append(Finding("编号", _place(line), gap, line.at))
    if sha256(previous + digest).digest() != line.hash:
        changed = say("第{n}行（{at}）和当时写下的不一样。", n=line.n, at=line.at)
        told.findings.append(Finding("链条", _place(line), changed, line.at))
    told.ends[line.epoch] = (line.n, line.hash)


def _add(told: Told, line: journal.Line, fields: dict[str, Any], digest: bytes, meanings: Meanings) -> None:
    if line.verb == baseline.VERB and not baseline.holds(fields, told.marks):
        wrong = say("年初记下的条数和合计，和前面的流水对不上。")
        told.findings.append(Finding("年初", _place(line), wrong, line.at))
    baseline.add(told.marks, line, fields, digest)
    add_to_rows(told.rows, line, fields, meanings)


def _place(line: journal.Line) -> str:
    return say("第{n}行", n=line.n)
