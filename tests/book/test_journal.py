"""The journal: its format against docs/journal.md and the frozen file, its chain, and what may be done to it at all."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import subprocess
import sys
from hashlib import sha256
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.book import engine, journal, undo
from linli_tui.book.check import check
from linli_tui.book.replay import replay
from linli_tui.core.access import OWNER
from linli_tui.core.refusal import Refused
from tests.book.acts import ROOT, act, canon, erase, exported, head, save
from tests.golden.small_story import RARE, first_evening

DOC = ROOT / "docs" / "journal.md"
VERIFIER = ROOT / "docs" / "verify_journal.py"
GOLDEN = ROOT / "tests" / "golden" / "journal-v1.jsonl"
FROZEN = "e3d773c30497025291a25b2839ff056b5e0d2c99f266eadf7debdb8a67566196"

names = st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=8)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
whole = st.integers(-journal.LARGEST, journal.LARGEST)
values = st.none() | texts | whole
salts = st.text("0123456789abcdef", min_size=32, max_size=32)
changes = st.dictionaries(names, st.tuples(values, values), min_size=1, max_size=6)


def verifier():
    """docs/verify_journal.py as a module, so that thousands of files can be tried in a second."""
    spec = importlib.util.spec_from_file_location("verify_journal", VERIFIER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def golden() -> list[dict]:
    return [json.loads(row) for row in GOLDEN.read_text(encoding="utf-8").splitlines()]


def line_of(entry: dict) -> journal.Line:
    clear = (entry[name] for name in journal.Line._fields[:10])
    return journal.Line(*clear, canon(entry["what"]), bytes.fromhex(entry["hash"]))


def run_verifier(content: bytes, tmp_path) -> tuple[int, str]:
    file = tmp_path / "journal.jsonl"
    file.write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", VERIFIER, file], capture_output=True, encoding="utf-8", check=False
    )
    assert not done.stderr
    return done.returncode, done.stdout.strip()


# The format


@given(st.recursive(values, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3)))
def test_canonical_json_is_that_of_another_encoder(value):
    assert journal.canon(value) == canon(value)


def test_canonical_json_of_the_example_in_rfc_8785():
    assert journal.canon("\u20ac$\u000f\nA'\u0042\u0022\u005c\\\"/\u007f") == '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/\x7f"'
    assert journal.canon(None) == "null" and journal.canon(-7) == "-7" and journal.canon([1, "甲"]) == '[1,"甲"]'


def test_a_fraction_never_gets_into_the_journal(book):
    with pytest.raises(TypeError):
        journal.canon(0.5)
    human = save(book, "human", name="王")
    before = head(book)
    with pytest.raises(TypeError), book.transaction(OWNER, "change") as t:
        t.pen.note("human", human, {"name": (1.5, None)})
    assert head(book) == before and not book.connection.in_transaction


@given(changes, st.data())
def test_what_is_encoded_once_equals_what_is_read_back(fields, data):
    used = [data.draw(salts) for _ in fields]
    what, together = journal.sealed(fields, iter(used))
    read = json.loads(what)
    assert canon(read) == what and together == journal.commitments(read)
    assert {name: tuple(value[:2]) for name, value in read.items()} == fields
    assert together == journal.commitments(dict(reversed(read.items())))
    one_by_one = {n: sha256((v[2] + canon([n, v[0], v[1]])).encode()).hexdigest() for n, v in read.items()}
    assert together == sha256(canon(one_by_one).encode()).digest() == journal.commitments(one_by_one)


@given(changes, st.tuples(texts, st.integers(1, 9), texts, texts))
def test_the_digest_is_made_of_the_clear_part_and_the_commitments(fields, clear):
    actor, n, record, _ = clear
    line = ("e" * 32, n, n, "2026-11-22T13:05:09.120Z", actor, "m" * 16, "new", "human", record, 1)
    together = journal.sealed(fields, journal.fresh_salts())[1]
    written = canon(dict(zip(journal.Line._fields[:10], line, strict=True))).encode()
    assert journal.digest(line, together) == sha256(written + together).digest()


def test_the_frozen_journal_is_still_the_same_bytes():
    assert sha256(GOLDEN.read_bytes()).hexdigest() == FROZEN


def test_the_program_reads_the_frozen_journal_as_it_was_written():
    ends: dict[str, bytes] = {}
    for entry in golden():
        digest = bytes.fromhex(entry.get("digest", ""))
        if not digest:
            line = line_of(entry)
            digest = journal.digest(line[:10], journal.commitments(line.fields))
        chained = sha256(ends.get(entry["epoch"], journal.GENESIS) + digest).digest()
        assert chained.hex() == entry["hash"]
        ends[entry["epoch"]] = chained
    assert len(ends) == 2


def test_the_program_writes_the_frozen_lines_again_byte_for_byte(monkeypatch):
    before: list[journal.Line] = []
    written = 0
    for (epoch, change), group in groupby(golden(), lambda e: (e["epoch"], e.get("change", ""))):
        entries = list(group)
        connection = engine.sqlite.connect(":memory:", isolation_level=None)
        engine.run_all(connection, journal.TABLES)
        journal.append(connection, before)
        fields = [entry.get("what", {}) for entry in entries]
        plain = all(isinstance(value, list) for what in fields for value in what.values()) and all(fields)
        if plain and entries[0]["n"] == change:
            first = entries[0]
            salted = iter([value[2] for what in fields for _, value in sorted(what.items())])
            monkeypatch.setattr(journal, "fresh_salts", lambda batch=0, salted=salted: salted)
            pen = journal.Pen(connection, epoch, first["machine"], first["actor"], first["schema"], first["verb"])
            for entry, what in zip(entries, fields, strict=True):
                pen.note(entry["ledger"], entry["record"], {name: tuple(v[:2]) for name, v in what.items()})
            assert pen.write(first["at"]) == change
            lines = list(journal.lines(connection))[len(before) :]
            assert exported(lines) == "".join(canon(entry) + "\n" for entry in entries).encode()
            written += len(lines)
        before += [
            line_of(e) if "what" in e else journal.Line(epoch, e["n"], 0, *[""] * 6, 1, "", bytes.fromhex(e["hash"]))
            for e in entries
        ]
    assert written >= 8


def test_the_frozen_journal_holds_what_it_was_made_to_hold():
    entries = golden()
    whats = [entry["what"] for entry in entries if "what" in entry]
    assert any(entry.get("verb") == "upgrade" for entry in entries)
    assert any("_undoes" in what for what in whats)
    assert any(isinstance(value, str) for what in whats for value in what.values())
    assert any("digest" in entry for entry in entries)
    assert RARE in GOLDEN.read_text(encoding="utf-8")
    lines = [line_of(entry) for entry in entries if "what" in entry]
    rows = replay(lines, {})
    (human,) = rows["human"].values()
    assert human["name"] == f"王{RARE}" and "note" not in human
    assert sorted(letter["number"] for letter in rows["letter"].values()) == ["小-信-2026-0001", "小-信-2026-0001B"]
    assert [letter["voided"] for letter in rows["letter"].values()] == [0, 1]


def test_the_page_says_what_the_program_does():
    text = DOC.read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
    assert tuple(listed) == journal.Line._fields
    for name in (journal.WHO, journal.WHY, journal.SAY, journal.ROW, journal.UNDOES, "_schema"):
        assert f"`{name}`" in text
    code = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    assert code and code[1] == VERIFIER.read_text(encoding="utf-8")


def test_the_verifier_is_short_and_needs_nothing():
    source = VERIFIER.read_text(encoding="utf-8")
    assert sum(bool(row.strip()) and not row.strip().startswith(("#", '"""')) for row in source.splitlines()) <= 40
    imported = {n.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Import) for n in node.names}
    imported |= {node.module for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)}
    assert imported <= set(sys.stdlib_module_names)


