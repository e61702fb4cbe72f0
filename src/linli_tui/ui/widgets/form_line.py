"""One row of a form: what is asked, where it is written, how it is understood; below it a hint, or what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from linli_tui.core import kinds
from linli_tui.core.ledger import Field
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ui.widgets.writers import ChoiceWords, DateWords, RefWords, writer

Label = Callable[[str, str], str]
"""(ledger, id) -> how that record is called."""


class FormLine(Vertical):
    """A field being asked. The hint shows while one writes here, the fault until it is mended."""

    def __init__(self, field: Field, value: Any, label: Label) -> None:
        """Asks for `field`, which holds the stored `value` so far; `label` names records that are referred to."""
        super().__init__(id=f"line-{field.name}")
        self.field, self._label, self.fault = field, label, ""
        self.writer = writer(field, "")
        self.writer.id = f"writer-{field.name}"
        self.put(value)

    def compose(self) -> ComposeResult:
        """Label, writer, echo; hint."""
        mark = ("*", "$text-primary") if self.field.required else " "
        with Horizontal(classes="row"):
            yield Static(Content.assemble(say(self.field.title), mark), classes="label")
            yield self.writer
            if isinstance(self.writer, DateWords):
                yield Static("", classes="echo")
        yield Static("", classes="hint -empty")

    def on_mount(self) -> None:
        """Shows how what stands here is understood."""
        self.show_hint()

    def put(self, value: Any) -> None:
        """Writes a stored value here; while it is left as it is, it is the value, however it is shown."""
        self._stored = value
        if isinstance(self.writer, RefWords):
            self.writer.settle(str(value or ""), self._label(self.field.ref, str(value)) if value else "")
        else:
            self.writer.typed = kinds.show(self.field, value)
        self._untouched = self.typed

    def take_up(self, typed: str) -> None:
        """Writes here what a draft holds."""
        if isinstance(self.writer, RefWords) and typed and (name := self._label(self.field.ref, typed)):
            self.writer.settle(typed, name)
        else:
            self.writer.typed = typed

    @property
    def typed(self) -> str:
        """What a draft keeps of this line."""
        if isinstance(self.writer, RefWords) and self.writer.settled:
            return self.writer.record if self.writer.value else ""
        return self.writer.typed

    def value(self) -> Any:
        """The stored value of what is written; None for nothing. Raises Refused naming the field."""
        if isinstance(self.writer, RefWords):
            if not self.writer.settled:
                raise Refused(
                    say("「{title}」还没有选定。", title=self.field.title), do=self.writer.hint(), field=self.field.name
                )
            found = self.writer.record if self.writer.value.strip() else None
        elif self.typed == self._untouched:
            found = self._stored
        else:
            found = kinds.read(self.field, self.writer.typed)
        if found in (None, "") and self.field.required:
            raise Refused(
                say("「{title}」还没有填。", title=self.field.title), do=say("请填上。"), field=self.field.name
            )
        return None if found == "" else found

    def shown(self, value: Any) -> str:
        """A stored value of this field in words."""
        if self.field.ref:
            return self._label(self.field.ref, str(value)) if value else ""
        return kinds.show(self.field, value)

    def find_fault(self, sentence: str) -> None:
        """Shows what is wrong here; "" when nothing is."""
        self.fault = sentence
        self.show_hint()

    def check(self) -> None:
        """Looks at what is written when one leaves: a fault is shown, nothing is forced; an empty row is left alone."""
        try:
            if self.writer.typed.strip():
                self.value()
            self.find_fault("")
        except Refused as refused:
            self.find_fault(str(refused))

    def show_hint(self) -> None:
        """Shows fault or hint, and the echo."""
        if not self.is_attached or not self._nodes:
            return
        active = self.writer.has_focus
        words = self.fault or (self.writer.hint() if active else "")
        hint = self.query_one(".hint", Static)
        hint.update(Content(words))
        hint.set_class(not words, "-empty")
        self.set_class(bool(self.fault), "-wrong")
        self.set_class(active, "-active")
        if isinstance(self.writer, DateWords):
            self.query_one(".echo", Static).update(Content(self.writer.echo()))

    def on_descendant_focus(self) -> None:
        """One begins to write here."""
        self.show_hint()

    def on_descendant_blur(self) -> None:
        """One has left."""
        self.check()

    def on_choice_words_misheard(self, event: ChoiceWords.Misheard) -> None:
        """Says how to choose."""
        event.stop()
        self.find_fault(say("这里按数字选：{choices}", choices=self.writer.hint()))

    def on_input_changed(self) -> None:
        """How it is understood may have changed."""
        self.fault = ""
        self.show_hint()

    def on_text_area_changed(self) -> None:
        """The same for a note."""
        self.fault = ""
        self.show_hint()
