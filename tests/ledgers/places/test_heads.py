"""Heads and area, home by home: the law's cases, and the same as a slower count does it another way."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from linli_tui.ledgers.places.heads import count


def part(n, area=8000, *, kind="home", use="residence", tenure=None, developer=None):
    return {
        "id": f"h{n}", "label": f"1幢1单元{n}01室", "place_key": f"1 {n:03d}", "kind": kind, "use": use,
        "tenure": tenure, "developer_held": developer, "area_001m2": area,
    }  # fmt: skip


def owns(**homes):
    """h1="a" or h2="ab": every letter an owner."""
    return [{"home": home, "owner": owner} for home, owners in homes.items() for owner in owners]


def whys(counted):
    return [line.why for line in counted.lines]


def test_T7_an_owner_of_three_units_in_a_block_of_ten_is_one_head_of_270_m2():
    areas = [8000, 9000, 10000, *[7000] * 7]
    homes = [part(n, area) for n, area in enumerate(areas)]
    counted = count(homes, owns(h0="a", h1="a", h2="a", **{f"h{n}": "bcdefgh"[n - 3] for n in range(3, 10)}))
    assert counted.heads == 8
    assert counted.area_001m2 == sum(areas)
    (his,) = [head for head in counted.each if head.owners == ("a",)]
    assert (his.homes, his.area_001m2) == (("h0", "h1", "h2"), 27000)
    assert whys(counted)[:4] == ["算1票", *["和1幢1单元001室同一业主，合算1票"] * 2, "算1票"]
    assert [line.counts for line in counted.lines] == [1, 0, 0, *[1] * 7]


def test_T8_a_developer_with_five_unsold_and_two_undelivered_is_one_head_with_the_area_of_seven():
    homes = [part(n, 5000, developer="unsold") for n in range(5)]
    homes += [part(n, 6000, developer="undelivered") for n in (5, 6)] + [part(7, 9000)]
    counted = count(homes, owns(h5="a", h6="b", h7="c"))
    assert counted.heads == 2
    (developer,) = [head for head in counted.each if len(head.homes) == 7]
    assert (developer.owners, developer.area_001m2) == ((), 5 * 5000 + 2 * 6000)
    assert whys(counted) == ["开发商的，合算1票"] * 7 + ["算1票"]
    assert sum(line.counts for line in counted.lines) == 2


def test_co_owners_are_one_head_and_other_sets_of_owners_another_to_be_looked_at():
    homes = [part(n) for n in range(4)]
    counted = count(homes, owns(h0="ab", h1="ba", h2="a", h3="c"))
    assert counted.heads == 3
    doubt = "；有一位业主另外还有房，业主不全相同，请核对"
    assert whys(counted) == [
        "算1票" + doubt,
        "和1幢1单元001室同一业主，合算1票" + doubt,
        "算1票" + doubt,
        "算1票",
    ]


def test_what_nobody_knows_is_said_and_counts_carefully():
    counted = count([part(0, None), part(1), part(2, None)], owns(h0="a"))
    assert (counted.heads, counted.area_001m2, counted.unknown_area) == (3, 8000, 2)
    assert whys(counted) == ["算1票；面积不清楚", "业主不清楚，先算1票", "业主不清楚，先算1票；面积不清楚"]


def test_parking_counts_only_where_it_is_settled_and_common_things_never():
    homes = [
        part(0),
        part(1, 1200, kind="parking", use=None, tenure="owned"),
        part(2, 1200, kind="parking", use=None, tenure="shared"),
        part(3, 1200, kind="parking", use=None, tenure="shelter"),
        part(4, 2000, use="common"),
        part(5, 1500, use="garage"),
        part(6, 4000, use="shop"),
    ]
    owned = owns(h0="a", h1="a", h2="b", h5="c", h6="d")
    without, counting = count(homes, owned), count(homes, owned, parking_counts=True)
    assert (without.heads, without.area_001m2) == (2, 12000)
    assert (counting.heads, counting.area_001m2) == (3, 8000 + 1200 + 1500 + 4000)
    assert whys(without)[1:6] == [
        "车位，按约定不算", "公共车位，大家共有，不算", "人防车位，不算", "公共用房，大家共有，不算",
        "车库，按约定不算",
    ]  # fmt: skip
    assert whys(counting)[1] == "和1幢1单元001室同一业主，合算1票"


AREAS = st.none() | st.integers(1, 50_000)
PARTS = st.lists(
    st.builds(
        lambda area, kind, use, tenure, developer: {
            "area": area, "kind": kind, "use": use, "tenure": tenure, "developer": developer,
        },
        AREAS,
        st.sampled_from(["home", "home", "home", "parking"]),
        st.sampled_from(["residence", "residence", "shop", "garage", "common", None]),
        st.sampled_from(["owned", "shared", "shelter", None]),
        st.sampled_from([None, None, None, "unsold", "undelivered"]),
    ),
    max_size=12,
)  # fmt: skip
OWNERS = st.lists(st.sets(st.sampled_from("abcd"), max_size=3), min_size=12, max_size=12)


def built(parts, owners):
    homes = [part(n, **given_) for n, given_ in enumerate(parts)]
    return homes, [{"home": f"h{n}", "owner": o} for n, who in enumerate(owners[: len(parts)]) for o in who]


@given(PARTS, OWNERS, st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_homes_and_facts_does_not_matter(parts, owners, parking, rng: Random):
    homes, owned = built(parts, owners)
    mixed, facts = rng.sample(homes, len(homes)), rng.sample(owned, len(owned))
    assert count(homes, owned, parking) == count(mixed, facts + facts[:1], parking)


@given(PARTS, OWNERS, st.booleans())
def test_a_slower_count_agrees(parts, owners, parking):
    homes, owned = built(parts, owners)
    counted = count(homes, owned, parking)
    in_it = [h for h in homes if _counts(h, parking)]
    developer = [h for h in in_it if h["developer_held"]]
    sets = [frozenset(f["owner"] for f in owned if f["home"] == h["id"]) for h in in_it if not h["developer_held"]]
    assert counted.heads == bool(developer) + len({s for s in sets if s}) + sum(not s for s in sets)
    assert counted.area_001m2 == sum(h["area_001m2"] or 0 for h in in_it)
    assert counted.unknown_area == sum(h["area_001m2"] is None for h in in_it)
    assert counted.heads == sum(line.counts for line in counted.lines) == len(counted.each)
    assert len(counted.lines) == len(homes) and all(line.why for line in counted.lines)
    assert sorted(home for head in counted.each for home in head.homes) == sorted(h["id"] for h in in_it)


def _counts(home, parking):
    if home["use"] == "common" or (home["kind"] == "parking" and home["tenure"] in ("shared", "shelter")):
        return False
    return parking or not (home["kind"] == "parking" or home["use"] == "garage")


@given(PARTS, OWNERS, st.booleans(), st.integers(0, 12))
def test_counted_in_two_pieces_the_area_is_the_same_and_heads_are_never_fewer(parts, owners, parking, cut):
    homes, owned = built(parts, owners)
    whole = count(homes, owned, parking)
    one, other = count(homes[:cut], owned, parking), count(homes[cut:], owned, parking)
    assert one.area_001m2 + other.area_001m2 == whole.area_001m2
    assert one.unknown_area + other.unknown_area == whole.unknown_area
    assert max(one.heads, other.heads) <= whole.heads <= one.heads + other.heads


@given(PARTS, OWNERS, st.booleans(), st.data())
def test_a_home_split_in_two_by_the_same_owners_changes_neither_heads_nor_area(parts, owners, parking, data):
    homes, owned = built(parts, owners)
    able = [h for h in homes if (h["area_001m2"] or 0) > 1 and (h["developer_held"] or _owned(h, owned))]
    if able:
        old = data.draw(st.sampled_from(able))
        piece = data.draw(st.integers(1, old["area_001m2"] - 1))
        halves = [{**old, "area_001m2": piece}, {**old, "id": "new", "area_001m2": old["area_001m2"] - piece}]
        later = [{**f, "home": "new"} for f in owned if f["home"] == old["id"]]
        split = count([h for h in homes if h is not old] + halves, owned + later, parking)
        whole = count(homes, owned, parking)
        assert (split.heads, split.area_001m2) == (whole.heads, whole.area_001m2)


def _owned(home, owned):
    return any(fact["home"] == home["id"] for fact in owned)
