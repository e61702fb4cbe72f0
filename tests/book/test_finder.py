"""The finder: what is found equals LIKE over folded text, names also by pinyin, numbers whole or by seven digits."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli_tui.book import engine, finder, undo
from linli_tui.book.book import Book
from linli_tui.book.check import check
from linli_tui.book.reading import Query
from linli_tui.core import fold, names
from linli_tui.core.access import OWNER
from tests.book.acts import act, save
from tests.book.small.ledger import CATALOG
from tests.book.test_reading import few_hits_are

SIGNS = "王桂芳单甲乙𠮷㐂𬱖😀，。：（）「」—-_.*\"'%;\\ABab01８Ａéß　 \n"
texts = st.text(SIGNS, min_size=1, max_size=12).filter(str.strip)
people = st.lists(st.tuples(texts, st.none() | texts), min_size=1, max_size=8)


def widened(text: str) -> str:
    """The text as an input method in full-width mode gives it."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


@st.composite
def searches(draw, kept: list[tuple[str, str | None]]) -> str:
    """Up to three words: pieces of what was kept, or anything; in capitals, in full width, as they are."""
    words = []
    for _ in range(draw(st.integers(1, 3))):
        text = draw(st.sampled_from([text for pair in kept for text in pair if text]))
        start = draw(st.integers(0, len(text) - 1))
        piece = text[start : start + draw(st.integers(1, 5))]
        words.append(
            draw(st.sampled_from([str, str.upper, widened]))(draw(st.sampled_from([piece, piece, "王", "ab"])))
        )
    return draw(st.sampled_from([" ", "　", "  "])).join(words)


def folded(text: str) -> str:
    return fold.fold(text.replace("\n", " ")).casefold().replace(" ", "")


def by_pinyin(name: str, word: str) -> bool:
    """Whether the word begins the pinyin or the initials of the name from some syllable on."""
    syllables = names.pinyin_syllables(name)
    tails = [syllables[i:] for i in range(len(syllables))]
    runs = ["".join(tail) for tail in tails] + ["".join(s[0] for s in tail) for tail in tails]
    return word.isascii() and word.isalpha() and any(run.startswith(word[:12]) for run in runs)


def wanted(kept: list[tuple[str, str | None]], words: str) -> set[int]:
    """The places of those who hold every word, by SQLite's LIKE."""
    memory = engine.sqlite.connect(":memory:")

    def like(text: str, word: str) -> bool:
        escaped = "".join(f"\\{c}" if c in "%_\\" else c for c in word)
        return memory.execute("SELECT ? LIKE '%'||?||'%' ESCAPE '\\'", (folded(text), escaped)).fetchone()[0] == 1

    def holds(pair: tuple[str, str | None], word: str) -> bool:
        return any(like(text, word) for text in pair if text) or by_pinyin(pair[0], word)

    return {n for n, pair in enumerate(kept) if all(holds(pair, folded(word)) for word in words.split())}


@settings(max_examples=50)
@given(st.data(), people)
def test_what_is_found_equals_like_over_folded_text(tmp_path_factory, data, kept):
    with Book.new(tmp_path_factory.mktemp("book") / "小.台账", CATALOG, name="小村") as book:
        rows = [{"name": name, "note": note} for name, note in kept]
        place = {}
        act(book, lambda t: place.update((id_, n) for n, id_ in enumerate(t.save_all("human", rows))))
        save(book, "block", code="王ab")
        for _ in range(6):
            words = data.draw(searches(kept).filter(str.strip))
            expected = wanted(kept, words)
            found = [hit for hit in book.find(words) if hit.ledger == "human"]
            assert [place[hit.id] for hit in found] == sorted(expected, reverse=True)
            with few_hits_are(data.draw(st.sampled_from([0, 1, 5000]))):
                query = Query("human", words=words)
                assert {place[row["id"]] for row in book.read.page(query)} == expected
                assert book.read.count(query) == len(expected)


