"""What one row of a roster asks for, without a book."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.core.sheets import Context
from linli_tui.ledgers import catalog
from linli_tui.ledgers.people import chat, standing
from linli_tui.ledgers.people.addresses import place, section
from linli_tui.ledgers.people.name_cells import names_of
from linli_tui.ledgers.people.rosters import COLUMNS
from linli_tui.ledgers.people.sheets import plan
from linli_tui.paper.header import fold_title

CONTEXT = Context(date(2026, 11, 16))
NUMBER = "11010519491231002X"
ROW = {
    "building": "3",
    "entrance": "2",
    "home": "501",
    "name": "王桂芳",
    "id_number": (NUMBER,),
    "phone": ("13900000000",),
}


def drafts(row, context=CONTEXT):
    """The drafts of a row by ledger, the last of each."""
    return {draft.ledger: draft for draft in plan(row, context).drafts}


def told(row, *facts):
    """(role, name, relation) of everybody in a row of a sheet with these columns."""
    columns, texts = facts or ((), ())
    context = Context(CONTEXT.today, {}, standing.survey(columns, [row], texts))
    planned = plan({"home": "3-2-501", **row}, context)
    people = {draft.key: draft.values["name"] for draft in planned.drafts if draft.ledger == "person"}
    return [
        (draft.ledger, people[(draft.refs.get("person") or draft.refs["tenant"]).key], draft.values.get("relation"))
        for draft in planned.drafts
        if draft.ledger in ("ownership", "residence", "tenancy")
    ]


def test_a_row_is_a_building_an_entrance_a_home_a_person_and_what_she_owns():
    row = {**ROW, "area_001m2": 8950, "sex": "2", "party_member": 1, "note": "好人"}
    assert [draft.ledger for draft in plan(row, CONTEXT).drafts] == [
        "compound",
        "building",
        "entrance",
        "home",
        "person",
        "ownership",
    ]
    found = drafts(row)
    assert found["home"].values == {"area_001m2": 8950}
    assert found["home"].fresh == {"code": "501", "word": "室"}
    assert found["person"].values == {
        "name": "王桂芳",
        "id_number": NUMBER,
        "phone": "13900000000",
        "sex": "2",
        "party_member": 1,
        "note": "好人",
    }
    assert found["ownership"].values == {} and found["ownership"].fresh == {"source": "import"}


def test_every_reference_is_to_a_draft_before_it_and_every_name_is_a_column():
    row = {
        **ROW,
        "living": "出租",
        "tenant": "租小一",
        "tenant_phone": ("13900000001",),
        "plate": "浙D12345",
        "share": ((1, 2),),
    }
    seen = set()
    for draft in plan({**row, "since": "2020-01-01"}, CONTEXT).drafts:
        for to in (*draft.refs.values(), *draft.near.values()):
            assert (to.ledger, to.key) in seen
        seen |= {(draft.ledger, key) for key in draft.keys}
        ledger = catalog().ledgers[draft.ledger]
        for name in {*draft.values, *draft.fresh, *draft.refs, *draft.columns}:
            ledger.field(name)
        for match in draft.match:
            assert set(match.names) <= {*draft.values, *draft.fresh, *draft.refs, *draft.near}
        for rival in draft.rivals:
            assert set(rival.names) <= set(draft.refs) and (
                not rival.field or catalog().ledgers[rival.ledger].field(rival.field)
            )
    assert {ledger for ledger, _ in seen} >= {"ownership", "tenancy", "residence", "household", "vehicle"}


class TestAddresses:
    @pytest.mark.parametrize(
        "row",
        [
            {"building": "3幢", "entrance": "2单元", "home": "501室"},
            {"building": "第三栋", "home": "2-501"},
            {"building": "3", "home": "3-2-501"},
            {"home": "３幢２单元501室"},
            {"building": "03", "entrance": "2", "home": "0501"},
            {"building": "3-2", "home": "501"},
            {"building": "3幢2单元", "home": "501"},
            {"home": "永富新村3-2-501"},
            {"home": "永富路8号永富新村3幢2单元501室（顶楼）"},
            {"home": "3幢(2单元)501"},
            {"home": "3_2_501"},
            {"home": "3幢2单元 501 室"},
            {"building_above": "3", "entrance_above": "2", "home": "501"},
            {"building_above": "3幢", "home": "2-501"},
            {"building": "3", "building_above": "3", "entrance_above": "2", "home": "501"},
            {"home": "501", "home_or": "3#2-501"},
            {"building_above": "9", "home": "3-2-501"},
            {"building": "3", "entrance": "2", "home": "3-501"},
            {"building_above": "3", "entrance_above": "2", "home_above": "501"},
            {"home": "三幢二单元五〇一室"},
        ],
    )
    def test_it_is_one_however_it_is_split(self, row):
        assert drafts({"name": "王桂芳", **row})["home"].key == drafts(ROW)["home"].key

    def test_the_first_code_is_the_building_where_it_is_in_the_whole_sheet(self):
        rows = [{"building": f"{b}", "home": f"{b}-101"} for b in (1, 2)]
        facts = standing.survey((), rows, ())
        assert [place(row, facts) for row in rows] == [("1", "", "101"), ("2", "", "101")]
        rows.append({"building": "2", "home": "1-101"})
        facts = standing.survey((), rows, ())
        assert [place(row, facts) for row in rows] == [("1", "1", "101"), ("2", "2", "101"), ("2", "1", "101")]
        assert place({"building": "1", "home": "1-101"}, standing.survey((), rows[:1], ())) == ("1", "1", "101")

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("3幢", {"building": "3"}),
            ("永富小区1幢业主花名册", {"building": "1"}),
            ("3号楼2单元住户", {"building": "3", "entrance": "2"}),
            ("2单元（12户）", {"entrance": "2"}),
            ("第二单元", {"entrance": "二"}),
            ("12", {"building": "12"}),
            ("A座", {"building": "A"}),
            ("永富新村第三幢名单", {"building": "三"}),
            ("业主花名册（3幢）", {"building": "3"}),
            ("楼号:3", {"building": "3"}),
            ("3栋（共28户）", {"building": "3"}),
            ("附件3：5幢业主", {"building": "5"}),
            ("1-3幢", {}),
            ("1、2幢", {}),
            ("3幢2单元501室", {}),
            ("共28幢", {}),
            ("Sheet1", {}),
            ("永富新村", {}),
            ("2026年", {}),
            ("填报日期：2026.10.8", {}),
            ("V2.3 请勿修改A1单元格的版本号", {}),
            ("一期", {}),
            ("填报单位：某某物业服务有限公司", {}),
        ],
    )
    def test_titles_and_sections(self, text, said):
        assert section(text) == said

    def test_the_words_of_the_compound_are_taken(self):
        words = Context(CONTEXT.today, {"words.building": "栋", "words.home": "户"})
        found = drafts(ROW, words)
        assert [found[kind].fresh["word"] for kind in ("building", "entrance", "home")] == ["栋", "单元", "户"]

    @pytest.mark.parametrize(
        ("row", "why"),
        [
            ({**ROW, "home": None}, "没有写是哪一室"),
            ({"home": "501", "name": "王桂芳"}, "没有写是哪一幢"),
            ({**ROW, "name": None}, "没有写业主是谁"),
            ({**ROW, "building": None, "entrance": None, "home": "2026-3-2"}, "是一个日期"),
            ({**ROW, "home": "4-2-501"}, "对不上"),
            ({**ROW, "home": "501/502"}, "对不上"),
            ({"home": "3-2-501/502", "name": "王"}, "看不出"),
            ({"name": "王", "home_above": "501", "building_above": "3", "counted": True}, "没有写是哪一室"),
        ],
    )
    def test_what_cannot_be_placed_is_refused_with_its_reason(self, row, why):
        planned = plan(row, CONTEXT)
        assert why in planned.refused and not planned.drafts


class TestPeople:
    def test_a_person_is_known_by_the_best_that_is_written(self):
        assert drafts(ROW)["person"].key == ("id", NUMBER)
        assert drafts({**ROW, "id_number": None})["person"].key == ("phone", "王桂芳", "13900000000")
        bare = {**ROW, "id_number": None, "phone": None}
        assert drafts(bare)["person"].key[:2] == ("home", "王桂芳")
        assert set(drafts(bare)["person"].keys) < set(drafts(ROW)["person"].keys), "so both rows mean one person"
        assert set(drafts(bare)["ownership"].keys) < set(drafts(ROW)["ownership"].keys)
        assert drafts({**bare, "name": "永富物业有限公司"})["person"].fresh == {"kind": "firm"}

    @pytest.mark.parametrize(
        ("cell", "people"),
        [
            ("王桂芳、李建国", ("王桂芳", "李建国")),
            ("王桂芳/李建国", ("王桂芳", "李建国")),
            ("王桂芳\n李建国", ("王桂芳", "李建国")),
            ("杨　健", ("杨健",)),
            ("王桂芳 李建国", ("王桂芳", "李建国")),
            ("欧阳 春晓", ("欧阳春晓",)),
            ("王桂芳和李建国", ("王桂芳", "李建国")),
            ("阿依古丽•买买提", ("阿依古丽·买买提",)),
            ("王桂芳（已故）", ("王桂芳",)),
            ("王桂芳（夫）李建国（妻）", ("王桂芳", "李建国")),
            ("张 三、李 四", ("张三", "李四")),
            ("John Smith", ("John Smith",)),
            ("王先生", ("王",)),
            ("王桂芳,王桂芳", ("王桂芳",)),
            ("王桂芳13600005588、李建国 13700001234", ("王桂芳", "李建国")),
            ("空置", ()),
            ("未售", ()),
            ("/", ()),
            ("28户", ()),
            (None, ()),
            ("无", ()),
            ("𬭎小宝", ("𬭎小宝",)),
        ],
    )
    def test_names_in_a_cell(self, cell, people):
        assert names_of(cell).people == people

    def test_words_that_are_no_names_tell_of_the_home(self):
        assert (names_of("未售").developer_held, names_of("已售未交付").developer_held) == ("unsold", "undelivered")
        assert names_of("李四等3人") == (("李四",), "", False, True)
        home = plan({"home": "3-2-501", "name": "未售", "area_001m2": 9000}, CONTEXT)
        assert home.drafts[-1].values == {"area_001m2": 9000, "developer_held": "unsold"} and not home.doubts
        nobody = plan({"home": "3-2-501", "name": None, "area_001m2": 9000}, CONTEXT)
        assert nobody.drafts[-1].ledger == "home" and [doubt.why for doubt in nobody.doubts] == ["没有写业主是谁。"]

    def test_numbers_of_several_people_are_each_their_own_or_a_doubt(self):
        both = {**ROW, "name": "王桂芳、张建国"}
        people = [
            d for d in plan({**both, "phone": ("1", "2"), "id_number": None}, CONTEXT).drafts if d.ledger == "person"
        ]
        assert [draft.values for draft in people] == [
            {"name": "王桂芳", "phone": "1"},
            {"name": "张建国", "phone": "2"},
        ]
        planned = plan(both, CONTEXT)
        people = [draft.values for draft in planned.drafts if draft.ledger == "person"]
        assert people == [{"name": "王桂芳", "phone": "13900000000"}, {"name": "张建国"}], (
            "one telephone is the first one's"
        )
        assert [(doubt.field, doubt.typed) for doubt in planned.doubts] == [("id_number", NUMBER)]
        inside = plan({"home": "3-2-501", "name": "王桂芳13600005588"}, CONTEXT).drafts[-2]
        assert inside.values == {"name": "王桂芳", "phone": "13600005588"}
        shares = [d for d in plan({**both, "share": ((1, 3), (2, 3))}, CONTEXT).drafts if d.ledger == "ownership"]
        assert [draft.values for draft in shares] == [
            {"share_num": 1, "share_den": 3},
            {"share_num": 2, "share_den": 3},
        ]

    @pytest.mark.parametrize(("said", "why"), [({"sex": "1"}, "性别"), ({"birth": "1949-12-30"}, "出生日期")])
    def test_a_number_that_contradicts_what_is_said_is_a_doubt(self, said, why):
        planned = plan({**ROW, **said}, CONTEXT)
        assert [(doubt.field, doubt.typed) for doubt in planned.doubts] == [
            ("id_number", NUMBER)
        ] and why in planned.doubts[0].why
        person = drafts({**ROW, **said})["person"].values
        assert "id_number" not in person and person.items() >= said.items(), "the person is taken over without it"
        assert not plan({**ROW, "sex": "2", "birth": "1949-12-31"}, CONTEXT).doubts

    def test_owners_tenants_and_residents(self):
        assert told({"name": "甲", "tenant": "乙"}) == [
            ("ownership", "甲", None),
            ("tenancy", "乙", None),
            ("residence", "乙", "tenant"),
        ]
        assert told({"name": "甲", "living": "自住"}) == [("ownership", "甲", None), ("residence", "甲", None)]
        assert told({"name": "某某置业有限公司", "living": "自住"}) == [("ownership", "某某置业有限公司", None)]
        assert told({"person": "甲"}, ("person",), ("业主花名册",)) == [("ownership", "甲", None)]
        assert told({"person": "甲"}, ("person",), ("住户信息",)) == [("residence", "甲", None)]
        assert told({"head": "甲"}, ("head",), ("住户信息",)) == [("residence", "甲", "head")]
        assert told({"head": "甲"}, ("head",), ()) == [("ownership", "甲", None)]
        assert told({"head": "甲", "person": "乙", "relation": "妻"}, ("head", "person", "relation"), ()) == [
            ("residence", "乙", "spouse")
        ]
        assert told({"name": "甲", "person": "乙", "relation": "子"}, ("name", "person", "relation"), ()) == [
            ("ownership", "甲", None),
            ("residence", "乙", "child"),
        ]
        assert told({"person": "甲", "standing": "租户"}, ("person", "standing"), ()) == [
            ("tenancy", "甲", None),
            ("residence", "甲", None),
        ]
        assert told({"person": "甲", "standing": "业主家属"}, ("person", "standing"), ()) == [("residence", "甲", None)]
        assert told({"person": "甲", "owner_relation": "本人"}, ("person", "owner_relation"), ()) == [
            ("ownership", "甲", None),
            ("residence", "甲", None),
        ]
        assert told({"person": "甲", "relation": "租客"}, ("person", "relation"), ())[0] == ("tenancy", "甲", None)

    @pytest.mark.parametrize(
        ("word", "stored"),
        [
            ("户主", "head"),
            ("妻", "spouse"),
            ("配偶", "spouse"),
            ("长子", "child"),
            ("女", "child"),
            ("女儿", "child"),
            ("父母", "parent"),
            ("岳母", "parent"),
            ("儿媳", "kin"),
            ("女婿", "kin"),
            ("孙女", "grandchild"),
            ("外公", "grandparent"),
            ("弟弟", "sibling"),
            ("侄女", "kin"),
            ("租客", "tenant"),
            ("保姆", "helper"),
            ("朋友", "other"),
            ("女朋友", "other"),
            ("干亲家", "other"),
            (None, None),
        ],
    )
    def test_relations_in_all_words(self, word, stored):
        assert standing.relation(word) == stored

    @pytest.mark.parametrize(
        ("word", "stored"),
        [
            ("自住", "self"),
            ("业主自住", "self"),
            ("出租", "rent"),
            ("已出租", "rent"),
            ("空置", "vacant"),
            ("未入住", "vacant"),
            ("亲友借住", "lent"),
            ("未出租", None),
            ("商用", None),
            ("是", None),
            (None, None),
        ],
    )
    def test_how_a_home_is_lived_in(self, word, stored):
        assert standing.lived_in(word) == stored

    def test_plates_are_vehicles(self):
        planned = plan({**ROW, "plate": "浙D·12345、浙d88888、无"}, CONTEXT)
        assert [draft.values["plate"] for draft in planned.drafts if draft.ledger == "vehicle"] == [
            "浙D12345",
            "浙D88888",
        ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1. 3-2-501 王桂芳 13600005588", {"home": "3-2-501", "person": "王桂芳", "phone": "13600005588"}),
        ("3幢2单元501室王桂芳，89.5平", {"home": "3幢2单元501室", "person": "王桂芳", "area_001m2": "89.5平"}),
        ("12、3#2-501 阿依古丽·买买提 党员", {"home": "3#2-501", "person": "阿依古丽·买买提"}),
        ("收到", {}),
        ("王桂芳 13600005588", {}),
        ("3-2-501", {}),
        ("3-2-501 3-2-502 王桂芳", {}),
        ("", {}),
    ],
)
def test_lines_of_a_chat(text, said):
    assert chat.line(text) == said


@given(
    st.fixed_dictionaries(
        {},
        optional={
            name: st.none() | st.text(max_size=8)
            for name in (
                "building",
                "entrance",
                "home",
                "home_above",
                "building_above",
                "home_or",
                "name",
                "head",
                "person",
                "tenant",
                "relation",
                "standing",
                "living",
                "plate",
                "note",
            )
        },
    )
)
def test_any_row_is_planned_or_refused_never_both(row):
    planned = plan(row, CONTEXT)
    assert bool(planned.refused) != bool(planned.drafts)


@given(st.text(max_size=30))
def test_any_text_is_a_section_a_line_or_none(text):
    assert set(section(text)) <= {"building", "entrance"} and set(chat.line(text)) <= {
        column.name for column in COLUMNS
    }


def test_titles_mean_one_column_each():
    named = [(fold_title(name), column.name) for column in COLUMNS for name in {column.title, *column.names}]
    meanings = {title: {name for other, name in named if other == title} for title, _ in named}
    assert {title: names for title, names in meanings.items() if len(names) > 1} == {}
