"""Signing in: who may, what is wrong counts, and neither a kill, a restart nor a clock set back forgives a try."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.book import keys, tries, typed, undo, verifier
from linli_tui.book.book import Book
from linli_tui.book.check import check
from linli_tui.book.writing import write
from linli_tui.core import clock
from linli_tui.core.access import NOBODY, OWNER
from linli_tui.core.refusal import Refused
from linli_tui.ledgers import catalog
from tests.book.acts import ROOT
from tests.book.seats import PINS, appoint, cheap, council, lock

DAY = "2026-11-16"
WORDS = "东门槐树下等你"


@pytest.fixture(autouse=True)
def standing(monkeypatch):
    """A clock that stands still, and a lock that costs nothing."""
    cheap(monkeypatch)
    with clock.frozen(f"{DAY}T01:00:00.000Z") as standing:
        yield standing


@pytest.fixture
def people():
    """Filled by `book`: the people of the council by name."""
    return {}


@pytest.fixture
def book(path, people):
    """A book with a council, and no keys yet."""
    with Book.new(path, catalog(), name="永富新村") as opened:
        people.update(council(opened))
        yield opened


@pytest.fixture
def locked(path, people):
    """The same with a PIN for each, opened anew."""
    with Book.new(path, catalog(), name="永富新村") as opened:
        people.update(council(opened))
        lock(opened, people)
    with Book.open(path, catalog()) as opened:
        yield opened


def fail(book, person, times, pin="0000"):
    """Types a wrong PIN, waiting as long as one has to."""
    for _ in range(times):
        clock._clock.advance(seconds=keys.waits(book, person))
        with pytest.raises(Refused) as refused:
            keys.sign_in(book, person, pin)
    return str(refused.value)


# Who opens


def test_the_first_key_closes_the_book_for_its_owner(path):
    with Book.new(path, catalog(), name="永富新村") as book:
        people = council(book)
        assert not keys.has_keys(book) and book.actor == OWNER
        change = keys.set_pin(book, OWNER, people["孙玉兰"], "2580")
        assert change.say == f"已给孙玉兰设好密码。{keys.HONEST}" and keys.has_keys(book)
    with Book.open(path, catalog()) as opened:
        assert opened.actor == NOBODY and opened.read.sql("SELECT * FROM person") == []
        actor = keys.sign_in(opened, people["孙玉兰"], "2580")
        assert (actor.name, actor.posts) == ("孙玉兰", ("chair",)) and opened.actor == actor
        assert opened.read.one("SELECT count(*) FROM person") == 3
    with Book.open(path, catalog(), actor=OWNER) as opened:
        assert opened.actor == OWNER, "maintenance says so"


def test_the_first_key_is_of_somebody_who_can_give_more(book, people):
    with pytest.raises(Refused, match="第一个密码"):
        keys.set_pin(book, OWNER, people["周大明"], "8642")
    assert not keys.has_keys(book)


def test_full_width_digits_open_too(locked, people):
    assert keys.sign_in(locked, people["孙玉兰"], " ２５８０ ").name == "孙玉兰"


@pytest.mark.parametrize("pin", ["", "258", "25800", "258O", "二五八零", "²580"])
def test_a_pin_has_four_digits(book, people, pin):
    with pytest.raises(Refused, match="4个数字") as refused:
        keys.set_pin(book, OWNER, people["孙玉兰"], pin)
    assert refused.value.field == "pin" and not keys.has_keys(book)


@pytest.mark.parametrize("pin", ["0000", "７７７７", "1234", "0123", "4321", "7890", "0987", "5588", "1360"])
def test_the_obvious_is_refused(book, people, pin):
    with pytest.raises(Refused, match="容易猜到"):
        keys.set_pin(book, OWNER, people["孙玉兰"], pin)


@given(st.from_regex("[0-9]{4}", fullmatch=True))
def test_nearly_every_pin_may_be_had(pin):
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        with pytest.raises(Refused):
            typed.read_pin(pin)
    else:
        assert typed.read_pin(pin) == pin


@pytest.mark.parametrize(("words", "good"), [
    ("东门槐树", True), ("东门槐", False), ("abc12xyz", True), ("abc12xy", False), ("12345678", False),
    ("aaaaaaaa", False), ("槐槐槐槐", False), ("我家有3只猫", True), ("㐀㐁𠀀𠀁猫", True),
])  # fmt: skip
def test_a_passphrase_is_long_enough(words, good):
    if good:
        assert typed.read_passphrase(words) == words
    else:
        with pytest.raises(Refused):
            typed.read_passphrase(words)


def test_a_passphrase_opens_and_is_told_honestly(book, people):
    keys.set_pin(book, OWNER, people["孙玉兰"], "2580")
    said = keys.set_passphrase(book, OWNER, people["孙玉兰"], "ＡＢＣ　东门。槐树").say
    assert "没有加锁" in said and "挡不住把文件拿走的人" in said
    assert keys.kinds_of(book, people["孙玉兰"]) == {"pin", "passphrase"}
    assert keys.open_with(book, people["孙玉兰"], "ABC 东门.槐树").name == "孙玉兰"
    with pytest.raises(Refused, match="口令不对，还可以试 4 次"):
        keys.open_with(book, people["孙玉兰"], "2580")


def test_whose_posts_ended_cannot_sign_in(locked, people, standing):
    post = locked.connection.execute("SELECT id FROM main.post WHERE person=?", (people["王桂芳"],)).fetchone()[0]
    locked.sign_in(OWNER)
    write(locked, OWNER, "post", {"until": "2026-11-20"}, post)
    assert keys.sign_in(locked, people["王桂芳"], "1379").name == "王桂芳"
    standing.advance(days=4)
    with pytest.raises(Refused, match="王桂芳现在不能打开"):
        keys.sign_in(locked, people["王桂芳"], "1379")
    assert tries.wrong(locked, people["王桂芳"], "pin") == 0, "what cannot be right is not counted"


def test_the_last_chair_keeps_watch(locked, people, standing):
    locked.sign_in(OWNER)
    for (post,) in locked.connection.execute("SELECT id FROM main.post").fetchall():
        write(locked, OWNER, "post", {"until": "2026-11-20"}, post)
    standing.advance(days=10)
    assert [member.name for member in keys.holders(locked)] == ["孙玉兰"]
    assert keys.sign_in(locked, people["孙玉兰"], "2580").is_caretaker
    heir = appoint_as_owner(locked, "李建国")
    assert [member.name for member in keys.holders(locked)] == ["孙玉兰", "王桂芳"], "nobody standing has one"
    keys.sign_in(locked, people["孙玉兰"], "2580")
    assert locked.actor.is_caretaker
    keys.set_pin(locked, locked.actor, heir, "9517")
    assert [member.name for member in keys.holders(locked)] == ["李建国"]
    assert keys.sign_in(locked, heir, "9517").posts == ("chair",)


def test_whoever_has_the_only_key_gets_in_even_when_the_record_is_gone(book, people):
    keys.set_pin(book, OWNER, people["孙玉兰"], "2580")
    with book.transaction(OWNER, "void") as t:
        t.void("person", people["孙玉兰"])
    assert keys.sign_in(book, people["孙玉兰"], "2580").posts == ("caretaker",)
    keys.set_pin(book, book.actor, people["王桂芳"], "1379")
    with pytest.raises(Refused):
        keys.sign_in(book, people["孙玉兰"], "2580")
    assert keys.sign_in(book, people["王桂芳"], "1379").posts == ("secretary",)


def appoint_as_owner(book, name, post="chair"):
    book.sign_in(OWNER)
    return appoint(book, name, post)


# Who gives


def test_ones_own_after_the_old_one(locked, people):
    actor = keys.sign_in(locked, people["周大明"], "8642")
    for old in ("", "0001"):
        with pytest.raises(Refused, match="密码不对"):
            keys.set_pin(locked, actor, actor.id, "9517", old=old)
    assert keys.set_pin(locked, actor, actor.id, "9517", old="８６４２").number
    with pytest.raises(Refused):
        keys.sign_in(locked, actor.id, "8642")
    assert keys.sign_in(locked, actor.id, "9517") == actor


def test_anothers_by_those_who_look_after_keys(locked, people):
    head = keys.sign_in(locked, people["周大明"], "8642")
    with pytest.raises(Refused):
        keys.set_pin(locked, head, people["孙玉兰"], "9517")
    secretary = keys.sign_in(locked, people["王桂芳"], "1379")
    with pytest.raises(Refused, match="现在的职务"):
        keys.set_pin(locked, head, people["孙玉兰"], "9517")
    fail(locked, people["周大明"], 6)
    keys.set_pin(locked, secretary, people["周大明"], "9517", second=keys.vouch(locked, people["孙玉兰"], "2580"))
    assert keys.waits(locked, people["周大明"]) == 0
    assert keys.sign_in(locked, people["周大明"], "9517") == head


def three_officers(locked):
    """A vice, with a PIN that is his own, beside the chair and the secretary."""
    vice = appoint_as_owner(locked, "李建国", "vice")
    keys.set_pin(locked, OWNER, vice, "9517")
    return vice


def test_nobody_becomes_two_by_a_new_pin_for_another(locked, people):
    chair, secretary = people["孙玉兰"], keys.sign_in(locked, people["王桂芳"], "1379")
    for more in ({}, {"second": secretary}, {"second": keys.vouch(locked, chair, "2580")}):
        with pytest.raises(Refused, match="另一位负责人"):
            keys.set_pin(locked, secretary, chair, "8624", **more)
        with pytest.raises(Refused, match="另一位负责人"):
            keys.set_passphrase(locked, secretary, chair, WORDS, **more)
    with pytest.raises(Refused, match="密码不对"):
        keys.set_pin(locked, secretary, chair, "8624", old="1111")
    head = keys.vouch(locked, people["周大明"], "8642")
    with pytest.raises(Refused, match="不是会长"):
        keys.set_pin(locked, secretary, chair, "8624", second=head)
    assert keys.vouch(locked, chair, "2580"), "the old one is still the one"


def test_two_officers_replace_a_pin_which_then_vouches_for_nothing_until_it_is_changed(locked, people):
    vice, chair = three_officers(locked), people["孙玉兰"]
    secretary = keys.sign_in(locked, people["王桂芳"], "1379")
    said = keys.set_pin(locked, secretary, chair, "8624", second=keys.vouch(locked, vice, "9517")).say
    assert "孙玉兰自己换一次" in said
    lines = "SELECT what FROM main.journal WHERE n = change ORDER BY seq DESC"
    assert "李建国" in locked.connection.execute(lines).fetchone()[0], "who vouched stands in the journal"
    with pytest.raises(Refused, match="别人设的"):
        keys.vouch(locked, chair, "8624")
    actor = keys.sign_in(locked, chair, "8624")
    keys.set_pin(locked, actor, chair, "5093", old="8624")
    assert keys.vouch(locked, chair, "5093") == actor and not keys.is_given(locked, chair)


def test_a_first_key_from_another_vouches_for_nothing_and_the_old_one_makes_it_ones_own(locked, people):
    vice = appoint_as_owner(locked, "李建国", "vice")
    secretary = keys.sign_in(locked, people["王桂芳"], "1379")
    keys.set_pin(locked, secretary, vice, "9517")
    with pytest.raises(Refused, match="别人设的"):
        keys.vouch(locked, vice, "9517")
    assert keys.set_pin(locked, secretary, vice, "5093", old="9517"), "he is there and types the old one"
    assert keys.vouch(locked, vice, "5093").name == "李建国"


def test_whoever_forgot_the_pin_changes_it_after_the_passphrase(locked, people):
    chair = keys.sign_in(locked, people["孙玉兰"], "2580")
    with pytest.raises(Refused, match="密码不对"):
        keys.set_passphrase(locked, chair, chair.id, WORDS)
    keys.set_passphrase(locked, chair, chair.id, WORDS, old="2580")
    with pytest.raises(Refused, match="口令不对"):
        keys.set_pin(locked, chair, chair.id, "8624", old="别的什么话")
    keys.set_pin(locked, chair, chair.id, "8624", old=WORDS)
    with pytest.raises(Refused, match="口令不对"):
        keys.set_passphrase(locked, chair, chair.id, WORDS, old="8624")
    assert keys.vouch(locked, chair.id, "8624") == chair


def end(locked, *posts):
    """The posts end today."""
    locked.sign_in(OWNER)
    for post in posts:
        for (record,) in locked.connection.execute("SELECT id FROM main.post WHERE post=?", (post,)).fetchall():
            write(locked, OWNER, "post", {"until": DAY}, record)


def test_a_caretaker_gives_first_keys_only(locked, people):
    end(locked, "chair", "secretary")
    heir = appoint_as_owner(locked, "李建国", "accountant")
    actor = keys.sign_in(locked, people["孙玉兰"], "2580")
    assert actor.posts == ("caretaker",)
    head = keys.vouch(locked, people["周大明"], "8642")
    for more in ({}, {"second": head}, {"old": "8642"}):
        with pytest.raises(Refused, match="看守期里不能替人换"):
            keys.set_pin(locked, actor, people["周大明"], "9517", **more)
    keys.set_pin(locked, actor, heir, "9517")
    with pytest.raises(Refused, match="看守期里不能替人换"):
        keys.set_passphrase(locked, actor, heir, WORDS)


def test_nobody_keeps_watch_while_an_officer_stands(locked, people):
    end(locked, "chair")
    assert [member.name for member in keys.holders(locked)] == ["王桂芳", "周大明"]
    with pytest.raises(Refused, match="不能打开"):
        keys.sign_in(locked, people["孙玉兰"], "2580")


def test_where_nobody_can_give_keys_only_former_officers_watch(locked, people):
    appoint_as_owner(locked, "李建国", "vice")
    keeper = appoint_as_owner(locked, "赵小妹", "keeper")
    keys.set_pin(locked, OWNER, keeper, "9517")
    end(locked, "chair", "secretary", "keeper")
    assert {m.name: m.posts for m in keys.holders(locked)} == {
        "周大明": ("building_head",), "孙玉兰": ("caretaker",), "王桂芳": ("caretaker",)
    }  # fmt: skip
    with pytest.raises(Refused, match="不能打开"):
        keys.sign_in(locked, keeper, "9517")


def test_a_clock_set_back_lets_nobody_in_whose_post_ended(locked, people, standing):
    appoint_as_owner(locked, "赵小妹", "keeper")
    end(locked, "building_head")
    assert keys.said_of_day(locked) == ""
    standing.advance(days=-5)
    with pytest.raises(Refused, match="最后一笔是2026-11-16"):
        keys.sign_in(locked, people["周大明"], "8642")
    chair = keys.sign_in(locked, people["孙玉兰"], "2580")
    assert "2026-11-11" in keys.said_of_day(locked)
    standing.advance(days=6)
    assert keys.said_of_day(locked) == "" and chair


def test_nobody_without_a_post_gets_one(locked, people):
    locked.sign_in(OWNER)
    person = write(locked, OWNER, "person", {"name": "赵小妹"}).records[0][1]
    secretary = keys.sign_in(locked, people["王桂芳"], "1379")
    with pytest.raises(Refused, match="赵小妹现在没有职务"):
        keys.set_pin(locked, secretary, person, "9517")


def test_taking_away_takes_two_and_leaves_somebody(locked, people):
    chair = keys.sign_in(locked, people["孙玉兰"], "2580")
    with pytest.raises(Refused, match="两个人"):
        keys.revoke(locked, chair, people["周大明"])
    with pytest.raises(Refused, match="不是会长"):
        keys.revoke(locked, chair, people["周大明"], second=keys.vouch(locked, people["周大明"], "8642"))
    second = keys.vouch(locked, people["王桂芳"], "1379")
    assert locked.actor == chair, "who vouches does not sit down"
    assert keys.revoke(locked, chair, people["周大明"], second=second).say == "已收回周大明的密码"
    with pytest.raises(Refused):
        keys.sign_in(locked, people["周大明"], "8642")
    assert [row["until"] for row in rows(locked, people["周大明"])] == [DAY]
    keys.revoke(locked, chair, people["王桂芳"], second=second)
    with pytest.raises(Refused, match="没有人管"):
        keys.revoke(locked, chair, people["孙玉兰"], second=second)
    assert check(locked).ok


def rows(book, person):
    names = ("kind", "since", "until")
    query = f"SELECT {', '.join(names)} FROM main.key WHERE person=? ORDER BY id"
    return [dict(zip(names, row, strict=True)) for row in book.connection.execute(query, (person,))]


def test_the_journal_knows_of_keys_and_of_no_secret(locked, people):
    chair = keys.sign_in(locked, people["孙玉兰"], "2580")
    change = keys.set_pin(locked, chair, chair.id, "9517", old="2580")
    assert rows(locked, chair.id) == [
        {"kind": "pin", "since": DAY, "until": DAY}, {"kind": "pin", "since": DAY, "until": None}
    ]  # fmt: skip
    lines = locked.connection.execute("SELECT what FROM main.journal WHERE change=?", (change.number,)).fetchall()
    assert lines and not any(secret in line for (line,) in lines for secret in ("9517", "2580"))
    assert undo.why_not(locked, change.number) == "这一步不能撤回。"
    assert check(locked).ok


# What is wrong counts


def test_five_wrong_ones_then_a_delay_that_doubles(locked, people, standing):
    person, said = people["孙玉兰"], []
    for _ in range(9):
        said.append(fail(locked, person, 1))
        waited = keys.waits(locked, person)
        with pytest.raises(Refused):
            if waited:
                keys.sign_in(locked, person, "2580")
            raise Refused("")
    assert said[:4] == [f"密码不对，还可以试 {n} 次。" for n in (4, 3, 2, 1)]
    assert said[4:] == [f"密码不对，请等{time}再试。" for time in ("30秒", "1分钟", "2分钟", "4分钟", "8分钟")]
    with pytest.raises(Refused, match="还要等8分钟"):
        keys.sign_in(locked, person, "2580")
    standing.advance(minutes=8)
    assert keys.sign_in(locked, person, "2580").name == "孙玉兰" and keys.waits(locked, person) == 0
    assert "还可以试 4 次" in fail(locked, person, 1), "what was right forgives"
    assert keys.sign_in(locked, people["王桂芳"], "1379").name == "王桂芳", "nobody else waits"


def test_after_ten_only_an_officers_passphrase(locked, people, standing):
    locked.sign_in(OWNER)
    keys.set_passphrase(locked, OWNER, people["王桂芳"], WORDS)
    keys.set_passphrase(locked, OWNER, people["周大明"], WORDS)
    for name in ("孙玉兰", "王桂芳"):
        assert "口令" in fail(locked, people[name], 10) and keys.blocked(locked, people[name])
        standing.advance(days=1)
        with pytest.raises(Refused, match="锁住了"):
            keys.sign_in(locked, people[name], PINS[name])
    with pytest.raises(Refused, match="会长、副会长或秘书的口令"):
        keys.reopen(locked, people["孙玉兰"], people["周大明"], WORDS)
    with pytest.raises(Refused, match="口令不对"):
        keys.reopen(locked, people["孙玉兰"], people["王桂芳"], "别的什么话")
    keys.reopen(locked, people["孙玉兰"], people["王桂芳"], WORDS)
    assert keys.sign_in(locked, people["孙玉兰"], "2580")
    keys.open_with(locked, people["王桂芳"], WORDS)
    assert keys.sign_in(locked, people["王桂芳"], "1379")


def test_where_no_officer_has_a_passphrase_patience_helps(locked, people, standing):
    fail(locked, people["孙玉兰"], 14)
    assert keys.waits(locked, people["孙玉兰"]) == 64 * 60 and not keys.blocked(locked, people["孙玉兰"])
    standing.advance(minutes=64)
    assert keys.sign_in(locked, people["孙玉兰"], "2580")


def test_a_clock_set_back_does_not_forgive_and_is_not_for_years(locked, people, standing):
    person = people["孙玉兰"]
    fail(locked, person, 6)
    standing.advance(days=-3000)
    assert keys.waits(locked, person) == 60
    standing.advance(seconds=59)
    with pytest.raises(Refused, match="还要等1秒"):
        keys.sign_in(locked, person, "2580")
    standing.advance(seconds=1)
    assert keys.sign_in(locked, person, "2580")


@given(st.lists(st.one_of(st.integers(-10_000, 10_000), st.sampled_from(["wrong", "open"])), max_size=30))
def test_nobody_waits_longer_than_the_last_delay_or_tries_before_it(moves):
    """Over any order of wrong tries and moved clocks; `tries` alone, on a book in memory."""
    import contextlib

    from linli_tui.book import engine

    connection = engine.sqlite.connect(":memory:", isolation_level=None)
    engine.run_all(connection, tries.TABLES)
    book = SimpleNamespace(connection=connection, reading_only=False)
    with contextlib.closing(connection), clock.frozen(f"{DAY}T01:00:00.000Z") as standing:
        count, ready = 0, standing.now()
        for move in moves:
            if isinstance(move, int):
                standing.advance(seconds=move)
                if move < 0 and count:  # the delay begins anew at the latest here
                    ready = max(ready, standing.now())
                continue
            waits = tries.waits(book, "p", "pin")
            assert 0 <= waits <= tries.delay(count)
            if not waits:
                count = tries.note(book, "p", "pin")
                assert tries.waits(book, "p", "pin") == tries.delay(count)
            assert tries.wrong(book, "p", "pin") == count


def test_after_the_last_try_a_clock_set_forward_helps_nobody(locked, people, standing):
    person, heard = people["孙玉兰"], 0
    for _ in range(30):
        standing.moment += timedelta(minutes=65)  # the clock of the machine alone; it has not been running for longer
        with pytest.raises(Refused) as refused:
            keys.sign_in(locked, person, "0000")
        heard += "不对" in str(refused.value)
    assert heard == tries.LAST and keys.waits(locked, person) == tries.delay(tries.LAST)
    standing.seconds = 7.0  # started anew
    assert keys.waits(locked, person) == tries.delay(tries.LAST) - 7
    standing.advance(seconds=tries.delay(tries.LAST))
    assert keys.sign_in(locked, person, "2580")


def test_what_is_not_listened_to_is_not_counted(locked, people):
    person = people["孙玉兰"]
    fail(locked, person, 5)
    assert tries.note(locked, person, "pin") == 0 and tries.wrong(locked, person, "pin") == 5
    assert tries.note(locked, people["王桂芳"], "pin", most=0) == 0


def test_a_window_that_only_reads_counts_too(locked, people, path):
    person = people["孙玉兰"]
    with Book.open(path, catalog(), read_only=True) as second:
        assert second.actor == NOBODY
        fail(second, person, 5)
        assert keys.waits(locked, person) == keys.waits(second, person) == 30
        clock._clock.advance(seconds=30)
        assert keys.sign_in(second, person, "2580") and tries.wrong(locked, person, "pin") == 0
        with pytest.raises(Refused, match="只能看"):
            keys.set_pin(second, second.actor, person, "9517", old="2580")


def test_another_window_does_not_lend_its_person(locked, people, path):
    keys.sign_in(locked, people["孙玉兰"], "2580")
    with Book.open(path, catalog(), read_only=True) as second:
        assert second.actor == NOBODY and second.find("孙玉兰") == []


CHILD = """
import os, signal, sys
from pathlib import Path
from linli_tui.book import keys, verifier
from linli_tui.book.book import Book
from linli_tui.ledgers import catalog
book = Book.open(Path(sys.argv[1]), catalog(), read_only=sys.argv[4] == "reading")
def killed(*given):
    os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[4] == "kill":
    verifier.slow = killed
