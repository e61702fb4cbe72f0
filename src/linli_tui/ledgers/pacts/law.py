"""The three kinds of pact as dated data: who makes each, what it takes, where it goes, whom it binds.

Source of every row: data/rules/pacts.toml (城市居民委员会组织法, 民法典 第278条, 民发〔2018〕144号).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from linli_tui.core.data import read_toml
from linli_tui.core.words import say

UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Made:
    """How one kind of pact is made on a day; law and article are empty where nobody is sure of them."""

    kind: str
    maker: str
    quorum: str
    cited: str
    filing: str
    filing_cited: str
    binds: str
    sign: str


@cache
def made(kind: str, day: str) -> Made:
    """How a kind of pact is made on an ISO day. StopIteration for a kind or a day nobody has told of."""
    row = next(row for row in read_toml("rules", "pacts.toml")["kind"] if row["key"] == kind and _holds(row, day))
    filing = {name: row[f"filing_{name}"] for name in ("law", "article", "confidence")}
    texts = (row[name] for name in ("binds", "sign"))
    return Made(kind, row["maker"], row["quorum"], cited(row), row["filing"], cited(filing), *texts)


def cited(row: Mapping[str, Any]) -> str:
    """A law and its article as a sentence ends with it; "" where nobody is sure."""
    if row["confidence"] == UNSURE or not row["law"]:
        return ""
    return say("依据：{law}{article}", law=f"《{row['law']}》" if "《" not in row["law"] else row["law"],
               article=row["article"])  # fmt: skip


def barring(kind: str, day: str) -> Iterator[str]:
    """The laws that bar fines and force from a kind of pact on an ISO day."""
    for row in read_toml("rules", "pacts.toml")["barred_law"]:
        if kind in row["kinds"] and _holds(row, day) and cited(row):
            yield cited(row)


def _holds(row: Mapping[str, Any], day: str) -> bool:
    return bool(row["effective_from"] <= day < row.get("effective_to", "9999-99-99"))
