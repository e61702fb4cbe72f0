"""What the steps of the schema mean for rows written before them."""

from __future__ import annotations

from linli_tui.ledgers.pacts import schema

ROWS = {
    "pact": [{"id": "k", "kind": "covenant"}, {"id": "n", "kind": "neighbour"}],
    "pact_version": [
        {"id": "k1", "pact": "k", "no": 1}, {"id": "n2", "pact": "n", "no": 2},
        {"id": "n1", "pact": "n", "no": 1}, {"id": "n3", "pact": "n", "no": 3},
    ],
    "signature": [
        {"id": "s1", "version": "k1", "how": "proxy"}, {"id": "s2", "version": "n1", "how": "proxy"},
        {"id": "s3", "version": "k1", "how": "self"},
    ],
    "article": [
        {"id": f"{version}{title}", "version": version, "title": title, "voided": 0}
        for version, titles in (("n1", "甲乙"), ("n2", "乙丙甲"), ("n3", "丙甲"), ("k1", "甲")) for title in titles
    ],
}  # fmt: skip


class Upgrade:
    """Rows as they were before, and what was set."""

    def __init__(self):
        self.was = {}

    def rows(self, table):
        return ROWS[table]

    def set(self, table, record, **values):
        self.was[table, record] = values


def test_old_rows_keep_what_they_meant():
    upgrade = Upgrade()
    schema.migrations.new_values[3](upgrade)
    assert upgrade.was == {
        ("signature", "s1"): {"how": "mandate"},
        ("article", "n2乙"): {"root": "n1乙"}, ("article", "n2甲"): {"root": "n1甲"},
        ("article", "n3丙"): {"root": "n2丙"}, ("article", "n3甲"): {"root": "n1甲"},
    }  # fmt: skip
