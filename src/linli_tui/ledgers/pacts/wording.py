"""What may not stand in a pact: fines and force are found in an article's text, with clean words instead; pure.

Source: data/rules/pacts.toml (城市居民委员会组织法 第31条; 民发〔2018〕144号).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from linli_tui.core.data import read_toml
from linli_tui.core.words import say
from linli_tui.ledgers.pacts import law

SENTENCE = re.compile(r"[^。！；\n]*[。！；\n]?")
CLAUSE = re.compile(r"[^，,。！；;\n]+")
AMOUNT = re.compile(r"罚(?:款)?[^，。；]{0,6}?[0-9０-９一二两三四五六七八九十百千半]+\s*(?:元|块|角)|罚(?:款|金|钱)")
NOBODY = r"(?:不(?:得|准|能|可以|许|会|再|用|要)?|禁止|没有权|无权)"
ALLOWED = re.compile(NOBODY + r"(?:设|写|定|收|有|搞|乱|以|任意|随意|擅自|对[^，。；]{1,4})?$")
"""Before the words: that nobody may, as in 不得写罚款."""
BY_LAW = re.compile(r"依法|公安|派出所|城管|法院|执法|主管部门|有权(?:管)?的?部门|行政机关")
"""What is said of those who may: 由公安机关依法处罚 is no fine of the pact's own."""


@dataclass(frozen=True, slots=True)
class Barred:
    """One thing in a text that may not stand there: the words, what is said of them, what to write instead."""

    key: str
    words: str
    said: str
    instead: str
    refused: bool


def barred(text: str | None) -> tuple[Barred, ...]:
    """What may not stand in a text, in order, each kind of it once."""
    found: dict[str, Barred] = {}
    for clause in CLAUSE.findall(text or ""):
        for rule in _rules():
            word = _word(clause, rule)
            if word and rule["key"] not in found:
                found[rule["key"]] = Barred(rule["key"], word, rule["said"], rule["instead"], rule["refused"])
    return tuple(found.values())


def cleaned(text: str) -> str:
    """The text without the sentences that may not stand in it, the ready words instead, once."""
    kept: list[str] = []
    for sentence in SENTENCE.findall(text):
        wrong = barred(sentence)
        words = wrong[0].instead if wrong else sentence
        if words and not (wrong and words in kept):
            kept.append(words)
    return "".join(kept)


def told(kind: str, text: str, day: str) -> Iterator[str]:
    """What is wrong with a text, the law that says so, and how it can be said instead; nothing where all is well."""
    wrong = barred(text)
    for each in wrong:
        yield say("「{words}」：{said}。", words=each.words, said=each.said)
    if wrong:
        yield from law.barring(kind, day)
        yield say("可以改成：")
        yield cleaned(text)


def _word(clause: str, rule: dict[str, Any]) -> str:
    """The words of a clause a rule bars; "" where it speaks of those who may, or says that nobody may."""
    if BY_LAW.search(clause):
        return ""
    patterns = [re.escape(word) for word in rule["words"]]
    for pattern in ([AMOUNT.pattern] if rule["key"] == "fine" else []) + patterns:
        for match in re.finditer(pattern, clause):
            if not ALLOWED.search(clause[: match.start()]):
                return match[0]
    return ""


@cache
def _rules() -> tuple[dict[str, Any], ...]:
    return tuple(read_toml("rules", "pacts.toml")["barred"])