# Verifying


def test_the_verifier_agrees_with_a_book_of_today(book, tmp_path):
    first_evening(book)
    assert run_verifier(exported(journal.lines(book.connection)), tmp_path) == (
        0,
        f"{head(book)[0]}行，1段：编号不缺，前后都接得上。",
    )


def test_the_verifier_agrees_with_the_frozen_journal(tmp_path):
    assert run_verifier(GOLDEN.read_bytes(), tmp_path)[0] == 0


@pytest.mark.parametrize("content", [b"", b"\n", b"[]\n", b"{}\n", b"\xff\n", b"[" * 100_000 + b"\n", b"null\n"])
def test_the_verifier_says_one_sentence_about_anything(content, tmp_path):
    code, said = run_verifier(content, tmp_path)
    assert code == 1 and said.startswith("不对") and "\n" not in said


def test_every_changed_byte_is_noticed(book):
    human = save(book, "human", name="王桂芳", note="甲\n乙")
    act(book, lambda t: t.save("human", {"id": human, "name": "李", "note": None}), why="改名")
    erase(book, book.epoch, 2, "name")
    content = exported(journal.lines(book.connection), withheld=lambda line: line.n == 1)
    verify = verifier().verify
    assert verify(content)[1]
    for place in range(len(content)):
        for change in (1, 0x20, 0x80):
            changed = bytearray(content)
            changed[place] ^= change
            assert not verify(bytes(changed))[1], (place, change, bytes(changed[max(0, place - 9) : place + 9]))


