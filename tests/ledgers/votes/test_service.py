"""Votes in a book: a committee, a meeting, all owners; what is frozen, what is refused, what is told again."""

from __future__ import annotations

import pytest

from linli_tui.book import acting, undo
from linli_tui.book.book import Book
from linli_tui.book.check import check
from linli_tui.book.writing import void, write
from linli_tui.core import clock
from linli_tui.core.access import OWNER, Actor
from linli_tui.core.data import read_toml
from linli_tui.core.refusal import Refused
from linli_tui.ledgers import catalog
from linli_tui.ledgers.places import service as places
from linli_tui.ledgers.votes import keeping, law, papers, registry, rules, service
from linli_tui.paper import as_text
from tests.ledgers.votes.seven import elect, write_one
from tests.ui.screens import village

CHOICES = dict(enumerate(("for", "against", "abstain", "absent"), 1))


@pytest.fixture
def lived_in(tmp_path):
    """The small compound, twelve owners, a committee of seven."""
    path = tmp_path / "永富新村.台账"
    village.build(path)
    with clock.frozen(village.NOW), Book.open(path, catalog()) as book:
        elect(book)
        yield book


def sit(book, digits, title="修灯"):
    motion = write_one(book, "motion", title=title)
    acting.move(book, OWNER, "motion", "open", motion)
    for voice, digit in zip(voices(book, motion), digits, strict=False):
        service.say_voice(book, OWNER, {"motion": motion}, voice["id"], {"choice": CHOICES[int(digit)]})
    return motion


def voices(book, motion):
    return book.read.sql("SELECT * FROM voice WHERE motion = ? AND voided = 0 ORDER BY seat", (motion,))


def announced(book, matter="use_fund", **values):
    proposal = write_one(book, "proposal", title="翻修屋面", matter=matter, text="翻修", **values)
    acting.move(book, OWNER, "proposal", "post", proposal, posted_on=clock.today().isoformat())
    return proposal


def homes(book):
    return [row["id"] for row in book.read.sql("SELECT id FROM home WHERE voided = 0 ORDER BY place_key")]


def ballots(book, proposal, choices):
    fixed = {"proposal": proposal, "returned_on": clock.today().isoformat()}
    for home, choice in zip(homes(book), choices, strict=False):
        if choice:
            service.take_ballot(book, OWNER, fixed, home, {"choice": choice})


def test_the_meeting_lists_every_member_in_office_once_and_nobody_else(lived_in):
    motion = sit(lived_in, "")
    assert [v["post"] for v in voices(lived_in, motion)] == ["会长", "副会长", *["理事"] * 5]
    assert lived_in.read.get("motion", motion)["so_far"].endswith("还有7位没有记")


def test_a_motion_passes_and_is_told_again_from_its_integers(lived_in):
    motion = sit(lived_in, "1111234")
    change = acting.move(lived_in, OWNER, "motion", "decide", motion)
    row = lived_in.read.get("motion", motion)
    assert (row["verdict"], row["rule"], row["rule_from"]) == ("passed", "committee-shaoxing", "2021-01-01")
    assert [row[name] for name in ("heads", "came", "yes", "no", "abstained")] == [7, 6, 4, 1, 1]
    assert "修灯（通过）" in change.say
    told = acting.ask(lived_in, OWNER, "motion", "how", motion)
    assert "法律没有规定" in told and "不能代表全体业主" in told, "a mutual-aid council binds no owner"
    assert "同意的4人，乘2是8；在任的委员7人；8大于7，够「半数以上」。" in told
    undo.undo(lived_in, OWNER, change.number)
    assert lived_in.read.get("motion", motion)["state"] == "called" and check(lived_in).ok


def test_no_sentence_is_stored(lived_in):
    motion = sit(lived_in, "1111111")
    acting.move(lived_in, OWNER, "motion", "decide", motion)
    stored = lived_in.read.sql("SELECT * FROM motion WHERE id = ?", (motion,))[0]
    assert not any("乘" in str(value) for value in stored.values())


