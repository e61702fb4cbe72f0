"""A finding while it is being told: what is known of it so far, what its digits mean, what is kept of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from linli_tui.core.cells import pad
from linli_tui.core.fold import clean
from linli_tui.core.words import _, say
from linli_tui.ledgers.findings import codes, service
from linli_tui.ledgers.findings.rules import REST

if TYPE_CHECKING:
    from linli_tui.book.book import Book

Row = dict[str, Any]
ROWS = (("code", _("哪一类")), ("place", _("在哪里")), ("length", _("怎么办")), ("words", _("怎么回事")))
LENGTHS = (("spot", _("当场解决")), ("follow", _("要跟进")), ("report", _("要上报")))
DOWN, COLUMN = 10, 25
"""Codes below each other, and the cells of one column of them."""


@dataclass(slots=True)
class Telling:
    """What somebody has said of one finding; `place` is a record, `called` how it is called."""

    record: str = ""
    round: str = ""
    code: str = ""
    place: str = ""
    called: str = ""
    length: str = ""
    words: str = ""
    ready: list[str] = field(default_factory=list)

    @classmethod
    def begun(cls, book: Book, record: str, round: str) -> Telling:  # noqa: A002
        """A new one, of a round where one is given, or the finding `record` as far as it is known."""
        row = (book.read.get("finding", record) if record else None) or {}
        code, place, length, words, called = (
            str(row.get(name) or "") for name in ("code", "place", "length", "words", "place_label")
        )
        return cls(record, round, code, place, called, length, "" if words == say(REST) else words)

    def take_up(self, book: Book, typed: dict[str, str]) -> None:
        """Goes on with what a draft holds: the texts of the rows, the place as a record."""
        self.search(typed.get("code", ""))
        self.place, self.words = typed.get("place", ""), typed.get("words", "")
        self.called = book.read.label("place", self.place) if self.place else ""
        self.length = next((key for key, title in LENGTHS if say(title) == typed.get("length")), "")

    @property
    def title(self) -> str:
        """What its kind is called."""
        return codes.of(self.code).title

    @property
    def urgent(self) -> str:
        """Whom to call at once, where its level is the highest; "" for every other."""
        level = codes.levels()[codes.of(self.code).level]
        return say("{words}。", words=level.words) if level is next(iter(codes.levels().values())) else ""

    @property
    def shown(self) -> tuple[str, ...]:
        """The texts of the four rows."""
        length = say(dict(LENGTHS).get(self.length, ""))
        return self.title, self.called, length, self.words

    def choose(self, typed: str) -> bool:
        """Takes the kind with these digits; False where there is none."""
        every = list(codes.hazards())
        found = 0 < int(typed) <= len(every)
        self.code = every[int(typed) - 1] if found else ""
        return found

    def search(self, typed: str) -> bool:
        """Takes the first kind whose name holds these words; False where there is none, True for no words."""
        found = [hazard.code for hazard in codes.hazards().values() if typed and typed in hazard.title]
        self.code = found[0] if found else ""
        return bool(found) or not typed

    def values(self, where: str, words: str) -> Row:
        """What is kept: a place nobody has is told in the words, and without words the kind is enough."""
        unknown = "" if self.place else clean(where)
        told = "：".join(filter(None, (unknown, clean(words) or self.title))) or say(REST)
        values: Row = {"code": self.code, "place": self.place, "length": self.length, "round": self.round}
        return {name: value for name, value in values.items() if value} | {"words": told}

    def options(self, key: str) -> list[str]:
        """What digits, or words, mean in a row."""
        if key == "code":
            told = [f"{n:02d} {hazard.title}" for n, hazard in enumerate(codes.hazards().values(), 1)]
            return ["".join(pad(text, COLUMN) for text in told[n::DOWN]).rstrip() for n in range(DOWN)]
        if key == "place":
            way = say("打 7-2 就是7幢2单元，打 7 就是7幢，也可以打设施的名字。")
            return [way, say("看不清、不知道的，按回车，以后补。")]
        if key == "length":
            usual = say("不按数字，照这一类平时的：{usual}", usual=say(dict(LENGTHS)[codes.of(self.code).length]))
            return [*(f"{n}  {say(title)}" for n, (_key, title) in enumerate(LENGTHS, 1)), "", usual]
        lines = [f"{n}  {words}" for n, words in enumerate(self.ready, 1)]
        return [*lines, "", say("按数字写上一句，也可以自己打字。回车记下。")]

    def article(self, book: Book) -> str:
        """What the pact in force says about it; "" where it says nothing."""
        found = service.article(book, self.code, self.place) if self.code else None
        said = _("{label}：{text}（{pact}）")
        return say(said, pact=found["title"], label=found["label"], text=found["text"]) if found else ""
