"""A roster becomes records: what it would do, and that it does exactly that, whole, once, and only when asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from linli_tui.book import check, history, undo
from linli_tui.core import clock
from linli_tui.core.access import OWNER, Actor
from linli_tui.core.refusal import Refused
from linli_tui.paper import planning
from linli_tui.paper.spreadsheet_import import Stopped, apply, preview

ROSTERS = Path(__file__).parents[1] / "rosters"
WANG = (1, 1, 101, "王桂芳", "330681195803020022", "13600005588", 72.47)
LI = (1, 1, "102", "李建国", None, "13700001234", "65.57㎡")


def counts(shown):
    return shown.new.total(), shown.changed.total(), shown.unchanged.total()


def bring_in(book, path):
    shown = preview(book, path)
    return shown, apply(book, OWNER, shown)


def test_a_preview_writes_nothing(book, sheet):
    before = book.read.one("SELECT count(*) FROM place"), len(history.acts(book))
    shown = preview(book, sheet(WANG, LI))
    assert dict(shown.new) == {"building": 1, "entrance": 1, "home": 2, "person": 2, "ownership": 2}
    assert before == (book.read.one("SELECT count(*) FROM place"), len(history.acts(book)))


def test_what_was_shown_is_written_as_one_change(book, sheet):
    _, change = bring_in(book, sheet(WANG, LI))
    assert (change.verb, len(change.records)) == ("import", 8) and "花名册.xlsx" in change.say
    rows = book.read.sql("SELECT label, area_001m2, owners FROM home_list ORDER BY place_key")
    assert rows == [
        {"label": "1幢1单元101室", "area_001m2": 7247, "owners": "王桂芳"},
        {"label": "1幢1单元102室", "area_001m2": 6557, "owners": "李建国"},
    ]
    assert check.check(book).ok
    undo.undo(book, OWNER, change.number)
    assert book.read.one("SELECT count(*) FROM home") == 0 and book.read.one("SELECT count(*) FROM person") == 0


def test_the_same_file_again_changes_nothing(book, sheet):
    bring_in(book, sheet(WANG, LI))
    shown, change = bring_in(book, sheet(WANG, LI))
    assert counts(shown) == (0, 0, 8) and change.number == 0 and not shown.edits and not shown.doubtful


def test_what_differs_is_shown_old_and_new(book, sheet):
    bring_in(book, sheet(WANG, LI))
    moved = (*WANG[:5], "13900009999", 72.5)
    shown, change = bring_in(book, sheet(moved, (*LI[:5], None, None)))
    assert counts(shown) == (0, 2, 6)
    edits = {(edit.ledger, edit.label, edit.row): edit.fields for edit in shown.edits}
    assert edits == {
        ("房屋", "1幢1单元101室", 2): (("专有面积", "72.47", "72.50"),),
        ("人员", "王桂芳", 2): (("电话", "13600005588", "13900009999"),),
    }
    assert len(change.records) == 2, "an empty cell erases nothing"
    assert book.read.one("SELECT phone FROM person WHERE name='李建国'") == "13700001234"


def test_one_owner_of_two_homes_and_two_owners_of_one(book, sheet):
    shown, _ = bring_in(book, sheet(WANG, (2, 1, 201, *WANG[3:]), (1, 1, 101, "王小明", None, None, None)))
    assert (shown.new["person"], shown.new["home"], shown.new["ownership"]) == (2, 2, 3)
    owners = book.read.sql("SELECT owners FROM home_list ORDER BY place_key")
    assert [row["owners"] for row in owners] == ["王桂芳、王小明", "王桂芳"]


def test_rows_that_contradict_each_other_keep_the_first_and_say_so(book, sheet):
    shown, _ = bring_in(book, sheet(WANG, (*WANG[:6], 99)))
    assert [(remark.row, "第2行说的不一样" in remark.why) for remark in shown.doubtful] == [(3, True)]
    assert book.read.one("SELECT area_001m2 FROM home") == 7247


def test_doubts_are_taken_over_without_the_cell_refusals_not_at_all(book, sheet):
    shown, _ = bring_in(
        book,
        sheet(
            (*WANG[:4], "330681195803020027", "136", "很大"),
            (1, 1, None, "没有房号"),
            (1, 1, 103, None),
            (1, 1, "3月2日", "赵一"),
            (1, 1, 105, "钱**"),
        ),
    )
    assert [remark.row for remark in shown.doubtful] == [2]
    why = shown.doubtful[0].why
    assert "「身份证号」" in why and "「手机」" in why and "「面积」" in why and why.count("。") == 1
    assert [remark.row for remark in shown.refused] == [3, 4, 5, 6]
    assert "隐去" in shown.refused[-1].why
    assert book.read.sql("SELECT code, area_001m2 FROM home") == [{"code": "101", "area_001m2": None}]
    assert book.read.sql("SELECT name, id_number, phone FROM person") == [
        {"name": "王桂芳", "id_number": None, "phone": None}
    ]


def test_hostile_cells_are_text_or_nothing(book, sheet):
    shown, _ = bring_in(
        book,
        sheet(
            (1, 1, 101, "=cmd|' /C calc'!A0", None, "=1+1", None),
            (1, 1, 102, "长" * 32_000, None, None, None),
            (1, 1, 103, "王\u202e桂\u200b芳", None, None, 1e300),
            ("x" * 5_000, 1, 104, "李", None, None, None),
        ),
    )
    assert not any(name.startswith("=") for name in _column(book, "person", "name") if "cmd" not in name)
    assert "王桂芳" in _column(book, "person", "name")
    assert {remark.row for remark in (*shown.doubtful, *shown.refused)} >= {2, 3, 4, 5}
    assert check.check(book).ok


def _column(book, ledger, name):
    return [row[name] for row in book.read.sql(f"SELECT {name} FROM {ledger}")]


def test_columns_and_sheets_nobody_knows_are_named(book, tmp_path):
    from openpyxl import Workbook

    file = Workbook()
    file.active.append(["房号", "业主", "人口", "血型"])
    file.active.append(["1-1-101", "王桂芳", 3, "A"])
    file.create_sheet("说明").append(["请按实填写"])
    file.create_sheet("空的")
    file.save(tmp_path / "两张.xlsx")
    shown = preview(book, tmp_path / "两张.xlsx")
    assert shown.not_taken == ("人口", "血型") and shown.skipped == ("说明",)
    assert shown.taken == (("房号", "室"), ("业主", "业主"))


def test_what_somebody_chose_for_the_columns_is_taken_and_remembered(book, tmp_path):
    path = tmp_path / "怪.csv"
    path.write_text("房号,当家的,业主,电话\n1-1-101,王桂芳,房管所,13600005588\n", encoding="utf-8")
    shown = preview(book, path)
    assert shown.not_taken == ("当家的",) and [w.draft.values["name"] for w in shown.of("person")] == ["房管所"]
    chosen = {shown.layouts[0].shape: {"当家的": "name", "业主": ""}}
    other = preview(book, path, columns=chosen)
    assert [w.draft.values["name"] for w in other.of("person")] == ["王桂芳"] and other.not_taken == ("业主",)
    assert preview(book, path).not_taken == ("当家的",), "not before it was imported"
    apply(book, OWNER, other)
    assert preview(book, path).taken == other.taken
    path.write_text("*房号,当家的,业主：,电话,面积\n1-1-102,王桂芳,房管所,,\n", encoding="utf-8")
    assert preview(book, path).not_taken == ("当家的",), "another shape is another sheet"


def test_hidden_rows_are_read_and_hidden_sheets_are_not(book, tmp_path):
    from openpyxl import Workbook

    file = Workbook()
    for row in (("房号", "业主"), ("1-1-101", "王桂芳"), ("1-1-102", "李建国")):
        file.active.append(row)
    file.active.row_dimensions[3].hidden = True
    old = file.create_sheet("旧的")
    old.append(("房号", "业主"))
    old.append(("9-9-901", "旧人"))
    old.sheet_state = "hidden"
    file.save(tmp_path / "藏.xlsx")
    shown = preview(book, tmp_path / "藏.xlsx")
    assert dict(shown.new)["home"] == 2 and len(shown.said) == 2
    assert "有1行是隐藏的，也读了" in shown.said[0] and "隐藏的，没有读：旧的" in shown.said[1]


@pytest.mark.parametrize(
    ("rows", "says"), [([], "一行内容也没有"), ([("合计", None, None, None, None, None, 3)], "一行内容")]
)
def test_a_header_alone(book, sheet, rows, says):
    with pytest.raises(Refused, match=says):
        preview(book, sheet(*rows))


def test_an_empty_sheet(book, sheet):
    with pytest.raises(Refused, match="里没有内容"):
        preview(book, sheet(header=None))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_csv_is_as_good(book, tmp_path, encoding):
    path = tmp_path / "花名册.csv"
    path.write_bytes("楼号,门牌,户主,电话,面积\r\n１,1-101,王桂芳,13600005588,90.13\r\n".encode(encoding))
    shown, _ = bring_in(book, path)
    assert book.read.sql("SELECT label, area_001m2, owners FROM home_list") == [
        {"label": "1幢1单元101室", "area_001m2": 9013, "owners": "王桂芳"}
    ]
    assert not shown.refused


def test_stopping_before_the_end_leaves_nothing(book, sheet, monkeypatch):
    monkeypatch.setattr(planning, "EVERY", 1)
    path = sheet(WANG, LI)
    with pytest.raises(Stopped):
        preview(book, path, cancelled=lambda: True)
    shown = preview(book, path)
    asked = iter([False] * 7 + [True])
    with pytest.raises(Stopped, match="什么也没有写"):
        apply(book, OWNER, shown, cancelled=lambda: next(asked))
    assert book.read.one("SELECT count(*) FROM home") == 0
    seen = []
    apply(book, OWNER, shown, progress=lambda done, whole: seen.append((done, whole)))
    assert seen == [(done, 8) for done in range(8)]


def test_a_book_changed_in_between_is_looked_at_again(book, sheet):
    shown = preview(book, sheet(WANG))
    apply(book, OWNER, preview(book, sheet(LI)))
    with pytest.raises(Refused, match="台账又改过了"):
        apply(book, OWNER, shown)


def test_a_refusal_while_writing_names_the_row_and_keeps_nothing(book, sheet):
    shown = preview(book, sheet(WANG, LI))
    next(wanted for wanted in shown.of("person") if wanted.row == 3).draft.values["name"] = ""
    with pytest.raises(Refused, match="第3行存不进去"):
        apply(book, OWNER, shown)
    assert book.read.one("SELECT count(*) FROM building") == 0


def test_settled_words_are_used(book, sheet):
    book.catalog.offer("settings.change")
    with book.transaction(OWNER, "change") as t:
        book.catalog.offer("settings.change")(t, "words.building", "栋")
    bring_in(book, sheet(WANG))
    assert book.read.one("SELECT label FROM home") == "1栋1单元101室"


def test_three_thousand_homes(book):
    truth = json.loads((ROSTERS / "community-3000.truth.json").read_text(encoding="utf-8"))
    began = clock.monotonic()
    shown, change = bring_in(book, ROSTERS / "community-3000.xlsx")
    assert clock.monotonic() - began < 30, "a few seconds on an idle machine"
    assert (len(shown.of("home")), len(shown.of("building"))) == (truth["homes"], truth["buildings"])
    assert book.read.one("SELECT sum(area_001m2) FROM home") == truth["area_001m2"]
    assert book.read.one("SELECT count(*) FROM building") == truth["buildings"]
    assert len(change.records) == shown.new.total() and shown.not_taken == ("人口",)
    again, nothing = bring_in(book, ROSTERS / "community-3000.xlsx")
    assert counts(again) == (0, 0, shown.new.total()) and nothing.number == 0 and not again.doubtful


def test_a_preview_tells_no_telephone_that_its_reader_does_not_see(book, sheet):
    bring_in(book, sheet(WANG, LI))
    book.sign_in(Actor("worker", "社工", ("worker",)))
    shown = preview(book, sheet((*WANG[:4], "330681195803020030", "13900009999", 72.47), LI))
    (edit,) = (edit for edit in shown.edits if edit.ledger == "人员")
    assert edit.fields == (("电话", "136****5588", "13900009999"),) and edit.label == "王桂芳"
    told = repr((shown.edits, shown.doubtful, shown.said))
    assert WANG[4] not in told and WANG[5] not in told
    apply(book, book.actor, shown)
    assert book.connection.execute("SELECT phone FROM main.person WHERE name='王桂芳'").fetchone() == ("13900009999",)
