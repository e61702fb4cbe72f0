"""Sentences are filled and can be said in other words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from linli_tui.core.words import _, say, use_catalogue


@pytest.fixture(autouse=True)
def own_words() -> Iterator[None]:
    yield
    use_catalogue({})


def test_places_are_filled() -> None:
    assert say("还差 {n} 户到{share}", n=3, share="80%") == "还差 3 户到80%"


def test_a_value_may_hold_braces_and_a_place_may_be_called_msgid() -> None:
    assert say("{msgid}", msgid="{n}") == "{n}"


def test_a_place_without_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("{who}在{place}", who="王芳")


def test_without_values_nothing_is_touched() -> None:
    assert say(_("门口有{箱子}和{box}")) == "门口有{箱子}和{box}"


def test_a_catalogue_replaces_words() -> None:
    use_catalogue({"{n}幢": "{n}号楼"})
    assert say("{n}幢", n=3) == "3号楼"
    assert say("撤回这一步") == "撤回这一步"


def test_a_catalogue_with_other_places_is_not_taken() -> None:
    with pytest.raises(ValueError, match="places"):
        use_catalogue({"{n}幢": "{m}号楼"})
    assert say("{n}幢", n=3) == "3幢"