def test_the_profile_is_frozen_at_the_decision(lived_in):
    from linli_tui.ledgers.council import service as council

    motion = sit(lived_in, "1111444")
    acting.move(lived_in, OWNER, "motion", "decide", motion)
    before = acting.ask(lived_in, OWNER, "motion", "how", motion)
    council.change_setting(lived_in, OWNER, "law.profile", "hangzhou")
    assert acting.ask(lived_in, OWNER, "motion", "how", motion) == before
    other = sit(lived_in, "1111444")
    acting.move(lived_in, OWNER, "motion", "decide", other)
    assert lived_in.read.get("motion", other)["rule"] == "committee-hangzhou"


def test_it_is_not_decided_while_somebody_has_not_been_heard(lived_in):
    motion = sit(lived_in, "111")
    with pytest.raises(Refused, match="还没有记"):
        acting.move(lived_in, OWNER, "motion", "decide", motion)
    assert "没有出结果" in acting.ask(lived_in, OWNER, "motion", "how", motion)


def test_what_was_said_and_decided_stays(lived_in):
    motion = sit(lived_in, "1111111")
    with pytest.raises(Refused, match="不能再改"):
        write(lived_in, OWNER, "motion", {"title": "别的事"}, motion)
    acting.move(lived_in, OWNER, "motion", "decide", motion)
    voice = voices(lived_in, motion)[0]["id"]
    for act in (lambda: service.say_voice(lived_in, OWNER, {}, voice, {"choice": "against"}),
                lambda: void(lived_in, OWNER, "voice", voice)):  # fmt: skip
        with pytest.raises(Refused, match="不在开会"):
            act()
    for values in ({"verdict": "rejected"}, {"rule": "x"}, {"decided_on": "2026-01-01"}):
        with pytest.raises(Refused, match="结果只能"):
            write(lived_in, OWNER, "motion", values, motion)


def test_without_a_committee_nobody_can_sit(tmp_path):
    path = tmp_path / "永富新村.台账"
    village.build(path)
    with clock.frozen(village.NOW), Book.open(path, catalog()) as book, pytest.raises(Refused, match="没有一位委员"):
        sit(book, "")


def test_a_meeting_by_numbers_only(lived_in):
    meeting = write_one(lived_in, "assembly", title="订公约", body="residents_meeting")
    with pytest.raises(Refused, match="比到的"):
        acting.move(lived_in, OWNER, "assembly", "decide", meeting, held_on="2026-03-07", heads=400, came=201, yes=202,
                    no=0, abstained=0)  # fmt: skip
    numbers = {"heads": 400, "came": 201, "yes": 101, "no": 100, "abstained": 0}
    acting.move(lived_in, OWNER, "assembly", "decide", meeting, held_on="2026-03-07", **numbers)
    row = lived_in.read.get("assembly", meeting)
    assert (row["verdict"], row["rule"]) == ("passed", "residents-meeting-2025")
    old = write_one(lived_in, "assembly", title="补记的", body="residents_meeting")
    acting.move(lived_in, OWNER, "assembly", "decide", old, held_on="2025-03-07", **numbers)
    assert lived_in.read.get("assembly", old)["rule"] == "residents-meeting-1989"


def test_owners_decide_on_heads_and_area_out_of_the_registry(lived_in):
    proposal = announced(lived_in)
    area = {"area_001m2": 8000, "area_source": "registered"}
    with lived_in.transaction(OWNER, "change") as t:
        for home in homes(lived_in):
            t.save("home", {"id": home, **area})
    ballots(lived_in, proposal, ["for"] * 10 + ["against"] * 6)
    counted = places.heads(lived_in, lived_in.read.one("SELECT id FROM compound"), "2026-03-08")
    acting.move(lived_in, OWNER, "proposal", "decide", proposal)
    row = lived_in.read.get("proposal", proposal)
    assert (row["heads"], row["area_001m2"]) == (counted.heads, counted.area_001m2) == (24, 192_000)
    assert (row["verdict"], row["came"], row["yes_001m2"]) == ("passed", 16, 80_000)
    assert "收回16票" in row["so_far"]