def test_every_cut_and_every_missing_line_is_noticed(book):
    first_evening(book)
    content = exported(journal.lines(book.connection))
    verify = verifier().verify
    rows = content.splitlines(keepends=True)
    for place in range(len(rows) - 1):  # the last one can only be missed by who knows the end
        assert not verify(b"".join(rows[:place] + rows[place + 1 :]))[1]
        swapped = [*rows[:place], rows[place + 1], rows[place], *rows[place + 2 :]]
        assert not verify(b"".join(swapped))[1]
    ends = [end for end in range(len(content)) if content[end - 1 : end] != b"\n"]
    assert all(not verify(content[:end])[1] for end in ends[:: max(1, len(ends) // 200)])


def test_a_line_written_anew_with_a_fitting_hash_does_not_fit_the_next(book):
    first_evening(book)
    lines = list(journal.lines(book.connection))
    what = canon({"code": [None, "9", "0" * 32]})
    digest = journal.digest(lines[1][:10], journal.commitments(json.loads(what)))
    forged = lines[1]._replace(what=what, hash=sha256(lines[0].hash + digest).digest())
    assert not verifier().verify(exported([lines[0], forged, *lines[2:]]))[1]


# What may be done to it


@pytest.mark.parametrize("column", ["seq", *(name for name in journal.Line._fields if name != "what")])
def test_no_column_of_a_line_can_be_changed(book, column):
    save(book, "human", name="王")
    with pytest.raises(engine.DatabaseError, match="stays as it is"):
        book.connection.execute(f'UPDATE main.journal SET "{column}"="{column}"')


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM main.journal",
        "DELETE FROM main.journal WHERE n=2",
        "INSERT OR REPLACE INTO main.journal SELECT * FROM main.journal WHERE n=1",
        f"REPLACE INTO main.journal SELECT 99, {journal.COLUMNS} FROM main.journal WHERE n=1",
    ],
)
def test_no_line_can_be_taken_out(book, statement):
    save(book, "human", name="王")
    before = list(journal.lines(book.connection))
    with pytest.raises(engine.DatabaseError, match="keeps every line"):
        book.connection.execute(statement)
    assert list(journal.lines(book.connection)) == before


def test_an_erased_field_leaves_chain_and_check_whole(book, tmp_path):
    human = save(book, "human", name="王桂芳", phone="13800138000")
    other = save(book, "human", name="李")
    number = act(book, lambda t: t.save("human", {"id": human, "phone": None})).number
    erase(book, book.epoch, 2, "phone")
    erase(book, book.epoch, number, "phone")
    erase(book, book.epoch, 3, "name")
    assert check(book).ok
    assert "13800138000" not in "".join(line.what for line in journal.lines(book.connection))
    assert run_verifier(exported(journal.lines(book.connection)), tmp_path)[0] == 0
    for change in (2, 3, number):
        with pytest.raises(Refused, match="按规定删除"):
            undo.undo(book, OWNER, change)
    assert ("手机", "已删除", "已删除") in book.history("human", human)[0].fields
    assert book.history("human", other)[0].fields == (("姓名", "已删除", "已删除"),)
    act(book, lambda t: t.save("human", {"id": other, "name": "李四"}))
    assert check(book).ok


def test_an_erased_field_cannot_be_given_another_commitment(book):
    save(book, "human", name="王桂芳")
    act(book, lambda t: t.save("human", {"name": "李"}), "new")
    what = json.loads(list(journal.lines(book.connection))[1].what)
    what["name"] = sha256(b"").hexdigest()
    book.connection.execute("UPDATE main.journal SET what=? WHERE n=2", (canon(what),))
    assert [finding.check for finding in check(book).findings] == ["链条"]


def test_the_name_of_an_erased_field_is_proved_as_well(book):
    save(book, "human", name="王桂芳", phone="13800138000")
    for field in ("name", "phone"):
        erase(book, book.epoch, 2, field)
    (line,) = journal.lines(book.connection, "n=2")
    fields = line.fields
    swapped = {**fields, "name": fields["phone"], "phone": fields["name"]}
    renamed = {**{n: v for n, v in fields.items() if n != "phone"}, "note": fields["phone"]}
    joined = {n: v for n, v in fields.items() if n != "phone"}
    joined["name"] = f'{fields["name"]}","phone":"{fields["phone"]}'
    assert journal.commitments(line.fields) == journal.commitments(fields)
    for other in (swapped, renamed, joined):
        assert journal.commitments(other) != journal.commitments(fields)
        content = exported([line._replace(what=canon(other))])
        assert not verifier().verify(content)[1]


# The lines of one act


def test_an_act_is_numbered_from_its_first_line_and_headed_there_only(book):
    def write(t):
        letter = t.save("letter", {"title": "告知"})
        t.save("leaf", {"letter": letter, "line": 1})
        t.say("已写好")

    change = act(book, write, "new", why="试试")
    lines = list(journal.lines(book.connection, "change=?", (change.number,)))
    assert [line.n for line in lines] == [change.number, change.number + 1]
    assert {name: value[1] for name, value in lines[0].fields.items() if name in ("_who", "_why", "_say")} == {
        "_who": OWNER.name,
        "_why": "试试",
        "_say": "已写好",
    }
    assert {name for name in lines[1].fields if name.startswith("_")} == {"_row"}
    assert all(len({line[i] for line in lines}) == 1 for i in (0, 2, 3, 4, 5, 6, 9))


def test_only_what_differs_is_written_and_nothing_when_nothing_does(book):
    human = save(book, "human", name="王", phone="13800138000", secret="密")
    change = act(book, lambda t: t.save("human", {"id": human, "name": "王", "phone": None, "secret": "密"}))
    (line,) = journal.lines(book.connection, "change=?", (change.number,))
    assert line.fields.keys() == {"_who", "phone"}
    before = head(book)
    again = act(book, lambda t: (t.save("human", {"id": human, "phone": None}), t.say("没有变")), why="再来")
    assert again.number == 0 and head(book) == before


def test_what_can_be_worked_out_is_not_written(book):
    block = save(book, "block", code="8")
    flat = save(book, "flat", parent=block, code="501")
    human = save(book, "human", name="王")
    save(book, "owning", house=flat, human=human)
    save(book, "block", id=block, code="9")
    save(book, "human", id=human, name="李")
    derived = {derived.name for table in book.catalog.tables() for derived in table.derived}
    assert all(not derived & line.fields.keys() for line in journal.lines(book.connection))
    assert head(book)[0] == 7
    assert book.read.sql("SELECT house_key, who FROM owning") == [{"house_key": "0009/0501/", "who": "李"}]


def test_salts_are_never_used_twice(book):
    first_evening(book)
    used = [v[2] for line in journal.lines(book.connection) for v in line.fields.values() if isinstance(v, list)]
    assert len(used) == len(set(used)) and all(re.fullmatch("[0-9a-f]{32}", salt) for salt in used)
