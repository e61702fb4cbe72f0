"""An encrypted book: nothing of it can be read without a key, every passphrase opens it, and no cut leaves none."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from linli_tui.book import cipher, engine, kept, keyfile, keys, opened_copy, rekey, sheet, tries, verifier, ways
from linli_tui.book.book import Book, NeedsKey
from linli_tui.book.check import check
from linli_tui.book.writing import write
from linli_tui.core import clock
from linli_tui.core.access import OWNER
from linli_tui.core.refusal import Refused
from linli_tui.ledgers import catalog
from tests.book.locked import CHAIR, FOUNDER, SECRETARY, found, seated
from tests.book.seats import PINS, appoint, cheap

CANARIES = ("欧阳金丝雀", "13688887777")


@pytest.fixture(autouse=True)
def standing(monkeypatch):
    """A clock that stands still, and a lock that costs nothing."""
    cheap(monkeypatch)
    with clock.frozen("2026-11-16T01:00:00.000Z") as standing:
        yield standing


@pytest.fixture
def people(path):
    """A closed book with a council; its persons by name."""
    return seated(path)


def opened(path, words=CHAIR):
    return Book.open(path, catalog(), key=keyfile.open_any(path, words)[1])


class TestTheFile:
    def test_it_opens_with_its_key_alone(self, path, people):
        assert cipher.is_encrypted(path)
        with pytest.raises(NeedsKey):
            Book.open(path, catalog())
        with pytest.raises(engine.WrongKey):
            Book.open(path, catalog(), key=cipher.new_key())
        with opened(path) as book:
            assert check(book).ok
            keys.open_with(book, people["孙玉兰"], CHAIR)
            assert book.name == "永富新村"

    def test_no_name_and_no_number_can_be_read_in_any_file(self, path, people):
        with opened(path) as book:
            book.sign_in(OWNER)
            write(book, OWNER, "person", {"name": CANARIES[0], "phone": CANARIES[1]})
            self._search(path)
        self._search(path)

    def _search(self, path):
        files = [file for file in path.parent.rglob("*") if file.is_file()]
        assert any(file.name.endswith(".keys") for file in files)
        for file in files:
            content = file.read_bytes()
            for canary in (*CANARIES, *PINS, FOUNDER, CHAIR):
                for encoding in ("utf-8", "utf-16-le", "gbk"):
                    assert canary.encode(encoding) not in content, (file.name, canary, encoding)

    def test_a_flipped_bit_anywhere_does_not_pass(self, path, people):
        key = keyfile.open_any(path, CHAIR)[1]
        whole = path.read_bytes()
        for page in range(0, len(whole), cipher.PAGE * 23):
            path.write_bytes(whole[: page + 99] + bytes([whole[page + 99] ^ 4]) + whole[page + 100 :])
            try:
                with Book.open(path, catalog(), key=key, read_only=True) as book:
                    assert not check(book).ok, page
            except Refused:
                pass
        path.write_bytes(whole)
        assert not engine.damaged(engine.connect(path, key, read_only=True))

    def test_a_plain_book_stays_plain(self, tmp_path):
        path = tmp_path / "平.台账"
        with Book.new(path, catalog(), name="永富新村") as book:
            assert book.key is None
        assert not cipher.is_encrypted(path) and not keyfile.path_of(path).exists()
        with Book.open(path, catalog(), key=cipher.new_key()) as book:
            assert book.key is None, "a key for a plain file is of no use"


class TestSlots:
    def test_the_founders_passphrase_gives_way_to_an_officers(self, path):
        with found(path) as book:
            assert [slot.person for slot in keyfile.read(path)] == [verifier.FOUNDER]
            assert not keys.has_keys(book), "who founded it is nobody in it yet"
            keys.set_passphrase(book, OWNER, appoint(book, "孙玉兰", "chair"), CHAIR)
        assert keyfile.open_any(path, CHAIR)[0] != verifier.FOUNDER
        with pytest.raises(Refused):
            keyfile.open_any(path, FOUNDER)

    def test_each_officers_passphrase_opens_and_no_other(self, path, people):
        for name, words in (("孙玉兰", CHAIR), ("王桂芳", SECRETARY)):
            key = keyfile.open_slot(path, people[name], words)
            with Book.open(path, catalog(), key=key) as book:
                assert keys.open_with(book, people[name], words).name == name
        for person, words in ((people["孙玉兰"], SECRETARY), (people["周大明"], CHAIR), ("nobody", CHAIR)):
            with pytest.raises(Refused, match="口令不对"):
                keyfile.open_slot(path, person, words)

    def test_the_file_says_no_more_than_the_door(self, path, people):
        told = json.loads(keyfile.path_of(path).read_text(encoding="utf-8"))
        assert {slot["short"] for slot in told["slots"]} == {"会长 孙", "秘书 王"}
        assert not any(name in keyfile.path_of(path).read_text(encoding="utf-8") for name in PINS)

    def test_a_damaged_slot_leaves_the_others(self, path, people):
        file = keyfile.path_of(path)
        told = json.loads(file.read_text(encoding="utf-8"))
        for spoil in ({"salt": "??"}, {"cost": "m=99999999999,t=1,p=1"}, {"cost": ""}, {"key": None}, {"secret": ""}):
            slots = [told["slots"][0] | spoil, told["slots"][1], None, []]
            file.write_text(json.dumps(told | {"slots": slots}), encoding="utf-8")
            assert keyfile.open_any(path, SECRETARY)[0] == people["王桂芳"]

    @pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff" * 40, b'{"format": "other", "slots": []}', None])
    def test_a_lost_file_is_made_anew_from_the_book(self, path, people, content):
        key = keyfile.open_any(path, CHAIR)[1]
        file = keyfile.path_of(path)
        file.unlink()
        if content is not None:
            file.write_bytes(content)
        assert keyfile.read(path) == ()
        with Book.open(path, catalog(), key=sheet.read(" ".join(sheet.groups(key)))):
            pass
        assert keyfile.open_any(path, CHAIR)[1] == key

    def test_a_change_of_passphrase_opens_at_every_moment(self, path, people, monkeypatch):
        """The new slot is there before the book knows it, the old one until the book does."""
        seen = []
        keep = verifier.keep

        def looked(connection, person, kind, made, given_by=""):
            seen.append([slot.person for slot in keyfile.read(path)].count(people["孙玉兰"]))
            keep(connection, person, kind, made, given_by)

        monkeypatch.setattr(verifier, "keep", looked)
        with opened(path) as book:
            keys.open_with(book, people["孙玉兰"], CHAIR)
            before = verifier.publics(book.connection)[people["孙玉兰"]]
            keys.set_passphrase(book, book.actor, people["孙玉兰"], "南坡桃花开了吗", old=CHAIR)
            assert verifier.publics(book.connection)[people["孙玉兰"]] == before, "the own key stays the same"
        assert seen == [2]
        assert keyfile.open_any(path, "南坡桃花开了吗")[0] == people["孙玉兰"]
        with pytest.raises(Refused):
            keyfile.open_any(path, CHAIR)

    def test_a_cut_before_the_book_knows_leaves_the_old_one(self, path, people, monkeypatch):
        with opened(path) as book:
            keys.open_with(book, people["孙玉兰"], CHAIR)
            monkeypatch.setattr(verifier, "keep", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                keys.set_passphrase(book, book.actor, people["孙玉兰"], "南坡桃花开了吗", old=CHAIR)
            assert keyfile.open_slot(path, people["孙玉兰"], CHAIR) == book.key
        assert len(keyfile.read(path)) == 2, "what was not to be is gone at closing"

    def test_who_is_revoked_has_no_slot(self, path, people):
        with opened(path) as book:
            keys.open_with(book, people["孙玉兰"], CHAIR)
            second = keys.vouch(book, people["王桂芳"], PINS["王桂芳"])
            keys.revoke(book, book.actor, people["周大明"], second=second)
            keys.revoke(book, book.actor, people["王桂芳"], second=second)
            assert [slot.person for slot in keyfile.read(path)] == [people["孙玉兰"]]


class TestTheLockedScreen:
    def test_a_pin_opens_what_is_kept_and_nothing_else_does(self, path, people):
        with opened(path) as book:
            told, key = kept.keep(book).told(), book.key
        here = kept.read(told)
        assert here.open(people["孙玉兰"], PINS["孙玉兰"]) == key == here.open(people["周大明"], "８６４２")
        assert here.open(people["孙玉兰"], PINS["王桂芳"]) is None
        assert here.open("nobody", "2580") is None
        assert key.hex() not in told and kept.read(told) == here

    def test_what_is_kept_is_of_no_use_with_another_pepper(self, path, people):
        with opened(path) as book:
            a, b = kept.keep(book), kept.keep(book)
        mixed = kept.Kept(a.pepper, b.shut)
        assert mixed.open(people["孙玉兰"], PINS["孙玉兰"]) is None

    def test_wrong_tries_wait_longer_and_end(self, path, people, standing):
        with opened(path) as book:
            here = kept.keep(book)
        who = people["孙玉兰"]
        standing.advance(seconds=1000)
        for n in range(1, tries.LAST + 1):
            here = kept.read(here.counted(who).told())
            assert here.tried(who) == n
            if tries.FREE <= n < tries.LAST:
                assert here.waits(who) == tries.delay(n)
                with pytest.raises(Refused, match="还要等"):
                    here.refuse_waiting(who)
                standing.advance(seconds=tries.delay(n))
                here.refuse_waiting(who)
        assert here.open(who, PINS["孙玉兰"]) is None, "its key is gone"
        with pytest.raises(Refused, match="口令"):
            here.refuse_waiting(who)
        assert here.open(people["王桂芳"], PINS["王桂芳"]) is not None


class TestRekey:
    def test_old_keys_and_old_sheets_are_worth_nothing(self, path, people):
        with opened(path) as book:
            keys.open_with(book, people["孙玉兰"], CHAIR)
            sheet.note(book)
            old = book.key
            new = rekey.rekey(book, book.actor, keys.vouch(book, people["王桂芳"], PINS["王桂芳"]))
        with pytest.raises(engine.WrongKey):
            Book.open(path, catalog(), key=old)
        for words in (CHAIR, SECRETARY):
            assert keyfile.open_any(path, words)[1] == new
        with opened(path) as book:
            assert check(book).ok and not sheet.made_on(book)
        assert not list(path.parent.glob("*.part"))

    def test_it_takes_two(self, path, people):
        with opened(path) as book:
            keys.open_with(book, people["孙玉兰"], CHAIR)
            with pytest.raises(Refused, match="两个人"):
                rekey.rekey(book, book.actor)
            assert check(book).ok and keyfile.open_any(path, CHAIR)[1] == book.key

    @pytest.mark.parametrize("step", ["replace", "change_key", "damaged", "add_key"])
    def test_whatever_fails_one_key_opens(self, path, people, monkeypatch, step):
        old = keyfile.open_any(path, CHAIR)[1]

        def fails(*_args, **_kwargs):
            raise OSError(28, "no room")

        owner = {"replace": rekey.os, "change_key": engine, "damaged": engine}.get(step, keyfile)
        monkeypatch.setattr(owner, step, fails)
        with pytest.raises(Refused, match=r"没有(换|写)成"):
            rekey.change(path, old)
        monkeypatch.undo()
        with Book.open(path, catalog(), key=keyfile.open_any(path, SECRETARY)[1]) as book:
            assert check(book).ok
        assert len(keyfile.read(path)) == 2

    def test_old_slots_that_cannot_go_yet_go_at_the_next_closing(self, path, people, monkeypatch):
        old = keyfile.open_any(path, CHAIR)[1]
        monkeypatch.setattr(keyfile, "drop_key", lambda *_: (_ for _ in ()).throw(OSError(5, "disk")))
        new = rekey.change(path, old)
        monkeypatch.undo()
        assert len(keyfile.read(path)) == 4 and keyfile.open_any(path, SECRETARY)[1] == new
        with Book.open(path, catalog(), key=new):
            pass
        assert {slot.made for slot in keyfile.read(path)} == {cipher.fingerprint(new)}

    def test_a_plain_book_has_no_lock_to_change(self, tmp_path):
        plain = Book.new(tmp_path / "平.台账", catalog(), name="永富新村")
        with plain, pytest.raises(Refused, match="没有加锁"):
            rekey.rekey(plain, OWNER)


class TestEnoughWays:
    def test_three_ways_of_two_kinds(self, path):
        with found(path) as book:
            assert "2位负责人的口令和恢复单" in ways.lacking(book) and "11月30日" in ways.lacking(book)
            keys.set_passphrase(book, OWNER, appoint(book, "孙玉兰", "chair"), CHAIR)
            assert "1位负责人的口令和恢复单" in ways.lacking(book)
            sheet.note(book)
            assert ways.lacking(book).startswith("还缺1位负责人的口令：")
            keys.set_passphrase(book, OWNER, appoint(book, "王桂芳", "secretary"), SECRETARY)
            assert ways.lacking(book) == ""

    def test_after_a_fortnight_nobody_new_is_taken_down(self, path, standing):
        with found(path) as book:
            person = appoint(book, "孙玉兰", "chair")
            standing.advance(days=ways.DAYS)
            write(book, OWNER, "person", {"name": "赵小妹"})
            standing.advance(days=1)
            with pytest.raises(Refused, match="不能登记新的人"):
                write(book, OWNER, "person", {"name": "钱大海"})
            write(book, OWNER, "person", {"phone": "13600001111"}, person)
            write(book, OWNER, "building", {"code": "9"})
            assert check(book).ok

    def test_a_plain_book_is_never_asked(self, tmp_path, standing):
        with Book.new(tmp_path / "平.台账", catalog(), name="永富新村") as book:
            standing.moment += timedelta(days=400)
            write(book, OWNER, "person", {"name": "钱大海"})
            assert ways.lacking(book) == ""


class TestTheOpenCopy:
    def test_it_is_whole_and_can_be_read_by_anything(self, path, people, tmp_path):
        import sqlite3

        with opened(path) as book:
            keys.open_with(book, people["孙玉兰"], CHAIR)
            second = keys.vouch(book, people["王桂芳"], PINS["王桂芳"])
            with pytest.raises(Refused, match="两个人"):
                opened_copy.write(book, book.actor, tmp_path / "开.台账")
            opened_copy.write(book, book.actor, tmp_path / "开.台账", second)
            lines = book.connection.execute("SELECT count(*) FROM main.journal").fetchone()[0]
        copied = sqlite3.connect(tmp_path / "开.台账")
        assert copied.execute("SELECT count(*) FROM journal").fetchone() == (lines,)
        copied.close()
        with Book.open(tmp_path / "开.台账", catalog(), actor=OWNER) as book:
            assert check(book).ok and book.key is None
