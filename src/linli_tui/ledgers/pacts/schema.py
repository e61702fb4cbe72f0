"""The tables of the pacts area, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linli_tui.book.schema import Add, Migrations, create

if TYPE_CHECKING:
    from sqlite_utils import Database

    from linli_tui.book.schema import Upgrade

migrations = Migrations("pacts")


@migrations(1)
def tables(db: Database) -> None:
    """Pacts, versions, articles, signatures."""
    create(db, "pact", ("title", "kind"), number=str, title=str, kind=str, scope=str, note=str)
    create(
        db,
        "pact_version",
        ("state", "pact"),
        state=str,
        pact=str,
        no=int,
        adopted=str,
        effective=str,
        ended=str,
        text_note=str,
        label=str,
    )
    create(db, "article", ("version", "title", "text"), version=str, title=str, text=str, line=int, label=str)
    create(
        db,
        "signature",
        ("version", "home", "state"),
        version=str,
        home=str,
        state=str,
        capacity=str,
        how=str,
        signed_on=str,
        note=str,
        place_key=str,
        label=str,
    )


ANSWERS: dict[str, type] = {"not_for": str, "reason": str, "next_on": str, "paper": str, "line": int, "finding": str}
STEPS: dict[str, type] = {
    "gathered_on": str,
    "reviewed_on": str,
    "decided_at": str,
    "motion": str,
    "assembly": str,
    "proposal": str,
}
POSTED: dict[str, type] = {"filed_on": str, "filed_at": str, "posted_on": str, "review_on": str, "renewal": str}
CHANGES: dict[str, type] = {"before": str, "amends": str, "adds": int}
SAME: dict[str, type] = {"root": str, "amendment": str}
ADDED: dict[str, dict[str, type]] = {"signature": ANSWERS, "pact_version": STEPS | POSTED | CHANGES, "article": SAME}


@migrations(3, *(Add(table, column) for table, columns in ADDED.items() for column in columns))
def amended(db: Database) -> None:
    """Answers in full; steps of a version and what it changes; the identity of articles; proposals to change them."""
    signed = ("version", "home", "state", "capacity", "how", "not_for", "reason", "next_on", "signed_on")
    add(db, "signature", ANSWERS, (*signed, "paper", "line", "finding", "note"))
    decided = ("adopted", "decided_at", "motion", "assembly", "proposal", "filed_on", "filed_at", "posted_on")
    holds = ("effective", "ended", "review_on", "renewal", *CHANGES, "text_note", "label")
    steps = ("state", "pact", "no", "gathered_on", "reviewed_on", *decided, *holds)
    add(db, "pact_version", STEPS | POSTED | CHANGES | {"quiet_until": str}, steps)
    add(db, "article", SAME, ("version", "title", "text", "line", *SAME))
    words = {"number": str, "state": str, "pact": str, "kind": str, "article": str, "title": str, "text": str}
    who = {"why": str, "person": str, "day": str, "motion": str, "assembly": str, "proposal": str}
    create(db, "amendment", ("state", "pact", "kind", "why"), **words, **who, decided_on=str, label=str)
    create(db, "ground", ("amendment", "finding"), amendment=str, finding=str, note=str, label=str)


@migrations.values(3)
def known(upgrade: Upgrade) -> None:
    """Who signed for an owner counted as having his mandate; an article copied from the last version is the same."""
    covenants = {row["id"] for row in upgrade.rows("pact") if row["kind"] == "covenant"}
    versions = upgrade.rows("pact_version")
    owners = {row["id"] for row in versions if row["pact"] in covenants}
    for row in upgrade.rows("signature"):
        if row["how"] == "proxy" and row["version"] in owners:
            upgrade.set("signature", row["id"], how="mandate")
    articles: dict[str, dict[str, str]] = {}
    for article in sorted(upgrade.rows("article"), key=lambda row: str(row["id"])):
        if not article["voided"]:
            articles.setdefault(article["version"], {}).setdefault(article["title"], article["id"])
    _recognise(upgrade, sorted(versions, key=lambda row: (row["pact"], row["no"] or 0)), articles)


def _recognise(upgrade: Upgrade, versions: list[dict[str, Any]], articles: dict[str, dict[str, str]]) -> None:
    """Gives every article the first one of its title in the versions of its pact just before."""
    pact, first = "", dict[str, str]()
    for version in versions:
        first = first if version["pact"] == pact else {}
        pact, here = version["pact"], articles.get(version["id"], {})
        for title, article in here.items():
            if title in first:
                upgrade.set("article", article, root=first[title])
        first = {title: first.get(title, article) for title, article in here.items()}


def add(db: Database, table: str, columns: dict[str, type], order: tuple[str, ...]) -> None:
    """New columns in a table, in the order they are declared."""
    for name, kind in columns.items():
        db.table(table).add_column(name, kind)
    db.table(table).transform(column_order=["id", "voided", *order])
