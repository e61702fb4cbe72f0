"""A book whose council has posts, and a lock that costs next to nothing, for whatever has to sign in."""

from __future__ import annotations

import pytest

from linli_tui.book import keys, verifier
from linli_tui.book.book import Book
from linli_tui.book.writing import write
from linli_tui.core.access import OWNER

PINS = {"孙玉兰": "2580", "王桂芳": "1379", "周大明": "8642"}
POSTS = {"孙玉兰": "chair", "王桂芳": "secretary", "周大明": "building_head"}


def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Takes the slowness out of the lock."""
    monkeypatch.setattr(verifier, "MEMORY_KIB", 32)
    monkeypatch.setattr(verifier, "PASSES", 1)
    monkeypatch.setattr(verifier, "LEAST_MS", dict.fromkeys(verifier.LEAST_MS, 0))


def appoint(book: Book, name: str, post: str, **more: str | None) -> str:
    """Writes somebody down and gives a post; returns the person."""
    person = write(book, OWNER, "person", {"name": name, "phone": "13600005588"}).records[0][1]
    write(book, OWNER, "post", {"person": person, "post": post, **more})
    return person


def council(book: Book) -> dict[str, str]:
    """The chair, the secretary and the head of building 7, by their names."""
    building = write(book, OWNER, "building", {"code": "7"}).records[0][1]
    places = {"building_head": building}
    return {name: appoint(book, name, post, place=places.get(post)) for name, post in POSTS.items()}


def lock(book: Book, people: dict[str, str]) -> None:
    """Gives each of them a PIN."""
    for name, person in people.items():
        keys.set_pin(book, OWNER, person, PINS[name])
