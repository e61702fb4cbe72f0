"""A building as people stand before it: each home behind its window, and by digit what the areas say about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from linli_tui.book.book import Book
from linli_tui.core import clock
from linli_tui.core.access import Actor
from linli_tui.core.layer import Layer
from linli_tui.core.words import say
from linli_tui.ledgers.places.service import grid
from linli_tui.ui import cards
from linli_tui.ui.keys import binding, digits
from linli_tui.ui.screens import go
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.widgets.digits import Choice
from linli_tui.ui.widgets.facade import Facade, Front, Window
from linli_tui.ui.widgets.foot import Hint

INKS = {"good": "$text-success", "warn": "bold $text-warning", "faint": "$text-muted"}
MEMORY = "places.layer"


class BuildingScreen(PageScreen[None]):
    """The front of one building; a digit chooses the layer, Enter opens the home one stands before."""

    heading = "楼幢"
    BINDINGS = [
        *digits("building.choose", "layer"),
        binding("building.open", "open"),
        Binding("right", "walk(1)", say("右边一户"), show=False, id="building.right"),
        Binding("left", "walk(-1)", say("左边一户"), show=False, id="building.left"),
    ]

    def __init__(self, book: Book, actor: Actor, building: str) -> None:
        """Of one building."""
        super().__init__()
        self._building = building
        self._layers: list[Layer] = []
        self._counts: dict[tuple[str, str], int] = {}

    def content(self) -> Iterable[Widget]:
        """Name and layers, the front, what the words count up to, and who is behind the window."""
        yield Horizontal(Static("", id="name"), Static("", id="place"), id="title")
        yield Static("", id="layers")
        yield Facade()
        yield Static("", id="legend")
        yield Static("", id="behind")

    def on_mount(self) -> None:
        """The front has the arrows, the screen the digits."""
        self._layers = [layer for area in self.host.catalog.areas for layer in area.layers][:9]
        self.query_one(Facade).focus()

    def hints(self) -> Iterable[Hint]:
        """The few keys of a walk."""
        page = (("page_down", "看别处"),) if any(self.query_one(Facade).unseen) else ()
        return (("choose", "换一样看"), ("open", "打开这一户"), *page, ("menu", ""), ("back", ""))

    def more(self) -> Iterable[Choice]:
        """The layers, as the menu has everything."""
        for digit, layer in enumerate(self._layers, 1):
            yield Choice(f"layer({digit})", say("看{title}", title=layer.title))

    @property
    def _layer(self) -> int:
        """The place of the layer that is shown, which stays the same from building to building."""
        return min(int(self.host.memory.get(MEMORY, 0)), max(len(self._layers) - 1, 0))

    def reread(self) -> None:
        """Reads the building and its layer again."""
        said = self._said()
        shape = grid(self.book, self._building)
        windows = [
            [Window(cell.home, cell.code, *said.get(cell.home, ("", ""))) if cell else None for cell in line]
            for line in shape.cells
        ]
        homes = [window for line in windows for window in line if window]
        self._counts = Counter((window.word, window.tint) for window in homes)
        front = Front([(e.label, e.doors) for e in shape.entrances], [f.label for f in shape.floors], windows)
        self.query_one(Facade).show(front)
        name = self.book.read.label("building", self._building)
        about = say("{floors}层{homes}户", floors=len(shape.floors), homes=len(homes)) if homes else ""
        self.query_one("#name", Static).update(Content.assemble((name, "bold"), (f"   {about}", "$text-muted")))
        self._say_layers(bool(homes))
        self.show_hints()

    def _said(self) -> dict[str, tuple[str, str]]:
        if not self._layers:
            return {}
        today = clock.today().isoformat()
        rows: list[dict[str, Any]] = self.book.read.sql(*self._layers[self._layer].query(self._building, today))
        return {row["home"]: (row["word"], row["tint"]) for row in rows}

    def _say_layers(self, any_home: bool) -> None:
        marked = "bold $text-accent on $block-cursor-blurred-background"
        titles = (
            Content.styled(f" {n + 1} {layer.title} ", marked if n == self._layer else "")
            for n, layer in enumerate(self._layers)
        )
        self.query_one("#layers", Static).update(Content(" ").join(titles))
        words = sorted(self._counts.items(), key=lambda pair: (not pair[0][0], -pair[1]))
        counted = (
            Content.styled(
                say("{word} {n}户", word=word or say("没有记"), n=n), INKS.get(tint, "" if word else "$text-muted")
            )
            for (word, tint), n in words
        )
        empty = Content(say("这幢楼还没有登记房屋。在楼幢的页面上选「添单元和房屋」。"))
        self.query_one("#legend", Static).update(Content("   ").join(counted) if any_home else empty)

    def on_facade_moved(self, event: Facade.Moved) -> None:
        """Who is behind this window, and how much of the building is out of view."""
        ledger = self.host.catalog.ledgers["home"]
        row = self.book.read.get("home", event.window.id)
        about = cards.line_of(ledger, row) if row else ""
        self.query_one("#behind", Static).update(Content(about))
        above, below, left, right = self.query_one(Facade).unseen
        unseen = (
            (above, say("上面还有{n}层", n=above)), (below, say("下面还有{n}层", n=below)),
            (left, say("左边还有{n}列", n=left)), (right, say("右边还有{n}列", n=right)),
        )  # fmt: skip
        self.query_one("#place", Static).update(Content("，".join(words for n, words in unseen if n)))

    def action_layer(self, digit: int) -> None:
        """Shows what another area says about the homes."""
        if digit <= len(self._layers):
            self.host.memory[MEMORY] = digit - 1
            self.reread()

    def action_walk(self, doors: int) -> None:
        """One door on, or back."""
        self.query_one(Facade).action_move(0, doors)

    def action_open(self) -> None:
        """The card of the home one stands before."""
        if window := self.query_one(Facade).here:
            go.card(self, self.host.catalog.ledgers["home"], window.id)
