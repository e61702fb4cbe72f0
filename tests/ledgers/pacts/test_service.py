"""A pact from its first draft to the last door, in a real book."""

from __future__ import annotations

from random import Random

import pytest

from linli_tui.book import undo
from linli_tui.book.reading import Query
from linli_tui.book.writing import void, write
from linli_tui.core import kinds
from linli_tui.core.access import OWNER
from linli_tui.core.refusal import Refused
from linli_tui.ledgers.pacts import rules, service
from linli_tui.ledgers.pacts.ledger import ARTICLE, LIFE, PACT, SIGNATURE
from linli_tui.ledgers.places.service import add_building

TODAY = "2026-11-16"
WAYS = {
    "neighbour": ("ask", "adopt", "put_in_force"),
    "covenant": ("ask", "adopt", "file", "put_in_force"),
    "residents": ("gather", "write_up", "review", "approve", "adopt", "file", "put_in_force"),
}
DIGITS = {digit: dict(values) for digit, _, values in SIGNATURE.entry.digits}


@pytest.fixture
def homes(book):
    add_building(book, OWNER, code="7", entrances=2, floors=6, per_floor=2)
    add_building(book, OWNER, code="8", entrances=1, floors=3, per_floor=2)
    return [row["id"] for row in book.read.sql("SELECT id FROM home ORDER BY place_key")]


def draft(book, kind="neighbour", scope=None, title="永富新村邻里公约"):
    made = service.write_pact(book, OWNER, {"title": title, "kind": kind, "scope": scope})
    records = dict(made.records)
    return records["pact"], records["pact_version"]


def article(book, version, title="楼道畅通"):
    return service.write_article(book, OWNER, {"version": version, "title": title, "text": "不堆东西。"}).records[0][1]


def move(book, version, *keys, day=TODAY):
    asked = {"adopt": {"adopted": day, "decided_at": "大会"}, "put_in_force": {"effective": day}, "end": {"ended": day},
        "gather": {"gathered_on": day}, "review": {"reviewed_on": day}, "file": {"filed_on": day}}  # fmt: skip
    for key in keys:
        with book.transaction(OWNER, "change") as t:
            t.move("pact_version", version, key, **asked.get(key, {}))


def in_force(book, **more):
    pact, version = draft(book, **more)
    article(book, version)
    move(book, version, *WAYS[more.get("kind", "neighbour")])
    return pact, version


def sign(book, version, home, digit="1", sitting=""):
    return service.sign(book, OWNER, {"version": version, "signed_on": TODAY}, home, DIGITS[digit], sitting)


def state(book, version):
    return book.read.one("SELECT state FROM pact_version WHERE id = ?", (version,))


def test_a_pact_begins_with_an_empty_draft_that_can_be_shown_to_nobody(book):
    _, version = draft(book)
    assert book.read.label("pact_version", version) == "永富新村邻里公约 第1版"
    with pytest.raises(Refused, match="还没有条文"):
        move(book, version, "ask")
    article(book, version)
    move(book, version, "ask", "back", "ask")
    assert state(book, version) == "asking"


def test_articles_stand_in_order_until_the_version_is_adopted(book):
    _, version = draft(book)
    first, second = article(book, version), article(book, version, "停车有序")
    assert [row["label"] for row in book.read.parts("article", version)] == ["第一条 楼道畅通", "第二条 停车有序"]
    write(book, OWNER, "article", {"text": "一样东西也不放。"}, first)
    move(book, version, "ask", "adopt")
    _, other = draft(book)
    for act in (
        lambda: write(book, OWNER, "article", {"text": "改一改"}, second),
        lambda: void(book, OWNER, "article", second),
        lambda: write(book, OWNER, "article", {"version": other}, second),
        lambda: article(book, version, "安静"),
    ):
        with pytest.raises(Refused, match="开新版"):
            act()
    assert len(book.read.parts("article", version)) == 2


def test_a_new_version_is_a_copy_of_the_last_and_ends_it_when_it_takes_effect(book):
    pact, old = in_force(book)
    change = service.new_version(book, OWNER, pact, text_note="加一条停车")
    new = dict(change.records)["pact_version"]
    assert change.say == "已开「永富新村邻里公约 第2版」，抄来1条"
    article(book, new, "停车有序")
    move(book, new, "ask", "adopt")
    done = service.put_in_force(book, OWNER, new, TODAY)
    assert done.say == "「永富新村邻里公约 第2版」从2026-11-16起生效，家里成年人都可以签"
    assert (state(book, old), state(book, new)) == ("ended", "in_force")
    assert book.read.get("pact_version", old)["ended"] == TODAY
    assert book.read.get("pact", pact)["current"] == "第2版"
    undo.undo(book, OWNER, done.number)
    assert (state(book, old), state(book, new)) == ("in_force", "adopted")


