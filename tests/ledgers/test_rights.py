"""The matrix walked: every post against every ledger, step, list, search, history, figure, report and command line."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from linli_tui.book import acting, history, people, undo
from linli_tui.book.reading import Query
from linli_tui.book.rights import AGGREGATE, not_allowed
from linli_tui.book.writing import void, write
from linli_tui.core import matrix
from linli_tui.core.access import EVERYONE, NOBODY, OFFICERS, OWNER, READ, VOID, WRITE, Actor
from linli_tui.core.refusal import Refused
from linli_tui.exchange import folder
from linli_tui.ledgers import catalog
from linli_tui.ledgers.council.rules import POSTS as TITLES
from linli_tui.ledgers.demo import make

CATALOG = catalog()
PAGE = Path(__file__).parents[2] / "docs" / "rights.md"
POSTS = (*EVERYONE, "display")
TABLES = sorted(table.name for table in CATALOG.tables())


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    with make(tmp_path_factory.mktemp("rights") / "小区.台账", size=48, years=1) as book:
        yield book


@pytest.fixture(scope="module")
def personal(book):
    """What only the masked may see of the whole book: telephones and identity numbers; and all names."""
    book.sign_in(OWNER)
    numbers, names = set(), set()
    for table in CATALOG.tables():
        for field in table.fields:
            if field.mask in ("phone", "idnumber", "name") and not field.ref:
                values = {row[0] for row in book.connection.execute(f'SELECT "{field.name}" FROM main."{table.name}"')}
                (names if field.mask == "name" else numbers).update(value for value in values if value)
    assert len(numbers) > 20 and len(names) > 20
    return numbers, {name for name in names if len(name) > 1}


@pytest.fixture
def sit(book):
    def sit(*posts):
        place = book.connection.execute("SELECT id FROM main.place WHERE kind='building' ORDER BY id").fetchone()[0]
        book.sign_in(Actor("somebody", "某人", posts, (place,)))
        return book.actor

    yield sit
    book.sign_in(OWNER)


def shown(book):
    """All that can be read of a book, in one text."""
    told = []
    for name, ledger in CATALOG.ledgers.items():
        rows = book.read.page(Query(name), limit=10_000)
        assert len(rows) == book.read.count(Query(name))
        told.append(rows)
        for row in rows[:20]:
            told.append(book.read.get(name, row["id"]))
            told.append([e.fields for e in book.history(name, row["id"])])
            told += [book.read.parts(part.name, row["id"]) for part in CATALOG.parts(ledger)]
    told += [book.read.figure(f.sql) for area in CATALOG.areas for f in area.figures]
    told += [[hit.label, hit.line] for words in ("1", "王", "李", "楼", "幢") for hit in book.find(words, 1000)]
    told += [[act.say, act.who] for act in history.acts(book, 1000)]
    return json.dumps(told, ensure_ascii=False, default=str)


@pytest.mark.parametrize("post", POSTS)
def test_no_telephone_or_identity_number_is_seen_without_a_reason(book, sit, personal, post):
    sit(post)
    text = shown(book)
    numbers, names = personal
    assert [number for number in numbers if number in text] == []
    if post == "display":
        assert [name for name in names if name in text] == []


@pytest.mark.parametrize("post", POSTS)
def test_a_search_finds_nothing_by_what_is_masked(book, sit, personal, post):
    sit(post)
    numbers, names = personal
    for number in sorted(numbers)[:30]:
        found = book.find(number) + book.find(number[:8]) + book.find(number[3:])
        assert not found or book.rights.may("look"), "a whole number is found by those who may look at it"
        assert book.find(number[:8]) == [] == book.find(number[3:])
        assert book.read.count(Query("person", words=number[:8])) == 0
    if post == "display":
        assert not any(book.find(name) for name in names)


@pytest.mark.parametrize("post", POSTS)
def test_what_may_not_be_read_is_nowhere(book, sit, post):
    sit(post)
    for table in TABLES:
        if book.rights.may(READ, table):
            continue
        record = (book.connection.execute(f'SELECT id FROM main."{table}"').fetchone() or ["none"])[0]
        for name in (n for n, ledger in CATALOG.ledgers.items() if ledger.table == table):
            assert book.read.page(Query(name)) == [] and book.read.count(Query(name)) == 0
            assert book.read.get(name, record) is None and book.history(name, record) == []
            assert book.read.label(name, record) == "" and book.read.position(Query(name), record) is None


@pytest.mark.parametrize("post", (*POSTS, ""))
def test_what_may_not_be_written_is_refused_and_leaves_no_line(book, sit, post):
    actor = sit(post) if post else NOBODY
    book.sign_in(actor)
    lines = "SELECT count(*) FROM main.journal"
    for name, ledger in CATALOG.ledgers.items():
        record = (book.connection.execute(f'SELECT id FROM main."{ledger.table}"').fetchone() or ["none"])[0]
        before = book.connection.execute(lines).fetchone()
        if not book.rights.may(WRITE, name):
            for values, of in (({f.name: "x" for f in ledger.fields}, None), ({ledger.label: "x"}, record)):
                with pytest.raises(Refused, match=not_allowed(actor).what):
                    write(book, actor, name, values, of)
        if not book.rights.may(VOID, name) and record != "none":
            with pytest.raises(Refused):
                void(book, actor, name, record)
        assert book.connection.execute(lines).fetchone() == before, name


@pytest.mark.parametrize("post", (*POSTS, ""))
def test_every_step_of_every_ledger_takes_its_right(book, sit, post):
    actor = sit(post) if post else NOBODY
    book.sign_in(actor)
    for name, ledger in CATALOG.ledgers.items():
        life = ledger.lifecycle
        for step in (*ledger.actions, *(life.moves if life else ())):
            if acting.may(book, ledger, step):
                continue
            door = acting.act if step in ledger.actions else acting.move
            door = acting.ask if getattr(step, "reads", "") else door
            if not getattr(step, "view", ""):
                with pytest.raises(Refused, match=not_allowed(actor).what):
                    door(book, actor, name, step.key, "none")


@pytest.mark.parametrize("post", POSTS)
def test_only_some_report_and_nobody_unmasked_alone(book, sit, tmp_path, post):
    actor = sit(post)
    if post not in OFFICERS:
        with pytest.raises(Refused):
            folder.report(book, actor, tmp_path)
    else:
        assert folder.report(book, actor, tmp_path, ledgers=["person"]).files
        with pytest.raises(Refused, match="两个人"):
            folder.report(book, actor, tmp_path, masked=False)
        folder.report(book, actor, tmp_path, False, ["person"], second=Actor("b", "另一位", ("chair",)))


@pytest.mark.parametrize("post", POSTS)
def test_every_figure_is_whole_or_not_shown(book, sit, post):
    whole = {f.title: book.read.figure(f.sql) for area in CATALOG.areas for f in area.figures}
    summed = {(name, row["id"]): row for name in CATALOG.ledgers for row in book.read.page(Query(name), limit=1000)}
    sit(post)
    for area in CATALOG.areas:
        for figure in area.figures:
            assert book.read.figure(figure.sql) in (whole[figure.title], None), figure.title
    for name, ledger in CATALOG.ledgers.items():
        totals = [c for c in ledger.computed if AGGREGATE.search(c.sql)]
        for row in book.read.page(Query(name), limit=1000) if totals else ():
            for column in totals:
                assert row[column.name] in (summed[name, row["id"]][column.name], None, "***"), (name, column.name)


@pytest.mark.parametrize("post", [post for post in EVERYONE if post != "caretaker"])
def test_everybody_may_jot_down(book, sit, post):
    actor = sit(post)
    change = write(book, actor, "jot", {"words": "三楼的灯坏了"})
    assert [row["words"] for row in book.read.page(Query("jot", words="三楼的灯坏了"))]
    undo.undo(book, actor, change.number)


def test_a_second_post_that_reads_all_does_not_write_all(book, sit):
    actor = sit("member", "building_head")
    place = actor.places[0]
    others = "SELECT person FROM main.ownership o JOIN main.place h ON h.id=o.home WHERE h.building<>? AND o.voided=0"
    mine = others.replace("<>", "=")
    inside = {row[0] for row in book.connection.execute(mine, (place,))}
    other = next((row[0] for row in book.connection.execute(others, (place,)) if row[0] not in inside), None)
    if other is None:
        pytest.skip("all live in one house")
    with pytest.raises(Refused, match="不在您管的地方"):
        write(book, actor, "person", {"note": "改过了"}, other)


def test_a_head_of_a_house_sees_every_home_of_hers_and_none_else(book, sit):
    place = sit("building_head").places[0]
    mine = {
        r[0] for r in book.connection.execute("SELECT id FROM main.place WHERE kind='home' AND building=?", [place])
    }
    assert {row["id"] for row in book.read.page(Query("home"), limit=1000)} == mine
    owners = "SELECT DISTINCT person FROM main.ownership WHERE voided=0 AND until IS NULL AND home IN (%s)"
    owners = book.connection.execute(owners % ",".join("?" * len(mine)), tuple(mine)).fetchall()
    assert {r[0] for r in owners} <= {row["id"] for row in book.read.page(Query("person"), limit=1000)}
    for name in ("ownership", "household", "residence", "tenancy", "signature"):
        assert {row["home"] for row in book.read.page(Query(name), limit=1000)} <= mine


def test_every_table_is_granted_to_somebody_and_the_keeper_counts_and_mediates_nothing():
    for area in CATALOG.areas:
        for table in (ledger for ledger in area.ledgers if not ledger.base):
            assert any(not g.ledgers or table.name in g.ledgers for g in area.grants), table.name
        for grant in area.grants:
            assert set(grant.ledgers) <= {"book", *(ledger.name for ledger in area.ledgers)}
            assert area.name not in ("votes", "mediation") or "keeper" not in grant.posts
            for name in grant.ledgers or [ledger.name for ledger in area.ledgers if not ledger.base]:
                table = CATALOG.ledgers.get(name)
                assert table is None or grant.rows == "all" or getattr(table, grant.rows), (area.name, name)


def test_those_who_hold_posts_in_the_demo_have_what_their_posts_give(book):
    book.sign_in(OWNER)
    members = people.members(book)
    assert {"chair", "secretary", "building_head"} <= {post for m in members for post in m.posts}
    assert all(m.places for m in members if "building_head" in m.posts)


def test_the_page_of_rights_is_this_matrix():
    text = "# 谁能做什么\n\n" + "\n".join(matrix.pages(CATALOG, dict(TITLES) | {"caretaker": "看守期的前会长"})) + "\n"
    if os.environ.get("LINLI_UPDATE_DOCS"):
        PAGE.write_text(text, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == text, "LINLI_UPDATE_DOCS=1 makes it anew"
