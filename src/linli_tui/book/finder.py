"""Finding any record by any piece of its text: exact as LIKE, quick at a million texts, names also by pinyin.

Text is folded and written as code points in hex: `one` a token per character, `two` a token per pair of neighbours, so
that a phrase query is a substring search, rare characters and punctuation included. `py` has every beginning of the
pinyin and of the initials from each syllable on; `num` telephone and identity numbers, whole and by seven digits and
more only. Withheld fields are never kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from linli_tui.book import ranking
from linli_tui.book.engine import Connection
from linli_tui.core import fold
from linli_tui.core.ledger import Field, Ledger

TABLES = """
CREATE TABLE IF NOT EXISTS desk_found(id INTEGER PRIMARY KEY, ledger TEXT NOT NULL, record TEXT NOT NULL UNIQUE,
  text TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE IF NOT EXISTS desk_finder
  USING fts5(one, two, py, num, content='', contentless_delete=1, tokenize='ascii');
"""
GAP = "z"
"""A token that cannot be hex: the end of a field, so that no phrase runs across two."""
SHORTEST_NUMBER = 7
LONGEST_PINYIN = 12
BREAK = "\n"

Entry = tuple[str, str, str]
"""(text, py, num) of one record, as kept in the index; `text` is the folded text itself."""


@dataclass(frozen=True, slots=True)
class Found:
    """One hit: which record, how it is called."""

    ledger: str
    id: str
    label: str
    line: str


def fold_for_search(text: str) -> str:
    """The form texts and words are compared in: full width, case and kinds of blanks do not matter."""
    return fold.fold(text).casefold().replace(" ", "")


def ones(text: str) -> str:
    """Folded text as one token per character."""
    return " ".join([f"{ord(character):x}" for character in text if character != BREAK])


def twos(text: str) -> str:
    """Folded text as one token per pair of neighbours."""
    runs = ([f"{ord(a):x}x{ord(b):x}" for a, b in pairwise(run)] for run in text.split(BREAK))
    return f" {GAP} ".join(map(" ".join, runs))


@lru_cache(maxsize=65536)
def _beginnings(name: str) -> str:
    from linli_tui.core.names import pinyin_syllables

    readings = pinyin_syllables(name)
    full = ["".join(readings[i:]) for i in range(len(readings))]
    initials = ["".join(r[0] for r in readings[i:]) for i in range(len(readings))]
    return " ".join(
        dict.fromkeys(run[:n] for run in (*full, *initials) for n in range(1, 1 + min(LONGEST_PINYIN, len(run))))
    )


def _digits(number: str) -> str:
    """A number as one token, and every seven of its digits in a row as one."""
    plain = "".join(character for character in fold_for_search(number) if character.isalnum())
    return " ".join([f"w{plain}", *_sevens(plain)])


def _sevens(plain: str) -> list[str]:
    return [plain[i : i + SHORTEST_NUMBER] for i in range(len(plain) - SHORTEST_NUMBER + 1)]


def text_of(fields: Iterable[Field], row: dict[str, Any]) -> str:
    """The folded text the finder keeps of a row."""
    kept = (str(row[f.name]).replace(BREAK, " ") for f in fields if f.find != "whole" and row[f.name])
    return BREAK.join(map(fold_for_search, kept))


def entry(fields: Iterable[Field], row: dict[str, Any]) -> Entry:
    """What the finder keeps of a row; `fields` are those `searched` gives."""
    fields = tuple(fields)
    py = [_beginnings(str(row[f.name])) for f in fields if f.find == "name" and row[f.name]]
    num = [_digits(str(row[f.name])) for f in fields if f.find == "whole" and row[f.name]]
    return text_of(fields, row), " ".join(py), f" {GAP} ".join(num)


def searched(ledger: Ledger) -> tuple[Field, ...]:
    """The columns of a table the finder keeps: those declared to be found, and a derived label."""
    fields = tuple(f for f in ledger.fields if f.find and not f.withheld)
    derived = tuple(
        Field(d.name, d.name, d.kind, find=d.find or "text")
        for d in ledger.derived
        if d.find or (d.name == ledger.label and d.kind == "text")
    )
    return fields + derived


INDEX = "INSERT INTO main.desk_finder(rowid, one, two, py, num) VALUES (?,?,?,?,?)"


def keep(connection: Connection, entries: list[tuple[str, str, Entry]]) -> None:
    """Writes or replaces what is kept of (ledger, record, entry)."""
    for ledger, record, (text, py, num) in entries:
        row = connection.execute("SELECT id FROM main.desk_found WHERE record=?", (record,)).fetchone()
        if row:
            connection.execute("DELETE FROM main.desk_finder WHERE rowid=?", row)
            connection.execute("DELETE FROM main.desk_found WHERE id=?", row)
        if text or py or num:
            new = connection.execute(
                "INSERT INTO main.desk_found(ledger, record, text) VALUES (?,?,?)", (ledger, record, text)
            )
            connection.execute(INDEX, (new.lastrowid, ones(text), twos(text), py, num))


def keep_new(connection: Connection, entries: list[tuple[str, str, Entry]]) -> None:
    """The same for many records never kept before."""
    last = connection.execute("SELECT coalesce(max(id), 0) FROM main.desk_found").fetchone()[0]
    numbered = [(last + i, *e) for i, e in enumerate((e for e in entries if any(e[2])), start=1)]
    connection.executemany(
        "INSERT INTO main.desk_found VALUES (?,?,?,?)",
        [(i, ledger, record, text) for i, ledger, record, (text, _, _) in numbered],
    )
    connection.executemany(INDEX, [(i, ones(text), twos(text), py, num) for i, _, _, (text, py, num) in numbered])


def forget(connection: Connection, record: str) -> None:
    """Removes what is kept of a record."""
    keep(connection, [("", record, ("", "", ""))])


def settle(connection: Connection) -> None:
    """Writes the index anew in one piece, so that nothing of what was taken out of it is left in the file."""
    connection.execute("INSERT INTO main.desk_finder(desk_finder) VALUES('optimize')")


PART, WHOLE, NEVER = "part", "whole", "never"
"""How telephone and identity numbers are found: by seven digits and more, only whole, or not at all."""


def match(words: str, numbers: str = PART) -> str:
    """The FTS5 query for words separated by blanks, every one of which must be found; "" for none.

    Raises nothing: whatever is typed becomes hex tokens, never query syntax.
    """
    return " AND ".join(_one(word, numbers) for word in split(words))


def holds(fields: Iterable[Field], row: dict[str, Any], words: str, numbers: str) -> bool:
    """Whether all words are found in a row as it is shown to somebody, who must not find what he does not see."""
    text, py, _ = entry(fields, row)
    beginnings = set(py.split())

    def found(word: str) -> bool:
        pinyin = word.isascii() and word.isalpha() and word[:LONGEST_PINYIN] in beginnings
        return word in text or pinyin or (numbers == WHOLE and len(_plain(word)) >= SHORTEST_NUMBER)

    return all(map(found, split(words)))


def split(words: str) -> list[str]:
    """The folded words of a typed search."""
    return [fold_for_search(word) for word in words.replace("\u3000", " ").split() if fold_for_search(word)]


def _plain(word: str) -> str:
    """The letters and digits of a number as typed; "" where it is none."""
    plain = "".join(character for character in word if character.isalnum())
    return plain if plain.isascii() and any(character.isdigit() for character in plain) else ""


def _one(word: str, numbers: str) -> str:
    ways = [f'two:"{twos(word)}"' if len(word) > 1 else f'one:"{ones(word)}"']
    if word.isascii() and word.isalpha():
        ways.append(f'py:"{word[:LONGEST_PINYIN]}"')
    plain = _plain(word)
    if plain and numbers != NEVER:
        tokens = _sevens(plain) if numbers == PART else []
        ways.append(f'num:"{" ".join(tokens) or f"w{plain}"}"')
    return f"({' OR '.join(ways)})"


SOURCE = "main.desk_finder CROSS JOIN main.desk_found f ON f.id=desk_finder.rowid"
"""What is kept of every record, hits first; `f` names the ledger and the record."""


def more_than(connection: Connection, words: str, limit: int, numbers: str = PART) -> bool:
    """Whether the words are found in more than so many records."""
    (count,) = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM main.desk_finder WHERE desk_finder MATCH ? LIMIT ?)",
        (match(words, numbers), limit + 1),
    ).fetchone()
    return bool(count > limit)


def hits(connection: Connection, words: str, numbers: str = PART) -> Iterator[tuple[str, str]]:
    """(ledger, record) of all hits, newest first, one by one; the caller reads them through the actor's views."""
    query, typed = match(words, numbers), split(words)
    if query:
        found = f"SELECT f.ledger, f.record, f.text FROM {SOURCE} WHERE desk_finder MATCH ?"
        for ledger, record, text in connection.execute(f"{found} ORDER BY desk_finder.rowid DESC", (query,)):
            if ranking.fits(typed, text):
                yield ledger, record