try:
    keys.sign_in(book, sys.argv[2], sys.argv[3])
    print("in", flush=True)
except Exception as refused:
    print(refused, flush=True)
os._exit(0)
"""


def try_in_a_process(path, person, pin, how="judge"):
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-c", CHILD, path, person, pin, how],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
    )


@pytest.mark.faults
def test_a_process_killed_while_it_judges_has_used_up_its_try(path, people):
    """Real processes on the real clock: nine kills in the middle of a try, unclean ends all of them."""
    clock.set_clock(None)
    with Book.new(path, catalog(), name="永富新村") as opened:
        people.update(council(opened))
        lock(opened, people)
    person = people["孙玉兰"]
    for _ in range(5):
        assert try_in_a_process(path, person, "1111", "kill").returncode == -signal.SIGKILL
    answered = try_in_a_process(path, person, "2580")
    assert "还要等" in answered.stdout, answered
    assert try_in_a_process(path, people["王桂芳"], "1379").stdout == "in\n"
    with Book.open(path, catalog()) as opened:
        assert tries.wrong(opened, person, "pin") == 5 and 0 < keys.waits(opened, person) <= 30
        assert check(opened).ok


@pytest.mark.faults
def test_many_at_once_are_listened_to_no_oftener_than_one(path, people):
    """Eight real processes after four wrong PINs: one of them is heard, the others wait."""
    clock.set_clock(None)
    with Book.new(path, catalog(), name="永富新村") as opened:
        people.update(council(opened))
        lock(opened, people)
        for _ in range(4):
            tries.note(opened, people["孙玉兰"], "pin")
    words = [sys.executable, "-X", "utf8", "-c", CHILD, path, people["孙玉兰"]]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    started = [
        subprocess.Popen([*words, f"{1111 + n}", "reading"], stdout=subprocess.PIPE, encoding="utf-8", env=environment)
        for n in range(8)
    ]
    said = [child.communicate()[0] for child in started]
    assert sum("不对" in each for each in said) == 1 and sum("还要等" in each for each in said) == 7, said


# What it is made of


def test_each_verifier_has_its_own_salt_and_bears_its_cost(locked, people):
    found = [verifier.stored(locked.connection, person, "pin") for person in people.values()]
    assert len({made.salt for made in found}) == 3 and {made.cost for made in found} == {"m=32,t=1,p=4"}
    assert all(len(made.hash) == 32 for made in found)


def test_the_cost_of_the_day_does_not_lock_out_yesterdays(locked, people, monkeypatch):
    monkeypatch.setattr(verifier, "PASSES", 3)
    assert keys.sign_in(locked, people["孙玉兰"], "2580")


@pytest.mark.slow
def test_a_try_is_slow_on_this_machine(monkeypatch):
    monkeypatch.undo()
    for kind, least in verifier.LEAST_MS.items():
        made = verifier.make(kind, "2580")
        memory, passes, _ = (int(piece.partition("=")[2]) for piece in made.cost.split(","))
        assert memory == 65_536 and passes >= 3 and least >= 100
        assert made.matches("2580") and not made.matches("2581")


def test_the_delay_doubles_and_ends():
    assert [tries.delay(n) for n in (0, 4, 5, 6, 7, 12, 13, 99)] == [0, 0, 30, 60, 120, 3840, 3840, 3840]
    assert timedelta(seconds=tries.delay(99)) < timedelta(hours=2)