@pytest.mark.parametrize(
    "words",
    [
        *('"', '""', "*", "王*", "^王", "AND", "OR", "NOT", "NEAR(王 芳)", "text:王", "one:7", "王 OR 李", "("),
        *(")", "{", "+", "-王", "'; DROP TABLE human; --", "%", "_", "\\", "\x00", "\ud800", "z", "7 z", "\u200b", "?"),
        *(":1", "@x", "王" * 5000, "a " * 1000, "a b " * 1000),
    ],
)  # fmt: skip
def test_nothing_typed_is_taken_for_a_command(book, words):
    save(book, "human", name="王桂芳")
    for few in (0, 5000):
        with few_hits_are(few):
            assert book.find(words) == []
            assert (
                book.read.page(Query("human", words=words)) == [] and book.read.count(Query("human", words=words)) == 0
            )
    odd = save(book, "human", name="怪", note='a b"*%_\\:(-;')
    assert [hit.id for hit in book.find('"*%_\\:(')] == [hit.id for hit in book.find("a b " * 999)] == [odd]


@pytest.mark.parametrize("words", ["", " ", "　", "\n"])
def test_nothing_typed_finds_nothing_and_narrows_nothing(book, words):
    save(book, "human", name="王桂芳")
    assert book.find(words) == [] and book.read.count(Query("human", words=words)) == 1


# Names


@pytest.mark.parametrize(
    ("name", "found", "missed"),
    [
        ("王桂芳", ["wang", "wgf", "wanggui", "guifang", "gf", "fang", "f", "ＷＧＦ"], ["ang", "wf", "uif", "wangf"]),
        ("单田芳", ["shan", "stf", "shantian"], ["dan", "dtf"]),
        ("曾国藩", ["zeng", "zgf"], ["ceng", "cgf"]),
        ("仇和", ["qiu", "qh"], ["chou"]),
        ("解缙", ["xie", "xj"], ["jie"]),
        ("欧阳震华", ["ouyang", "oyzh", "zhenhua", "zh", "ouyangzhenhua"], ["yangz0"]),
        ("Ann王", ["ann王", "nn", "wang"], ["na王"]),
    ],
)  # fmt: skip
def test_names_are_found_by_pinyin_and_initials(book, name, found, missed):
    human = save(book, "human", name=name)
    save(book, "human", name="李四")
    for words in found:
        assert [hit.id for hit in book.find(words)] == [human], words
    for words in missed:
        assert book.find(words) == [], words


def test_pinyin_is_for_names_only(book):
    save(book, "human", name="李", note="王桂芳来过")
    assert book.find("wgf") == [] and len(book.find("桂芳来")) == 1


# Numbers


def test_a_number_is_found_whole_or_by_seven_digits(book):
    human = save(book, "human", name="王桂芳", phone="13800138000")
    other = save(book, "human", name="李", phone="11010519491231002X")
    for words in (
        "13800138000",
        "1380013",
        "0138000",
        "3800138",
        "１３８００１３８０００",
        "138-0013-8000",
        "王 13800138000",
    ):
        assert [hit.id for hit in book.find(words)] == [human], words
    for words in ("138001", "1380", "8000", "1", "00000", "138 0013", "wang 138000"):
        assert book.find(words) == [], words
    for words in ("11010519491231002X", "11010519491231002x", "231002x", "4912310"):
        assert [hit.id for hit in book.find(words)] == [other], words
    assert book.find("31002x") == [] and book.find("1380013 4912310") == []
    for few in (0, 5000):
        with few_hits_are(few):
            assert book.read.count(Query("human", words="138001")) == 0
            assert book.read.count(Query("human", words="1380013")) == 1


def test_a_short_number_is_found_only_whole(book):
    human = save(book, "human", name="王", phone="62580")
    assert [hit.id for hit in book.find("62580")] == [human]
    assert not any(book.find(words) for words in ("6258", "2580", "w62580", "625801"))


def test_a_number_in_a_note_is_text(book):
    human = save(book, "human", name="王", note="门禁 4321，电话13900139000")
    assert [hit.id for hit in book.find("4321")] == [hit.id for hit in book.find("900")] == [human]


# What is kept


