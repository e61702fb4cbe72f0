"""Settings and posts are whole, and every kind of body has its own words."""

from __future__ import annotations

import pytest

from linli_tui.core.data import read_toml
from linli_tui.ledgers.council import rules


def test_settings_are_named_once_and_their_defaults_are_allowed():
    assert len(rules.BY_KEY) == len(rules.SETTINGS)
    assert len(rules.BY_GIVEN) == sum(bool(setting.given) for setting in rules.SETTINGS)
    for setting in rules.SETTINGS:
        assert not setting.default or not rules.wrong_value(setting.key, setting.default)


def test_every_kind_of_body_is_in_the_table_and_names_known_posts():
    bodies, beside = read_toml("rules", "bodies.toml"), read_toml("rules", "bodies_beside.toml")
    assert set(bodies) == {key for key, _ in rules.BODIES}
    assert {**bodies, **beside}.keys() == {key for key, _ in rules.BODY_KINDS}
    for body in (*bodies.values(), *beside.values()):
        assert set(body["posts"]) <= {key for key, _ in rules.POSTS}
        assert body["title"] and body["full"] and body["note"]


def test_the_head_is_called_as_the_body_calls_it():
    assert rules.post_title("chair", "mutual_aid") == "会长"
    assert rules.post_title("chair", "owners_committee") == "主任"
    assert rules.post_title("mediator", "mutual_aid") == "调解员"
    assert rules.post_title("chair", "") == "会长（主任）"


def test_a_setting_takes_what_it_can_be():
    assert "幢、栋、号楼、座" in rules.wrong_value("words.building", "塔")
    assert "最多2个字" in rules.wrong_value("compound.short", "永富新")
    assert rules.wrong_value("compound.name", "永富新村") == ""
    assert rules.setting_text("body.kind", "mutual_aid") == "互助会"
    assert rules.setting_text("compound.name", "永富新村") == "永富新村"


@pytest.mark.parametrize(
    ("post", "own", "others", "warns"),
    [
        ("chair", [], 0, False),
        ("chair", [], 1, True),
        ("building_head", [], 9, False),
        ("cashier", ["accountant"], 0, True),
        ("teller", ["keeper"], 0, True),
        ("keeper", ["mediator"], 0, True),
        ("member", ["building_head"], 3, False),
    ],
)
def test_posts_that_do_not_go_together_are_pointed_out(post, own, others, warns):
    assert bool(rules.warn_of_post(post, own, others)) is warns


def test_posts_stand_in_their_rank_and_then_by_place():
    assert (
        rules.order_key("chair", None) < rules.order_key("building_head", "1") < rules.order_key("building_head", "2")
    )
    assert rules.post_label("building_head", "3幢") == "楼长（3幢）"
    assert rules.post_label("secretary", None) == "秘书"


def test_the_label_of_a_post_follows_its_body():
    assert rules.post_label("chair", None, None, "mutual_aid") == "会长"
    assert rules.post_label("chair", None, None, "owners_committee") == "主任"
    assert rules.post_label("group_leader", None, None, "renewal", "换届小组") == "组长（换届小组）"
    assert rules.post_label("group_leader", None, None, "owners_committee", "业委会") == "主任（业委会）"
    assert rules.post_label("group_leader", None, None, "residents_group", "3组") == "小组长（3组）"
    assert rules.body_order(1, "mutual_aid") < rules.body_order(None, "mutual_aid") < rules.body_order(0, "renewal")
    assert rules.paper_label("list", "筹备组") == "成员名单（筹备组）" and rules.paper_label("seal", None) == "印章"