def test_a_version_takes_effect_on_its_day_and_not_before(book, standing):
    _, version = draft(book)
    article(book, version)
    move(book, version, "ask")
    with book.transaction(OWNER, "adopt") as t:
        t.move("pact_version", version, "adopt", adopted=TODAY, effective="2026-12-01")
    with pytest.raises(Refused, match="2026-12-01"):
        service.put_in_force(book, OWNER, version, "2026-12-01")
    duty = book.catalog.area("pact").duties[0]
    count = [book.connection.execute(duty.sql, {"today": day}).fetchone()[0] for day in (TODAY, "2026-12-01")]
    assert count == [0, 1]
    standing.advance(days=15)
    service.put_in_force(book, OWNER, version, "2026-12-01")


def test_one_home_answers_once_and_may_answer_otherwise(book, homes):
    _, version = in_force(book)
    first = sign(book, version, homes[0], "2")
    assert first.say == "7幢1单元101室：家里人签了"
    assert [sign(book, version, homes[1], digit).say.partition("：")[2] for digit in "6789"] == [
        "业主签了，有意见", "业主签了，按手印", "业主签了，代签", "租客签了",
    ]  # fmt: skip
    sign(book, version, homes[0], "3")
    (row,) = book.read.sql("SELECT state, capacity, how FROM signature WHERE home = ?", (homes[0],))
    assert row == {"state": "absent", "capacity": None, "how": None}
    write(book, OWNER, "signature", {"version": version, "home": homes[0], "state": "refused", "note": "不养狗"})
    assert book.read.one("SELECT count(*) FROM signature") == 2


def test_a_sitting_is_taken_back_whole(book, homes):
    _, version = in_force(book)
    for home, digit in zip(homes[:12], "124135678999", strict=True):
        sign(book, version, home, digit, sitting="one evening")
    undo.undo_sitting(book, OWNER, "one evening")
    assert book.read.one("SELECT count(*) FROM signature") == 0


def test_nobody_signs_a_draft_and_an_old_version_counts_for_nothing_new(book, homes):
    pact, old = in_force(book)
    new = dict(service.new_version(book, OWNER, pact).records)["pact_version"]
    with pytest.raises(Refused, match="还没有通过"):
        sign(book, new, homes[0])
    article(book, new, "停车有序")
    move(book, new, "ask", "adopt", "put_in_force")
    assert "签的是旧版，不算" in sign(book, old, homes[0]).say
    assert book.read.get("pact", pact)["coverage"] == rules.coverage(30, 0)


@pytest.mark.parametrize("kind", ["neighbour", "covenant", "residents"])
def test_the_view_counts_as_the_rules_do(book, homes, kind):
    _, version = in_force(book, kind=kind)
    rng = Random(kind)
    for home in homes:
        digit = rng.choice("0123456789")
        if digit != "0":
            sign(book, version, home, digit)
    rows = book.read.sql("SELECT state, capacity, how FROM signature")
    signed = sum(rules.counts(kind, row["state"], row["capacity"], row["how"]) for row in rows)
    version_row = book.read.get("pact_version", version)
    assert (version_row["homes"], version_row["signed"]) == (30, signed)
    assert version_row["coverage"] == rules.coverage(30, signed)
    entrances = service.coverage(book, version)
    assert [(row.building, row.entrance) for row in entrances] == [
        ("7幢", "7幢1单元"),
        ("7幢", "7幢2单元"),
        ("8幢", "8幢1单元"),
    ]
    assert sum(row.homes for row in entrances) == 30
    assert sum(row.signed for row in entrances) == signed


def test_what_only_owners_can_sign_is_kept_and_pointed_out(book, homes):
    _, version = in_force(book, kind="covenant")
    assert sign(book, version, homes[0], "2").say == (
        "7幢1单元101室：家里人签了；须业主本人签，代签附授权委托书，这一户先记下，还不算签订"
    )
    assert sign(book, version, homes[1], "1").say == "7幢1单元102室：业主签了"
    assert book.read.get("pact_version", version)["signed"] == 1


def test_a_pact_of_one_building_counts_its_homes_alone(book, homes):
    building = book.read.one("SELECT building FROM home WHERE id = ?", (homes[-1],))
    _, version = in_force(book, scope=building)
    sign(book, version, homes[-1])
    assert book.read.get("pact_version", version)["homes"] == 6
    (row,) = service.coverage(book, version)
    assert (row.building, row.homes, row.signed, row.say) == ("8幢", 6, 1, "1户已签，签订率16%，还差4户到80%")


def test_a_pact_is_for_a_building_or_an_entrance_or_all(book, homes):
    place = book.read.sql("SELECT building, entrance FROM home WHERE id = ?", (homes[0],))[0]
    compound = book.read.one("SELECT id FROM compound")
    for scope in (homes[0], compound):
        with pytest.raises(Refused, match="一幢或者一个单元") as refused:
            draft(book, scope=scope)
        assert refused.value.field == "scope"
    among = [book.catalog.table(name).name for name in PACT.field("scope").among]
    assert set(among) == {PACT.field("scope").ref}
    for scope in (*place.values(), None):
        draft(book, scope=scope)
    write(book, OWNER, "pact", {"scope": place["entrance"]}, draft(book)[0])