def test_areas_nobody_knows_leave_it_open_and_the_home_can_be_filled_in(lived_in):
    proposal = announced(lived_in)
    ballots(lived_in, proposal, ["for"] * 17)
    with pytest.raises(Refused, match="面积缺12套：面积不全不能判定。补上以后可能是：通过、不成立"):
        acting.move(lived_in, OWNER, "proposal", "decide", proposal)
    assert "面积缺12套，这一项还说不定" in acting.ask(lived_in, OWNER, "proposal", "how", proposal)
    ballots(lived_in, proposal, ["for"] * 24)
    acting.move(lived_in, OWNER, "proposal", "decide", proposal)
    row = lived_in.read.get("proposal", proposal)
    assert (row["verdict"], row["missing_yes"], row["missing_absent"]) == ("passed", 12, 0)
    assert "面积缺12套，不管是多少，结果都一样" in acting.ask(lived_in, OWNER, "proposal", "how", proposal)


def test_the_roll_is_that_of_the_announcement(lived_in, monkeypatch):
    proposal = announced(lived_in)
    first, second = homes(lived_in)[:2]
    buyer = lived_in.read.one("SELECT person FROM ownership WHERE home = ?", (second,))
    with clock.frozen("2026-03-20T01:00:00.000Z"):
        places.sell(lived_in, OWNER, first, buyer=buyer, on="2026-03-15")
        row = lived_in.read.get("proposal", proposal)
        assert len({home.owners for home in registry.owners_case(lived_in, row, "2026-03-20").homes}) == 13
        assert places.heads(lived_in, lived_in.read.one("SELECT id FROM compound")).heads == 23
        assert rules.decide_case(registry.owners_case(lived_in, row, "2026-03-20")).tally.sums["total"]["heads"] == 24


def test_ballots_of_one_owner_that_differ_are_named_at_the_count(lived_in):
    first, second = homes(lived_in)[:2]
    owner = lived_in.read.one("SELECT person FROM ownership WHERE home = ?", (first,))
    places.sell(lived_in, OWNER, second, buyer=owner, on="2026-03-05")
    proposal = announced(lived_in)
    ballots(lived_in, proposal, ["for", "against"])
    with pytest.raises(Refused, match=r"1幢1单元101室.*同意.*1幢1单元102室.*反对"):
        acting.move(lived_in, OWNER, "proposal", "decide", proposal)


def test_one_ballot_of_each_home_between_announcement_and_count(lived_in):
    """D8, D9: nothing moves after closing, and nothing is entered twice."""
    home = homes(lived_in)[0]
    draft = write_one(lived_in, "proposal", title="还没公告", matter="covenant")
    with pytest.raises(Refused, match="不在投票"):
        service.take_ballot(lived_in, OWNER, {"proposal": draft}, home, {"choice": "for"})
    proposal = announced(lived_in)
    ballots(lived_in, proposal, ["for"])
    ballots(lived_in, proposal, ["against"])
    assert lived_in.read.one("SELECT count(*) FROM ballot WHERE proposal = ?", (proposal,)) == 1
    with pytest.raises(Refused, match="已经有一张票"), lived_in.transaction(OWNER, "ballot") as t:
        t.save("ballot", {"proposal": proposal, "home": home, "choice": "for"})
    acting.move(lived_in, OWNER, "proposal", "decide", proposal)
    with pytest.raises(Refused, match="不在投票"):
        ballots(lived_in, proposal, ["for"])
    with pytest.raises(Refused, match="不能再改"):
        write(lived_in, OWNER, "proposal", {"unreturned": "follow_majority"}, proposal)


