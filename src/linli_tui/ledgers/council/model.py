"""What a row of the council area is."""

from __future__ import annotations

from sqlmodel import Field as Column
from sqlmodel import SQLModel

DAY = {"pattern": r"^\d{4}-\d\d-\d\d$"}


class Body(SQLModel):
    """A body of the compound, the main one or one beside it, from one day to another."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    kind: str = Column(min_length=1)
    name: str | None = Column(default=None, max_length=60)
    seats: int | None = Column(default=None, ge=1)
    since: str | None = Column(default=None, schema_extra=DAY)
    until: str | None = Column(default=None, schema_extra=DAY)
    main: int | None = Column(default=None, ge=0, le=1)
    profile: str | None = None
    note: str | None = Column(default=None, max_length=500)
    order_key: str | None = None
    beside: str | None = None


class Term(SQLModel):
    """One term of a body, from the day it begins to the day it runs out."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    body: str = Column(min_length=1)
    ordinal: int | None = Column(default=None, ge=1)
    since: str | None = Column(default=None, schema_extra=DAY)
    until: str | None = Column(default=None, schema_extra=DAY)
    seats: int | None = Column(default=None, ge=1)
    elected_on: str | None = Column(default=None, schema_extra=DAY)
    how: str | None = None
    handed_on: str | None = Column(default=None, schema_extra=DAY)
    note: str | None = Column(default=None, max_length=500)
    label: str | None = None
    renew_by: str | None = None
    hand_over_by: str | None = None


class Filing(SQLModel):
    """A paper a body is founded or known by: when it was made, whether it was filed, where it lies."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    body: str = Column(min_length=1)
    kind: str = Column(min_length=1)
    made_on: str | None = Column(default=None, schema_extra=DAY)
    filed_on: str | None = Column(default=None, schema_extra=DAY)
    filed_with: str | None = Column(default=None, max_length=60)
    filed_no: str | None = Column(default=None, max_length=60)
    paper_at: str | None = Column(default=None, max_length=60)
    note: str | None = Column(default=None, max_length=500)
    due: str | None = None
    label: str | None = None


class Post(SQLModel):
    """That a person holds a post, of a body, for a place, a group or for all, from one day to another."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    person: str = Column(min_length=1)
    post: str = Column(min_length=1)
    place: str | None = None
    group: str | None = None
    body: str | None = None
    term: str | None = None
    since: str | None = Column(default=None, schema_extra=DAY)
    until: str | None = Column(default=None, schema_extra=DAY)
    note: str | None = Column(default=None, max_length=500)
    order_key: str | None = None
    label: str | None = None


class Setting(SQLModel):
    """That the compound has settled something this way, from one day to another."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    key: str = Column(min_length=1)
    value: str | None = Column(default=None, max_length=60)
    since: str | None = Column(default=None, schema_extra=DAY)
    until: str | None = Column(default=None, schema_extra=DAY)
    label: str | None = None
    shown: str | None = None


class Key(SQLModel):
    """That a person can open the book in this way, from one day to another; the secret itself is never a row."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    person: str = Column(min_length=1)
    kind: str = Column(min_length=1)
    since: str | None = Column(default=None, schema_extra=DAY)
    until: str | None = Column(default=None, schema_extra=DAY)
    note: str | None = Column(default=None, max_length=500)
    label: str | None = None
