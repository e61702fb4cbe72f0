"""Where one field is written: plain words, a choice by digit, a date echoed in full, a note of several lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from textual import events
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, TextArea

from linli_tui.core import clock, dates
from linli_tui.core.fold import fold
from linli_tui.core.ledger import Choices, Field
from linli_tui.core.refusal import Refused
from linli_tui.core.words import _, say

FLAG: Choices = (("1", _("是")), ("0", _("否")))
WEEK = "一二三四五六日"


class Words(Input):
    """One row for one field."""

    def __init__(self, field: Field, text: str) -> None:
        """A row that holds `text`; what stands there is replaced by the first sign typed."""
        super().__init__(text, compact=True, select_on_focus=True)
        self.field = field
        self.cursor_blink = False

    @property
    def typed(self) -> str:
        """What stands there."""
        return self.value

    @typed.setter
    def typed(self, text: str) -> None:
        """Writes something else there."""
        self.value = text
        self.cursor_position = len(text)

    def hint(self) -> str:
        """What to write here."""
        return say(self.field.hint) if self.field.hint else ""


class DateWords(Words):
    """A date, written any way people write one and echoed in full."""

    def hint(self) -> str:
        """How a date may be written."""
        return super().hint() or say("写成 3月8日、0308、20260308、今天、昨天 都可以")

    def echo(self) -> str:
        """The day that is meant, with its weekday; nothing while no day is understood."""
        try:
            day = dates.read_date(self.value, clock.today()) if self.value.strip() else None
        except Refused:
            return ""
        return say("{day} 星期{week}", day=dates.show_date(day), week=WEEK[day.weekday()]) if day else ""


class ChoiceWords(Words):
    """One of a few choices: a digit picks it, Backspace takes it away."""

    @dataclass
    class Wanted(Message):
        """Somebody wants to see all choices, because there are more than nine or by the space bar."""

        writer: ChoiceWords

    @dataclass
    class Misheard(Message):
        """Something was typed that is none of the choices."""

        writer: ChoiceWords

    @property
    def choices(self) -> Choices:
        """(key, title) in order."""
        return FLAG if self.field.kind == "flag" else self.field.choices

    def hint(self) -> str:
        """The choices with their digits."""
        if len(self.choices) > 9:
            return say("按数字或空格，从 {n} 种里挑", n=len(self.choices))
        return "  ".join(f"{n} {say(title)}" for n, (_key, title) in enumerate(self.choices, 1))

    async def _on_key(self, event: events.Key) -> None:
        if event.key in ("backspace", "delete"):
            self.typed = ""
        elif event.key == "space" or (event.is_printable and len(self.choices) > 9):
            self.post_message(self.Wanted(self))
        elif event.is_printable and event.character:
            digit = fold(event.character)
            if digit.isdigit() and 0 < int(digit) <= len(self.choices):
                self.typed = say(self.choices[int(digit) - 1][1])
            else:
                self.post_message(self.Misheard(self))
        else:
            return
        event.stop()
        event.prevent_default()


class RefWords(Words):
    """Another record, found by a piece of its name; `record` is its id once it is settled."""

    record = ""
    label = ""

    def settle(self, record: str, label: str) -> None:
        """This record is meant."""
        self.record, self.label = record, label
        if self.value == label and self.is_attached:
            self.post_message(self.Changed(self, label))  # its words were typed in full: what they mean is new
        self.value = label

    @property
    def settled(self) -> bool:
        """Whether what stands there is a record, or nothing."""
        return bool(self.record and self.value == self.label) or not self.value.strip()

    @property
    def unsettled(self) -> bool:
        """Whether one has to be chosen: what stands there is no record yet, or nothing where one is needed."""
        return not self.settled or (self.field.required and not self.value.strip())

    def hint(self) -> str:
        """How to find one."""
        return super().hint() or say("打名字、拼音首字母或房号，按回车来选")


class NoteWords(TextArea):
    """A text of several lines; Enter on an empty line goes on."""

    @dataclass
    class Submitted(Message):
        """On to the next field."""

        writer: NoteWords

    def __init__(self, field: Field, text: str) -> None:
        """Room for a note."""
        super().__init__(text, soft_wrap=True, show_line_numbers=False, compact=True, highlight_cursor_line=False)
        self.field = field
        self.cursor_blink = False

    @property
    def typed(self) -> str:
        """What stands there."""
        return self.text

    @typed.setter
    def typed(self, text: str) -> None:
        """Writes something else there."""
        self.text = text

    def hint(self) -> str:
        """How to leave it."""
        ways = say("回车换一行；在空行上再按回车，到下一栏") if self.text.strip() else ""
        return "  ".join(filter(None, (say(self.field.hint) if self.field.hint else "", ways)))

    async def _on_key(self, event: events.Key) -> None:
        row, _column = self.cursor_location
        if event.key == "enter" and not self.document.get_line(row).strip():
            self.post_message(self.Submitted(self))
        elif event.key == "down" and row == self.document.line_count - 1:
            self.screen.focus_next()
        elif event.key == "up" and row == 0:
            self.screen.focus_previous()
        else:
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()


Writer = Words | NoteWords


def writer(field: Field, text: str) -> Writer:
    """The place to write a field of its kind in."""
    kinds: dict[str, Any] = {
        "choice": ChoiceWords,
        "flag": ChoiceWords,
        "date": DateWords,
        "ref": RefWords,
        "note": NoteWords,
    }
    made: Writer = kinds.get(field.kind, Words)(field, text)
    return made


def is_writer(widget: Widget | None) -> bool:
    """Whether somebody writes in this widget."""
    return isinstance(widget, Input | TextArea)
