"""The daily tasks of mediation by digits, Enter, Esc and arrows alone, from home on the real screen, counted."""

from __future__ import annotations

import pytest

from linli_tui.book.book import Book
from linli_tui.core import clock
from linli_tui.core.access import OWNER, Actor
from linli_tui.ledgers import catalog
from tests.ledgers.mediation.council import WORDS
from tests.ui.screens import village
from tests.ui.screens.conftest import Evening, book_path, evening, own_folder, template

__all__ = ["Evening", "book_path", "evening", "own_folder", "template"]

pytestmark = pytest.mark.usefixtures("own_folder")


class Hands:
    """Counts the keys that are pressed, words from home apart, and knows no F-key."""

    def __init__(self, e):
        self.e, self.keys = e, 0

    async def press(self, *keys):
        for key in keys:
            if not key.startswith("="):
                assert key.isdigit() or key in ("enter", "escape", "up", "down", "tab"), key
                self.keys += 1
            await self.e.press(key)


async def write_talk(hands):
    """A talk with two homes about a leak, settled; three sentences are the words."""
    await hands.press("5", "0", "1", "enter", "enter", "=1-1-101", "enter", "=1-1-201", "enter", "1", "1")
    await hands.press(f"={WORDS}", "enter", "enter", "1", "escape", "1")


async def test_a_talk_takes_fifteen_keys_and_its_words(evening):
    async with evening() as e:
        hands = Hands(e)
        await write_talk(hands)
        row = e.book.read.sql("SELECT * FROM talk_list")[0]
        assert (row["home_label"], row["other_label"], row["matter"]) == ("1幢1单元101室", "1幢1单元201室", "0201")
        assert (row["said"], row["result"], row["day"]) == (WORDS, "settled", "2026-03-08")
        assert hands.keys <= 15, hands.keys


async def test_full_width_digits_do_as_well(evening):
    async with evening() as e:
        await e.press("５", "０", "１", "enter", "enter", "=１-１-１０１", "enter", "enter", "１", "１", "escape", "１")
        assert e.book.read.sql("SELECT home_label, matter FROM talk_list") == [
            {"home_label": "1幢1单元101室", "matter": "0201"}
        ]


async def test_a_signed_paper_is_registered_in_eight_keys_from_its_card(evening):
    async with evening() as e:
        hands = Hands(e)
        await hands.press("5", "0", "1", "enter", "enter", "=1-1-101", "enter", "=1-1-201", "enter", "1", "1")
        await hands.press("enter", "4", "escape", "1", "tab", "enter")
        before = hands.keys
        await hands.press("4", "enter", "3", "enter", "enter", "=铁皮柜第二格", "enter", "enter")
        assert hands.keys - before <= 8, hands.keys - before
        kept = e.book.read.sql("SELECT pages, signed, paper_at FROM event WHERE kind = 'talk'")
        assert kept == [{"pages": 3, "signed": "both", "paper_at": "铁皮柜第二格"}]


async def test_form_and_card_say_that_it_is_not_encrypted_and_the_preview_tells_no_words(evening):
    async with evening(size=(120, 40)) as e:
        await e.press("5", "0", "1")
        assert "还没有加密，先不要记真名" in e.text
        await e.press("escape")
        e.app.pop_screen()
        await e.settle()
        hands = Hands(e)
        await write_talk(hands)
        assert e.where() == "RegisterScreen" and WORDS not in e.text and "（打开看）" in e.text
        await e.press("enter")
        assert "还没有加密，先不要记真名" in e.text and WORDS in e.text
        await e.press("f6")
        assert WORDS not in e.text and "（已密封）" in e.text


async def test_a_closed_dispute_is_opened_on_the_screen_with_a_line_of_who_looked(book_path, evening):
    with clock.frozen(village.NOW), Book.open(book_path, catalog()) as book:
        from linli_tui.book import acting
        from linli_tui.book.writing import write
        from tests.ledgers.mediation.council import record

        case = record(write(book, OWNER, "case", {"source": "own", "title": "漏水"}), "case")
        for key, asked in (("decline", {"declined": "taken", "go_to": "派出所"}), ("close", {})):
            acting.move(book, OWNER, "case", key, case, **asked)
    async with evening() as e:
        person = e.book.read.one("SELECT id FROM person ORDER BY id")
        e.app.actor = Actor(person, "王桂芳", ("mediator",))
        e.book.sign_in(e.app.actor)
        from linli_tui.ui.screens import go

        go.card(e.screen, e.app.catalog.ledgers["case"], case)
        await e.settle()
        assert "结案" in e.text
        assert e.book.connection.execute("SELECT record, fields FROM main.look").fetchall() == [(case, "纠纷")]
