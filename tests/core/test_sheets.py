"""The contract of spreadsheets: drafts of one record are put together, and looked for as people write."""

from __future__ import annotations

from linli_tui.core.sheets import Draft, Match, To, comparable, merge

HOME = Match(("name", "home"), "SELECT 1")
NUMBER = Match(("id_number",))


def test_two_drafts_of_one_record_say_everything_once() -> None:
    first = Draft("person", ("a",), {"name": "王芳"}, fresh={"kind": "resident"}, match=(HOME,))
    later = Draft(
        "person", ("b",), {"name": "王芳", "phone": "1"}, also=(("a",),), fresh={"kind": "firm"}, match=(NUMBER, HOME)
    )
    merged, differ = merge(first, later)
    assert merged.keys == (("a",), ("b",))
    assert merged.values == {"name": "王芳", "phone": "1"}
    assert merged.fresh == {"kind": "resident"}
    assert merged.match == (HOME, NUMBER)
    assert differ == ()


def test_what_they_disagree_on_is_named_and_the_first_stays() -> None:
    first = Draft("home", ("1",), {"area_001m2": 7_000}, {"parent": To("entrance", ("1",))})
    merged, differ = merge(first, Draft("home", ("1",), {"area_001m2": 8_000}, {"parent": To("entrance", ("2",))}))
    assert differ == ("area_001m2", "parent")
    assert merged.values == first.values and merged.refs == first.refs


def test_what_only_the_first_says_is_no_disagreement() -> None:
    first = Draft("home", ("1",), {"area_001m2": 7_000})
    assert merge(first, Draft("home", ("1",))) == (first, ())
    assert merge(Draft("home", ("1",)), first)[0].values == first.values


def test_codes_are_compared_as_people_read_them() -> None:
    assert comparable("0501") == comparable("501") == comparable("５０１")
    assert comparable("8a") == comparable("8A") != comparable("8")
    assert comparable(7_000) == 7_000 and comparable(None) is None


def test_a_way_of_finding_reads_standing_records_of_the_ledger_unless_it_says_otherwise() -> None:
    assert Match(("parent", "code")).query("home") == 'SELECT "parent", "code", "id" FROM "home" WHERE voided=0'
    assert Match().query("compound") == 'SELECT "id" FROM "compound" WHERE voided=0'
    assert HOME.query("person") == "SELECT 1"