def test_who_lives_elsewhere_has_nothing_to_sign(book, homes):
    entrance = book.read.one("SELECT entrance FROM home WHERE id = ?", (homes[0],))
    pact, version = in_force(book, scope=entrance)
    with pytest.raises(Refused, match="只用在7幢1单元，8幢1单元") as refused:
        sign(book, version, homes[-1])
    assert refused.value.field == "home" and not book.read.one("SELECT count(*) FROM signature")
    with pytest.raises(Refused, match="不用签"):
        write(book, OWNER, "signature", {"version": version, "home": homes[-1], "state": "signed"})
    sign(book, version, homes[0])
    write(book, OWNER, "pact", {"scope": book.read.one("SELECT building FROM home WHERE id = ?", (homes[-1],))}, pact)
    assert book.read.get("pact_version", version)["signed"] == 0, "what was signed elsewhere counts no longer"


def test_a_pact_is_carried_to_its_own_entrances_only(book, homes):
    def walks(scope):
        filters = service.walks(book, {"version": draft(book, scope=scope)[1]})
        return [row["label"] for row in book.read.page(Query("entrance", filters=filters))]

    place = book.read.sql("SELECT building, entrance FROM home WHERE id = ?", (homes[0],))[0]
    assert walks(None) == ["7幢1单元", "7幢2单元", "8幢1单元"]
    assert walks(place["building"]) == ["7幢1单元", "7幢2单元"]
    assert walks(place["entrance"]) == ["7幢1单元"]


def test_home_tells_of_the_pact_for_the_most_homes(book, homes):
    (figure,) = book.catalog.area("pact").figures
    assert book.read.one(figure.sql) == "还没有生效的"
    _, main = in_force(book)
    sign(book, main, homes[0])
    assert book.read.one(figure.sql) == rules.coverage(30, 1)
    building = book.read.one("SELECT building FROM home WHERE id = ?", (homes[-1],))
    _, small = in_force(book, scope=building)
    sign(book, small, homes[-1])
    assert book.read.one(figure.sql) == rules.coverage(30, 1)
    (layer,) = book.catalog.area("pact").layers
    words = [row["word"] for row in book.read.sql(*layer.query(building, TODAY))]
    assert set(words) == {""}, "the map speaks of the same pact"
    _, other = in_force(book, kind="residents", title="永富新村居民公约")
    for home in homes[:6]:
        sign(book, other, home)
    assert book.read.one(figure.sql) == "永富新村邻里公约 签订率 3%，永富新村居民公约 签订率 20%"


def test_nothing_is_adopted_tomorrow_or_in_force_before(book):
    version = book.catalog.ledgers["pact_version"]
    for field in (version.field("adopted"), SIGNATURE.field("signed_on")):
        assert kinds.read(field, "今天") == TODAY
        with pytest.raises(Refused, match="还没到2099年1月1日") as refused:
            kinds.read(field, "20990101")
        assert refused.value.field == field.name
    assert kinds.read(version.field("effective"), "明天") == "2026-11-17"
    _, first = draft(book)
    article(book, first)
    move(book, first, "ask")
    with pytest.raises(Refused, match="比通过的日子") as refused, book.transaction(OWNER, "adopt") as t:
        t.move("pact_version", first, "adopt", adopted=TODAY, effective="2026-11-15")
    assert refused.value.field == "effective"
    move(book, first, "adopt")
    with pytest.raises(Refused, match="比通过的日子"):
        service.put_in_force(book, OWNER, first, "2026-11-15")
    assert state(book, first) == "adopted"


def test_an_article_is_added_and_signed_for_only_while_that_makes_sense(book):
    asked = [field.name for field in ARTICLE.fields if field.in_form]
    assert asked == ["version", "title", "text", "line"]
    with pytest.raises(Refused, match="如 3"):
        kinds.read(ARTICLE.field("line"), "楼道")
    states = [state.key for state in LIFE.states]
    assert set(ARTICLE.add_in) == set(rules.OPEN) <= set(states)
    assert set(SIGNATURE.entry.states) <= set(states) - set(rules.OPEN)
    back = next(move for move in LIFE.moves if move.key == "back")
    assert back.confirm and [move.key for move in LIFE.moves_from("asking")] == ["adopt", "back"]
    assert all(move.when for move in LIFE.moves_from("draft")), "the first step depends on the kind"


def test_history_says_what_was_done_to_a_version(book):
    _, version = draft(book)
    article(book, version)
    for key, asked in (("ask", {}), ("adopt", {"adopted": TODAY})):
        with book.transaction(OWNER, key) as t:
            t.move("pact_version", version, key, **asked)
    service.put_in_force(book, OWNER, version, TODAY)
    assert [event.verb for event in book.history("pact_version", version)] == ["生效", "通过", "征求意见", "登记"]


def test_garages_are_asked_by_nobody(book, homes):
    _, version = in_force(book)
    write(book, OWNER, "home", {"use": "garage"}, homes[0])
    assert book.read.get("pact_version", version)["homes"] == 29