def test_garages_and_common_rooms_have_no_ballot(lived_in):
    proposal, (garage, common) = announced(lived_in), homes(lived_in)[-2:]
    with lived_in.transaction(OWNER, "change") as t:
        t.save("home", {"id": garage, "use": "garage"})
        t.save("home", {"id": common, "use": "common"})
    for home, told in ((garage, "按约定不算票"), (common, "大家共有")):
        with pytest.raises(Refused, match=told):
            service.take_ballot(lived_in, OWNER, {"proposal": proposal}, home, {"choice": "for"})


def test_delivered_and_not_returned_goes_by_what_was_announced(lived_in):
    proposal = announced(lived_in, unreturned="abstain_if_delivered", spoilt="in")
    with lived_in.transaction(OWNER, "change") as t:
        for home in homes(lived_in):
            t.save("home", {"id": home, "area_001m2": 8000, "area_source": "registered"})
    ballots(lived_in, proposal, ["for"] * 12 + ["delivered"] * 6 + ["invalid"] * 2)
    acting.move(lived_in, OWNER, "proposal", "decide", proposal)
    row = lived_in.read.get("proposal", proposal)
    assert (row["verdict"], row["came"], row["abstained"]) == ("passed", 20, 8)
    told = acting.ask(lived_in, OWNER, "proposal", "how", proposal)
    assert "有争议" in told and "废票算参与" in told


def test_the_paper_of_a_result_names_nobody_and_says_every_number(lived_in):
    motion = sit(lived_in, "1111111")
    with pytest.raises(Refused, match="没有结果"):
        papers.result(lived_in, OWNER, motion)
    acting.move(lived_in, OWNER, "motion", "decide", motion)
    text = as_text.text(papers.result(lived_in, OWNER, motion))
    assert "修灯" in text and "通过" in text and "监票人" in text and "乘2是14" in text
    assert not any(name in text for name in village.NAMES)


def test_who_may(lived_in):
    motion = sit(lived_in, "1111111")
    chair, teller, keeper = (Actor("x", "某人", (post,)) for post in ("chair", "teller", "keeper"))
    lived_in.sign_in(keeper)
    assert lived_in.read.get("motion", motion) is None and not lived_in.rights.may("count", "motion")
    lived_in.sign_in(teller)
    service.say_voice(lived_in, teller, {}, voices(lived_in, motion)[0]["id"], {"choice": "abstain"})
    with pytest.raises(Refused):
        acting.move(lived_in, teller, "motion", "decide", motion)
    lived_in.sign_in(Actor("x", "大屏", ("display",)))
    assert lived_in.read.get("motion", motion)["so_far"].startswith("同意6，反对0，弃权1"), "the tally is for the wall"
    assert "没有出结果" in acting.ask(lived_in, lived_in.actor, "motion", "how", motion)
    assert voices(lived_in, motion) == [], "who said what is not"
    lived_in.sign_in(chair)
    acting.move(lived_in, chair, "motion", "decide", motion)


def test_every_rule_can_be_told_from_its_id():
    for body, _ in law.BODIES:
        for day in ("2025-06-01", "2026-06-01"):
            for decided in ("ordinary", "special"):
                rule, _own = law.find_rule(body, "general", day, decided)
                assert law.rule(rule.id) == rule
    assert dict(law.RULES).keys() == {row["id"] for row in read_toml("rules", "votes.toml")["rule"]}
    assert dict(law.MATTERS).keys() == law.matters().keys() and len(set(dict(law.RULES).values())) == len(law.RULES)
    declared = {f.name for name in service.PUT for f in catalog().ledgers[name].fields}
    assert declared >= keeping.KEPT_IN


def test_the_count_of_the_registry_is_that_of_the_places(demo_book):
    compound = demo_book.read.one("SELECT id FROM compound")
    counted = places.heads(demo_book, compound)
    row = {"id": "none", "posted_on": None, "matter": "covenant", "spoilt": "out", "unreturned": None}
    with demo_book.rights.wide():
        made = rules.decide_case(registry.owners_case(demo_book, row, clock.today().isoformat()))
    assert made.tally.sums["total"] == {"heads": counted.heads, "area": counted.area_001m2}
    assert sum(made.missing) == counted.unknown_area
