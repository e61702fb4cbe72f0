"""The votes of the demonstration: every outcome is to be seen, and each is the one its numbers lead to."""

from __future__ import annotations

from linli_tui.ledgers.votes import keeping, law
from linli_tui.ledgers.votes.bounds import bounds
from linli_tui.ledgers.votes.rules import verdict_of
from linli_tui.ledgers.votes.service import PUT


def test_the_demo_shows_every_outcome_and_the_numbers_of_each_lead_to_it(demo_book):
    seen = set()
    for ledger in PUT:
        for row in demo_book.read.sql(f"SELECT * FROM {ledger} WHERE verdict IS NOT NULL"):
            sums = {part: {"heads": row[column]} for part, column in keeping.PARTS.items()}
            missing = (0, 0, 0)
            if ledger == "proposal":
                for part, column in keeping.PARTS.items():
                    sums[part]["area"] = row[keeping.AREAS[column]]
                missing = tuple(row[name] for name in keeping.MISSING)
            rule = law.rule(row["rule"])
            assert verdict_of(rule, sums, bounds(rule, sums, missing)) == row["verdict"]
            seen.add((ledger, row["verdict"]))
    assert seen == {("motion", "passed"), ("motion", "rejected"), ("assembly", "passed"), ("proposal", "passed"),
                    ("proposal", "not_constituted")}  # fmt: skip


def test_ballots_of_a_count_are_as_many_as_it_says(demo_book):
    """D11, D12: who took part is counted from the ballots that are kept, and nowhere else."""
    for row in demo_book.read.sql("SELECT * FROM proposal WHERE verdict IS NOT NULL"):
        returned = "SELECT count(*) FROM ballot WHERE proposal = ? AND voided = 0 AND choice <> 'delivered'"
        assert demo_book.read.one(returned, (row["id"],)) == row["came"] == row["yes"] + row["no"] + row["abstained"]
