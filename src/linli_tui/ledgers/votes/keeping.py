"""A decision between the rules and a row: what is counted, what is stored, and that told again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from linli_tui.core.dates import show_date
from linli_tui.core.words import say
from linli_tui.ledgers.votes import law, registry, saying
from linli_tui.ledgers.votes.bounds import bounds
from linli_tui.ledgers.votes.case import Case, Options
from linli_tui.ledgers.votes.rules import Decision, told
from linli_tui.ledgers.votes.tally import Sums

if TYPE_CHECKING:
    from linli_tui.book.book import Book

Row = dict[str, Any]
PARTS = {"total": "heads", "participating": "came", "for": "yes", "against": "no", "abstain": "abstained"}
"""The sums of the rules and the columns they are kept in."""
MISSING = ("missing_yes", "missing_other", "missing_absent")
OWN = frozenset({"profile", "decided_on", "verdict", "rule", "rule_from"})
AREAS = {column: "area_001m2" if column == "heads" else f"{column}_001m2" for column in PARTS.values()}
KEPT_IN = OWN | {"parking", "left_out", *MISSING, *AREAS.values()}
"""The columns only a decision fills."""


def committee_case(book: Book, motion: Row, day: str) -> Case:
    """A motion as the rules take it; whoever has not been heard counts among all and for nothing else."""
    said = Counter(
        row["choice"] for row in book.read.sql("SELECT choice FROM voice WHERE motion=? AND voided=0", (motion["id"],))
    )
    counts = {key: said[key] for key in ("for", "against", "abstain")}
    counts.update(total=said.total(), attended=sum(counts.values()))
    return Case("committee", registry.profile(book, motion["body"]), day, None, Options(), counts=counts)


def assembly_case(book: Book, assembly: Row, day: str) -> Case:
    """A meeting's numbers as the rules take them; Refused where they cannot be."""
    from linli_tui.ledgers.votes.case import read_case

    given = {"body": assembly["body"], "profile": registry.profile(book), "date": day}
    numbers = {"electorate": "heads", "attended": "came", "for": "yes", "against": "no", "abstain": "abstained"}
    return read_case({**given, **{key: assembly[column] for key, column in numbers.items()}})


def outcome(decided: Decision, day: str) -> Row:
    """The columns of a decision: integers, the rule and its version, never a sentence."""
    sums = decided.tally.sums
    row: Row = {
        "profile": decided.case.profile,
        "decided_on": day,
        "verdict": decided.verdict,
        "rule": decided.rule.id,
        "rule_from": decided.rule.effective_from,
    }
    for part, column in PARTS.items():
        row[column] = sums[part]["heads"]
        if "area" in sums[part]:
            row[AREAS[column]] = sums[part]["area"]
    if decided.case.body == "owners":
        row["left_out"] = decided.tally.left_out
        row.update(zip(MISSING, decided.missing, strict=True))
    return row


def told_again(ledger: str, row: Mapping[str, Any]) -> list[str]:
    """The sentences of a stored decision, made of its rule and its integers."""
    from datetime import date

    rule, owners = law.rule(row["rule"]), ledger == "proposal"
    sums: Sums = {part: {"heads": row[column]} for part, column in PARTS.items()}
    missing = (0, 0, 0)
    if owners:
        for part, column in PARTS.items():
            sums[part]["area"] = row[AREAS[column]]
        missing = tuple(row[name] or 0 for name in MISSING)  # type: ignore[assignment]
    limits = bounds(rule, sums, missing) if owners else None
    matter = law.matters()[row["matter"]] if owners else None
    day = show_date(date.fromisoformat(row["decided_on"]))
    said = [say("{day}表决。", day=day)]
    said += saying.sentences(told(rule, sums, matter, row.get("left_out") or 0, limits))
    if owners:
        said += saying.conventions(bool(row["parking"]), row["spoilt"] == "in", row["unreturned"] or "")
    return said + saying.warn_of_rule(rule, False)
