"""Before a locked book: who it is, by a digit; four digits; or, without any, a word for the drop box.

The book is closed while this is shown: the names are those of the small file beside it, a place and a surname each.
Four digits open an encrypted one only while the program keeps its key; else a passphrase does, or the recovery sheet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from linli_tui.book import cipher, dropbox, keys
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ui import leaving
from linli_tui.ui.keys import binding, key, name_of
from linli_tui.ui.locked import Locked, Opener
from linli_tui.ui.screens.asking import esc
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.watch import BOOK, REASONS, sentence
from linli_tui.ui.widgets.books import seal_of
from linli_tui.ui.widgets.digits import PAGE, Choice, Digits
from linli_tui.ui.widgets.foot import Hint
from linli_tui.ui.widgets.pin import Pin
from linli_tui.ui.widgets.topbar import TopBar
from linli_tui.ui.widgets.who import Who

MORE, CODE = "more", "code"
"""The lines that open the menu where 0 turns the pages of names, and that ask for the recovery sheet."""


class SignInScreen(PageScreen[None]):
    """First who it is, then the digits, which hand themselves over; Tab takes down a word without any."""

    BINDINGS = [binding("signin.next", "jot", words="不用密码，记一句话", show=False)]

    def __init__(self, locked: Locked) -> None:
        """Before this book."""
        super().__init__()
        self.locked = locked
        self._who: Choice | None = None
        self._encrypted = cipher.is_encrypted(locked.path)
        closed = locked.kept is None if self._encrypted else bool(self._holders()) and self._closes
        self._by_words = locked.asks_words or closed

    @property
    def _closes(self) -> bool:
        """Whether more than the screen was locked."""
        return REASONS[self.locked.why].stage == BOOK

    def _holders(self) -> list[Opener]:
        """Whose passphrase opens the book."""
        known = leaving.closed(self.locked.path).openers if self._encrypted else self.locked.openers
        return [opener for opener in known if opener.by_words]

    def _why(self) -> str:
        if self._closes and self.locked.kept is not None:
            return say("锁打开了，还要知道是哪一位。")
        return sentence(self.locked.why)

    def content(self) -> Iterable[Widget]:
        """Why it is locked, the names, the digits."""
        yield Vertical(
            Static(Content(self._why()), id="why"),
            Static("", id="who"),
            Who(id="names"),
            Pin(),
            Input(password=True, compact=True, id="passphrase"),
            Static("", id="drop"),
            id="signin",
        )

    def on_mount(self) -> None:
        """Keys typed before this was seen are for nothing; who tried before tries again."""
        self.host.typeahead.forget()
        self._choose(self._offer(self.locked.person))
        if self.locked.notice:
            self.say(self.locked.notice, "error")

    def _offer(self, person: str = "") -> Choice | None:
        """Offers the names of those who can open the book now; the one of this person, if it is among them."""
        openers = self._holders() if self._by_words else [o for o in self.locked.openers if o.by_pin]
        names = [Choice(opener.person, opener.short) for opener in openers]
        code = [Choice(CODE, say("用恢复单打开"))] if self._by_words and self._encrypted else []
        more = [Choice(MORE, say("别的：记一句话、换一本台账、退出"))] if len(names) + len(code) > PAGE else []
        self.query_one(Who).offer([*names, *code, *more])
        return next((name for name in names if name.id == person), None) if person else None

    def look(self) -> None:
        """The compound's name as the door tells it, nobody at the book."""
        door = dropbox.door(self.locked.path)
        name, colour = (door.name, door.colour) if door else (self.locked.path.stem, 0)
        self.query_one(TopBar).show(compound=name, title=say("锁着"), person="", seal=seal_of(colour))
        self.show_hints()

    def hints(self) -> Iterable[Hint]:
        """Names by digit, or digits."""
        drop = ("next", say("不用密码，记一句话"))
        if self._who:
            return (("back", say("换一位")), drop)
        many = len(self.query_one(Who).choices) > PAGE
        return (("choose", say("您是哪一位")), drop, ("menu", say("下一页") if many else ""))

    def more(self) -> Iterable[Choice]:
        """The other key, another book."""
        if not self._by_words and self._holders():
            yield Choice("passphrase", say("用口令打开"), say("会长、副会长或秘书的口令"))
        if self._encrypted:
            yield Choice(CODE, say("用恢复单打开"), say("照着纸打13组"))
        yield Choice("shelf", say("台账架"), say("打开另一本台账"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is taken down here goes to the drop box; nothing is locked that is."""
        return action == "jot" or (action != "lock" and super().check_action(action, parameters))

    # Who it is

    def on_digits_chosen(self, event: Digits.Chosen) -> None:
        """This is I."""
        if event.choice.id == MORE:
            self.action_menu()
        elif event.choice.id == CODE:
            self.action_code()
        else:
            self._choose(event.choice)

    def on_who_narrowed(self, event: Who.Narrowed) -> None:
        """Says what the names are narrowed to."""
        self._ask()
        self.show_hints()

    def _choose(self, who: Choice | None) -> None:
        """Turns to somebody; whose digits open nothing any more is asked for a passphrase, the own or an officer's."""
        kept = self.locked.kept
        if who is None or self._by_words or kept is None or kept.opens(who.id):
            self._turn_to(who)
            return
        self._by_words = True
        self._turn_to(self._offer(who.id))
        self.say(str(keys.said_blocked()), "error")

    def _turn_to(self, who: Choice | None) -> None:
        self._who = who
        asks = bool(who) and self._by_words
        names, pin, words = self.query_one(Who), self.query_one(Pin), self.query_one("#passphrase", Input)
        names.display, pin.display, words.display = not who, bool(who) and not asks, asks
        pin.ask(who.words if who else "")
        words.value = ""
        (words if asks else pin if who else names).focus()
        self._ask()
        self.show_hints()

    def _ask(self) -> None:
        names = self.query_one(Who)
        if self._who and self._by_words:
            lost = say("忘了口令：按{esc}，用恢复单打开。", esc=esc()) if self._encrypted else say(keys.HONEST)
            asked = say("{name}，请打口令，再按回车。", name=self._who.words) + "\n" + lost
        elif self._who:
            asked = say("请按四位数字，按完就开。{esc} 换一位。", esc=esc())
        elif names.words:
            asked = (
                say("名字里有「{words}」的。按退格，又多看几个。", words=names.words)
                if names.choices
                else say("没有叫「{words}」的。请按退格改。", words=names.words)
            )
        elif self._by_words:
            asked = self._asked_words()
        else:
            asked = say("您是哪一位？按数字选；打姓或者拼音，可以少看几个。")
            if self._encrypted:
                asked += "\n" + say("只锁了屏幕：四位密码就能开。关过电脑，就要口令或者恢复单。")
        self.query_one("#who", Static).update(Content(asked))
        tab = name_of(key("next").keys)
        drop = say("打不开也能先记：按{tab}记一句话，收好了谁也看不见，下次打开台账时放进去。", tab=tab)
        self.query_one("#drop", Static).update(Content(drop))

    def _asked_words(self) -> str:
        if not self._encrypted:
            return say("台账关上以后，要负责人的口令才能打开。您是哪一位？按数字选。")
        if not self._holders():
            return say("台账加了锁，口令的那个文件（.keys）找不到了或者坏了。请用恢复单打开。")
        if self.locked.kept is not None:
            return say("用口令或者恢复单打开。您是哪一位？按数字选。{esc} 用四位密码。", esc=esc())
        return say("台账加了锁：要口令或者恢复单才能打开，四位密码打不开。您是哪一位？按数字选。")

    def on_pin_entered(self, event: Pin.Entered) -> None:
        """The digits: right, or not."""
        self.host.unlock(self.locked, self._person, event.pin)

    @property
    def _person(self) -> str:
        return self._who.id if self._who else ""

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The passphrase: right, or not."""
        words, event.input.value = event.value, ""
        self.host.unlock(self.locked, self._person, words, passphrase=True)

    def meet(self, refused: Refused) -> None:
        """Wrong: whoever tried may try again, in a program that has seen nothing of the book."""
        again = replace(self.locked, person=self._person, notice=str(refused), asks_words=self._by_words)
        if not self.host.lock_again(again):
            self.locked = self.host.unlocking.counted(again)
            self._choose(self._who)
            super().meet(refused)

    def action_back(self) -> None:
        """Somebody else; those with digits again, where an encrypted book opens by them too."""
        if self._who is None and self.locked.kept is not None:
            self._by_words = False
            self._offer()
        self._turn_to(None)

    # Without a PIN

    def action_jot(self) -> None:
        """Takes down a word for the drop box."""
        from linli_tui.ui.screens.dropping import drop

        self.flow(drop(self, self.locked.path))

    def action_passphrase(self) -> None:
        """An officer opens the book with the passphrase, such as after too many wrong PINs."""
        self._by_words = True
        self._offer()
        self._turn_to(None)

    def action_code(self) -> None:
        """Whoever has the sheet opens the book with it."""
        self.flow(self._code())

    async def _code(self) -> None:
        from linli_tui.ui.screens.sheet import CodeScreen

        if typed := await self.ask(CodeScreen()):
            self.host.unlock_with_code(self.locked, typed)
