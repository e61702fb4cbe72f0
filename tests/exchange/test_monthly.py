"""The month's report to one recipient: seen before it leaves, kept with what left, and added up over many compounds."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from datetime import date
from random import Random

import pytest
from openpyxl import load_workbook

from linli_tui.book.book import Book
from linli_tui.book.reading import Query
from linli_tui.book.writing import write
from linli_tui.core import clock
from linli_tui.core.access import OWNER, Actor
from linli_tui.core.refusal import Refused
from linli_tui.exchange import folder, monthly, summary
from linli_tui.ledgers import catalog
from linli_tui.ledgers.jots import service as jots
from linli_tui.ledgers.places import service as places
from linli_tui.ledgers.sending import service
from linli_tui.paper import check_code, month_page

NOW = "2026-11-22T11:20:00.000Z"
DAY = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def then():
    """One evening in November."""
    with clock.frozen(NOW) as at:
        yield at


def to_whom(book, **more):
    """The first recipient, changed."""
    first = monthly.recipients(book)[0]
    if more:
        service.write_recipient(book, OWNER, more, first.id)
    return next(one for one in monthly.recipients(book) if one.id == first.id)


def sent(book, tmp_path, **more):
    """A report packed and kept: (packed, its id)."""
    packed = monthly.pack(book, OWNER, to_whom(book, **more), DAY, tmp_path / "包")
    return packed, monthly.record(book, OWNER, packed)[0]


def table(path):
    """Header and rows of a spreadsheet that has nothing but them."""
    header, *rows = load_workbook(path, read_only=True).active.iter_rows(values_only=True)
    return header, rows


def test_the_sheet_tells_before_what_the_folder_holds_afterwards(demo_book, tmp_path):
    to = to_whom(demo_book)
    seen = monthly.leaving(demo_book, to, DAY)
    assert [one.sent.ledger for one in seen] == list(to.ledgers) and len(seen) > 10
    packed, _ = sent(demo_book, tmp_path)
    assert [one.sent for one in seen] == list(packed.tables)
    for one in seen:
        path = packed.path / f"{packed.path.name}_{one.sent.title}.csv"
        header, *rows = csv.reader(path.open(encoding="utf-8-sig", newline=""))
        assert set(header) == {*one.open, *one.masked} and len(rows) == one.sent.rows


def test_without_consent_what_is_personal_is_empty_and_the_rest_stays(demo_book, tmp_path):
    without = catalog().offer("consent.without")(demo_book, "street")
    packed, _ = sent(demo_book, tmp_path, basis="consent")
    columns = folder.shown_columns(catalog(), catalog().ledgers["person"])
    rows = list(folder.all_rows(demo_book, "person"))
    with (packed.path / f"{packed.path.name}_人员.csv").open(encoding="utf-8-sig", newline="") as file:
        _, *found = csv.reader(file)
    empty = 0
    for row, texts in zip(rows, found, strict=True):
        for column, text in zip(columns, texts, strict=True):
            if column.mask:
                assert not text if row["id"] in without.people else text == column.text(row)
        empty += row["id"] in without.people
    people = next(one for one in packed.tables if one.ledger == "person")
    assert people.blank == empty and 0 < empty < len(rows)


def test_what_the_law_asks_for_is_masked_and_not_empty(demo_book, tmp_path):
    packed, _ = sent(demo_book, tmp_path, basis="duty")
    assert not any(one.blank for one in packed.tables)
    with (packed.path / f"{packed.path.name}_人员.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    assert rows and all("*" in row[header.index("姓名")] for row in rows)


def test_one_change_keeps_what_left_and_that_it_did(demo_book, tmp_path):
    before = {name: demo_book.read.count(Query(name)) for name in ("disclosure", "report_out")}
    packed, report = sent(demo_book, tmp_path)
    assert all(demo_book.read.count(Query(name)) == n + 1 for name, n in before.items())
    kept = demo_book.read.sql("SELECT * FROM disclosure WHERE day='2026-11-22' ORDER BY id DESC")[0]
    total = sum(one.rows for one in packed.tables)
    row = demo_book.read.get("report_out", report)
    assert kept["recipient"] == packed.recipient.name and kept["basis"] == packed.recipient.basis
    assert kept["rows"] == row["rows"] == total and kept["masking"] == "masked"
    assert (row["stage"], row["month"], row["code"]) == ("packed", "2026-11", packed.code)
    lines = demo_book.read.parts("report_line", report)
    assert [(line["ledger"], line["rows"]) for line in lines] == [(one.ledger, one.rows) for one in packed.tables]
    written = (("report_out", report), ("disclosure", kept["id"]))
    assert len({demo_book.history(name, of)[0].change for name, of in written}) == 1


def test_what_cannot_be_kept_does_not_lie_there(demo_book, tmp_path, monkeypatch):
    packed = monthly.pack(demo_book, OWNER, to_whom(demo_book), DAY, tmp_path / "包")

    def no(*words, **more):
        raise Refused("没有存上。")

    monkeypatch.setattr(type(demo_book), "transaction", no)
    with pytest.raises(Refused):
        monthly.record(demo_book, OWNER, packed)
    assert not packed.path.exists()


def test_the_list_to_be_stamped_is_there_twice_with_its_number(demo_book, tmp_path):
    packed, report = sent(demo_book, tmp_path)
    name = packed.path.name
    text = (packed.path / f"{name}_报送清单.txt").read_text(encoding="utf-8-sig")
    for words in ("第一联", "第二联", "填报单位", "核对码", packed.recipient.purpose):
        assert words in text
    assert text.count(check_code.grouped(packed.code)) == 2
    digests = [hashlib.sha256((packed.path / e.name).read_bytes()).hexdigest() for e in packed.files]
    assert digests == [entry.sha256 for entry in packed.files]
    assert {p.name for p in packed.path.iterdir()} == {"清单.txt", *(entry.name for entry in packed.files)}
    assert "没有程序" in (packed.path / "使用说明.txt").read_text(encoding="utf-8-sig")
    again = catalog().load("report_out", "papers:report_list")(demo_book, OWNER, report)
    assert again == monthly.sending_list.document(monthly.handed(demo_book, OWNER, packed))


def test_a_month_without_anything_is_reported_as_nothing(demo_book, tmp_path):
    packed = monthly.pack(demo_book, OWNER, to_whom(demo_book), date(2031, 5, 1), tmp_path / "包")
    header, rows = table(packed.path / f"{packed.path.name}_汇总行.xlsx")
    at = header.index("零报告")
    assert packed.path.name == "永富新村_2031年5月"
    assert len(rows) == len(packed.tables) + len(packed.recipient.counted)
    assert all(row[at] == "零报告" and not row[header.index("本月新增")] for row in rows)
    assert "零报告" in (packed.path / f"{packed.path.name}_报送清单.txt").read_text(encoding="utf-8-sig")


def test_the_figures_of_the_report_are_those_of_the_board(demo_book, tmp_path):
    packed, _ = sent(demo_book, tmp_path)
    header, rows = table(packed.path / f"{packed.path.name}_汇总行.xlsx")
    told = month_page.figures(demo_book, DAY)
    assert len(told) > 5 and any(one.now for one in told)
    for one in told:
        at = header.index(f"{one.area}：{one.line.title}")
        cells = [row[at] for row in rows if row[at] is not None]
        assert cells == [one.now]


@pytest.mark.parametrize("post", ["member", "keeper", "display", "building_head"])
def test_only_who_may_report_does(demo_book, tmp_path, post):
    to = to_whom(demo_book)
    demo_book.sign_in(Actor("a", "某人", (post,)))
    with pytest.raises(Refused, match="不能办"):
        monthly.pack(demo_book, demo_book.actor, to, DAY, tmp_path / "包")
    assert not (tmp_path / "包").exists()


def test_a_month_that_does_not_add_up_does_not_leave(demo_book, tmp_path, monkeypatch):
    monkeypatch.setattr(month_page, "sums", lambda told: iter([(False, "排查4起：三级5，起数之和不等于总数。")]))
    with pytest.raises(Refused, match="起数之和不等于总"):
        monthly.pack(demo_book, OWNER, to_whom(demo_book), DAY, tmp_path / "包")


def test_the_stamped_counts_are_kept_and_told(demo_book, tmp_path):
    _, report = sent(demo_book, tmp_path)
    lines = demo_book.read.parts("report_line", report)
    counts = {line["id"]: line["rows"] for line in lines}
    counts[lines[2]["id"]] += 1
    change = service.stamp(demo_book, OWNER, report, counts, by="小吴")
    assert "1张表数不同" in change.say and lines[2]["title"] in change.say
    row = demo_book.read.get("report_out", report)
    assert (row["stage"], row["differs"], row["signed_by"]) == ("signed", 1, "小吴")
    assert demo_book.read.parts("report_line", report)[2]["stamped"] == lines[2]["rows"] + 1
    with pytest.raises(Refused):
        service.stamp(demo_book, OWNER, report, counts)


def test_what_was_changed_since_is_counted_and_gone_after_a_report(demo_book, tmp_path):
    (figure,) = catalog().area("report_out").figures

    def unsent():
        return demo_book.read.figure(figure.sql)

    sent(demo_book, tmp_path)
    assert unsent() == "还有 0 条没有报送，上次 11月22日"
    person = demo_book.read.sql("SELECT id FROM person WHERE voided=0 LIMIT 2")
    for row in (*person, person[0]):
        with demo_book.transaction(OWNER, "change") as t:
            t.save("person", {"id": row["id"], "name": f"试{row['id'][-1]}{len(t.verb)}"})
    jots.write_jot(demo_book, OWNER, {"words": "也要报送的"})
    to_whom(demo_book, contact="不报送的")
    assert unsent() == "还有 3 条没有报送，上次 11月22日"
    plan = demo_book.connection.execute(f"EXPLAIN QUERY PLAN {figure.sql}").fetchall()
    (read,) = (words for *_, words in plan if words.split()[1] == "j")
    assert read.startswith("SEARCH") and "rowid>" in read, "the journal is not read from its beginning"


def test_a_name_that_is_no_ledger_is_refused(demo_book):
    with pytest.raises(Refused) as refused:
        to_whom(demo_book, ledgers="人员、天气")
    assert "天气" in refused.value.what and "巡逻" in refused.value.do and refused.value.field == "ledgers"
    assert to_whom(demo_book, ledgers="人员 房屋,人员").ledgers == ("home", "person")


WANTED = ("人员", "楼幢", "问题", "随手记")


def village(path, rng, n):
    """A small compound with its own numbers of everything."""
    name = f"试{'甲乙丙丁戊己庚辛壬癸'[n % 10]}{n}村"
    book = Book.new(path / f"{n}.台账", catalog(), name=name)
    for k in range(1, rng.randint(2, 4)):
        places.add_building(book, OWNER, code=str(k), entrances=1, floors=1, per_floor=1)
    at = book.read.one("SELECT id FROM entrance")
    for day in rng.sample(range(10, 21), rng.randint(0, 4)):
        write(book, OWNER, "finding", {"code": "F02", "place": at, "found_on": f"2026-11-{day}", "words": "电动车"})
    with book.transaction(OWNER, "new") as t:
        for _ in range(rng.randint(0, 5)):
            t.save("person", {"name": "试小芳", "kind": "resident"})
    to = {"name": "街道", "purpose": "汇总", "basis": "duty", "ledgers": "、".join(WANTED)}
    service.write_recipient(book, OWNER, to)
    return book


def test_the_rows_of_twenty_compounds_add_up_to_their_books(tmp_path):
    rng, totals, wanted, headers = Random(20), Counter(), Counter(), set()
    found = month_of("findings.found")
    for n in range(20):
        with village(tmp_path, rng, n) as book:
            (to,) = monthly.recipients(book)
            packed = monthly.pack(book, OWNER, to, DAY, tmp_path / str(n))
            header, rows = table(packed.path / f"{packed.path.name}_汇总行.xlsx")
            headers.add(header)
            assert [row[3] for row in rows] == [catalog().ledgers[name].title for name in to.ledgers]
            assert {row[0] for row in rows} == {book.name}
            for row in rows:
                totals.update({row[3]: row[4], (row[3], "新"): row[5]})
                totals["本月"] += row[header.index("问题：发现问题")] or 0
            for name in to.ledgers:
                title, count = catalog().ledgers[name].title, book.read.count(Query(name))
                wanted.update({title: count, (title, "新"): count})
            wanted["本月"] += book.read.month(found, "2026-11-01", "2026-12-01")
    assert headers == {summary.header(catalog())}
    assert totals == wanted and totals["人员"] > 20 and totals["楼幢"] > 20 and totals["本月"] > 20


def month_of(key):
    return next(line for area in catalog().areas for line in area.month if line.key == key)
