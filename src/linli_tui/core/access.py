"""Who may do what: the signed-in person, the posts there are grants for, and the grants an area declares.

Nothing is allowed that no grant allows. A person with several posts has what each of them has.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

OWNER_POST, CARETAKER = "owner", "caretaker"
"""Two posts nobody is appointed to: the head of a book that has no keys yet, and a chair whose term has run out."""

OFFICERS = ("chair", "vice", "secretary")
COMMITTEE = (*OFFICERS, "member", "accountant", "cashier", "supervisor")
HEADS = ("building_head", "unit_head", "ten_head", "grid_head")
COUNTERS = ("teller", "caller", "scrutineer")
VOLUNTEERS = (*HEADS, "patrol_leader", "mediator", "worker")
EVERYONE = (*COMMITTEE, *VOLUNTEERS, *COUNTERS, "keeper", CARETAKER)
"""All but the screen on the wall."""

READ, WRITE, VOID, DECIDE, COUNT = "read", "write", "void", "decide", "count"
LEDGER_RIGHTS = ((READ, "看"), (WRITE, "写"), (VOID, "废"), (DECIDE, "定"), (COUNT, "数"))
"""What may be granted on a ledger: read it; create and change records; void them; take the steps that bind others; see
the figures of it without reading it."""

BOOK = "book"
"""The name under which what concerns the book as a whole is granted."""
BOOK_RIGHTS = (
    ("import", "导入"),
    ("report", "报送"),
    ("acts", "看别人做的事"),
    ("undo", "撤回别人的"),
    ("look", "看电话和证件号"),
    ("erase", "删除个人信息"),
    ("keys", "管开锁方式"),
    ("hand_over", "换届和移交"),
    ("confirm", "认投进来的"),
)


@dataclass(frozen=True, slots=True)
class Actor:
    """A person at the keyboard: `id` for the journal, the name shown, the posts held, the places they are held for."""

    id: str
    name: str
    posts: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def is_owner(self) -> bool:
        """Whether everything is allowed: the book has no keys yet."""
        return OWNER_POST in self.posts

    @property
    def is_caretaker(self) -> bool:
        """Whether this is somebody whose term has run out and who keeps watch until there are successors."""
        return CARETAKER in self.posts


OWNER = Actor(OWNER_POST, "本机负责人", (OWNER_POST,))
"""May do everything; who acts in a book nobody has a key to yet."""
NOBODY = Actor("", "", ())
"""May do nothing; who sits at a book until somebody has signed in."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What holders of some posts may do with some ledgers of an area (空 = all of them).

    `rows`: "all", "here" (what lies in the places the post is for) or "own" (what the person wrote or is about), by
    the conditions `here` and `own` of the ledger. `clear`: the classes of `core.names.mask` shown without a mask.
    """

    posts: tuple[str, ...]
    rights: tuple[str, ...] = (READ,)
    ledgers: tuple[str, ...] = ()
    rows: str = "all"
    clear: tuple[str, ...] = ("name",)


@dataclass(frozen=True, slots=True)
class Allowed:
    """What somebody may do with one ledger: the rows each right reaches, and the masking classes that are open."""

    rows: tuple[tuple[str, frozenset[str]], ...] = ()
    clear: frozenset[str] = frozenset()

    def scopes(self, right: str) -> frozenset[str]:
        """The rows a right reaches: "all", or any of "here" and "own"; empty when it is not given."""
        return dict(self.rows).get(right, frozenset())


EVERYTHING = Allowed(tuple((right, frozenset({"all"})) for right, _ in LEDGER_RIGHTS), frozenset({"*"}))


def allowed(grants: Iterable[Grant], ledger: str, posts: Iterable[str]) -> Allowed:
    """What these posts together may do with one ledger."""
    held = set(posts)
    rows: dict[str, set[str]] = {}
    clear: set[str] = set()
    for grant in grants:
        if held.intersection(grant.posts) and (not grant.ledgers or ledger in grant.ledgers):
            clear.update(grant.clear)
            for right in grant.rights:
                rows.setdefault(right, set()).add(grant.rows)
    return Allowed(tuple((right, frozenset(scopes)) for right, scopes in rows.items()), frozenset(clear))
