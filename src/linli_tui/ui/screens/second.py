"""A second person: what cannot be undone is vouched for by another officer, with her own four digits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from linli_tui.book import keys, people
from linli_tui.book.verifier import PIN
from linli_tui.core.access import OFFICERS, Actor
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ui.host import Seat, seat
from linli_tui.ui.screens.asking import AskScreen, esc
from linli_tui.ui.widgets.digits import Choice, Digits
from linli_tui.ui.widgets.pin import Pin
from linli_tui.ui.widgets.who import Who

if TYPE_CHECKING:
    from linli_tui.ui.screens.page import PageScreen


async def ask_second(
    page: PageScreen[Any], what: str, among: Iterable[people.Member] | None = None, *, but: str = ""
) -> Actor | None:
    """The second person who vouches for `what`, None where nobody did; only inside a flow.

    One of the officers but whoever it is about, or somebody `among` these. Raises Refused where there is nobody else
    who could, such as in a book without keys, or where all have a PIN that somebody else chose.
    """
    at = page.seat
    asked = [m for m in (_officers(at) if among is None else among) if m.person != but]
    choices = [Choice(m.person, m.name, m.short) for m in asked if not keys.is_given(at.book, m.person)]
    if not choices:
        names = "、".join(member.name for member in asked)
        own = say("{names}的密码是别人设的，要本人打开台账自己换一次，才能替人确认。", names=names)
        raise Refused(
            say("{what}要两个人一起办，现在没有别的负责人可以按密码。", what=what),
            say("什么也没有做。"),
            own if asked else say("请先在「开锁方式」里给另一位负责人设好四位密码，让他自己换一次。"),
        )
    vouched: Actor | None = await page.ask(SecondScreen(what, choices))
    return vouched


def _officers(at: Seat) -> list[people.Member]:
    """The officers of today who have a PIN, but for the one who sits here."""
    there = [m for m in keys.holders(at.book) if set(m.posts) & set(OFFICERS) and m.person != at.actor.id]
    return [member for member in there if PIN in keys.kinds_of(at.book, member.person)]


class SecondScreen(AskScreen[Actor]):
    """First who it is, then the digits; the answer is the person, None for nobody."""

    def __init__(self, what: str, choices: list[Choice]) -> None:
        """Asks one of these people to vouch for `what`."""
        super().__init__()
        self._what, self._choices = what, choices
        self._person = ""

    def compose(self) -> ComposeResult:
        """What it is about, the names, the digits."""
        with Vertical(id="band"):
            yield Static(Content(say("要第二个人一起确认：{what}", what=self._what)), id="question")
            yield Static(Content(say("办成以后不能撤回。请另一位负责人看清楚，自己来按。")), id="detail")
            yield Who(self._choices)
            yield Pin()
            yield Static(Content(self._ways()), id="ways")

    def on_mount(self) -> None:
        """The names first."""
        self.query_one(Pin).display = False
        self.query_one(Who).focus()

    def _ways(self) -> str:
        if self._person:
            return say("四位数字，按完就算。{esc} 换一位。", esc=esc())
        return say("按数字选，打字可以缩小范围。{esc} 不办了。", esc=esc())

    def _say(self, text: str) -> None:
        self.query_one("#ways", Static).update(Content(text))

    def on_digits_chosen(self, event: Digits.Chosen) -> None:
        """This one vouches."""
        self._turn_to(event.choice.id, event.choice.words)

    def _turn_to(self, person: str, name: str = "") -> None:
        self._person = person
        names, pin = self.query_one(Who), self.query_one(Pin)
        names.display, pin.display = not person, bool(person)
        pin.ask(name)
        (pin if person else names).focus()
        self._say(self._ways())

    def on_pin_entered(self, event: Pin.Entered) -> None:
        """The digits: right, or not."""
        try:
            vouched = keys.vouch(seat(self).book, self._person, event.pin)
        except Refused as refused:
            self._say(str(refused))
            return
        self.dismiss(vouched)

    def action_back(self) -> None:
        """Another one, or nobody."""
        if self._person:
            self._turn_to("")
        else:
            self.dismiss(None)