def test_a_sealed_field_is_nowhere_in_the_finder(book):
    save(book, "human", name="王桂芳", phone="13800138000", secret="鼯鼠𪚥")
    assert book.find("鼯鼠") == [] and book.find("鼯") == [] and book.find("wushu") == []
    tables = [n for (n,) in book.connection.execute("SELECT name FROM main.sqlite_master WHERE name GLOB 'desk*'")]
    kept = b"".join(
        value if isinstance(value, bytes) else str(value).encode()
        for table in tables
        if not table.endswith("desk_finder")
        for row in book.connection.execute(f"SELECT * FROM main.{table}").fetchall()
        for value in row
    )
    for sign in "鼯鼠𪚥":
        assert sign.encode() not in kept and f"{ord(sign):x}".encode() not in kept
    assert "桂".encode() in kept and f"{ord('桂'):x}".encode() in kept


def test_the_finder_follows_every_change(book):
    human = save(book, "human", name="王桂芳", note="老")

    def found(words: str) -> bool:
        return [hit.id for hit in book.find(words)] == [human]

    change = act(book, lambda t: t.save("human", {"id": human, "name": "李四", "note": None}))
    assert found("李四") and not book.find("王桂芳") and not book.find("老")
    undo.undo(book, OWNER, change.number)
    assert found("王桂芳") and found("老") and not book.find("李四")
    voided = act(book, lambda t: t.void("human", human))
    assert not book.find("王桂芳") and book.read.count(Query("human", words="王桂芳", voided=True)) == 1
    undo.undo(book, OWNER, voided.number)
    assert found("wgf")
    undo.undo(book, OWNER, 2)
    assert not book.find("王桂芳") and check(book).ok


def test_newest_first_and_voided_ones_do_not_take_up_the_places(book):
    ids = []
    act(book, lambda t: ids.extend(t.save_all("human", [{"name": f"王{n:03}"} for n in range(200)])))
    act(book, lambda t: [t.void("human", one) for one in ids[20:]])
    assert [hit.label for hit in book.find("王", limit=5)] == [f"王{n:03}" for n in range(19, 14, -1)]


def test_a_place_is_found_by_its_label_as_what_it_is(book):
    block = save(book, "block", code="8")
    flat = save(book, "flat", parent=block, code="501", area_001m2=8956)
    (hit,) = book.find("8-501")
    assert (hit.ledger, hit.id, hit.label, hit.line) == ("flat", flat, "8-501", "89.56")
    assert [hit.id for hit in book.find("８－５０１")] == [flat]


def test_no_word_runs_across_two_fields(book):
    save(book, "human", name="王桂芳", note="芳草地")
    assert book.find("芳芳") == book.find("桂芳草") == [] and len(book.find("桂芳 芳草")) == 1


def test_a_finder_lost_or_of_an_older_shape_is_made_anew(path):
    with Book.new(path, CATALOG, name="小村") as book:
        human = save(book, "human", name="王桂芳", phone="13800138000")
        flat = save(book, "flat", code="501")
        save(book, "owning", house=flat, human=human)
    for damage in (
        "DELETE FROM desk_memory; DROP TABLE desk_found; DROP TABLE desk_finder",
        "DROP TABLE desk_memory; DROP TABLE desk_finder; CREATE VIRTUAL TABLE desk_finder USING fts5(text)",
        "DELETE FROM desk_memory; UPDATE house SET label='别处', house_key='x'; UPDATE owning SET who=NULL",
    ):
        connection = engine.connect(path)
        connection.executescript(damage)
        connection.close()
        with Book.open(path, CATALOG) as book:
            assert check(book).ok
            for words in ("桂芳", "wgf", "13800138000"):
                assert [hit.id for hit in book.find(words)] == [human]
            assert [hit.id for hit in book.find("501")] == [flat]
            assert len(list(book.history("human", human))) == 1


def test_words_that_fold_are_split_at_any_blank():
    assert finder.split(" 王　桂芳\tＡb\n") == ["王", "桂芳", "ab"]
    assert finder.match("") == finder.match(" 　") == ""
