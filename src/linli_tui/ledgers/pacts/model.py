"""What a row of the pacts area is."""

from __future__ import annotations

from sqlmodel import Field as Column
from sqlmodel import SQLModel

DAY = {"pattern": r"^\d{4}-\d\d-\d\d$"}


class Pact(SQLModel):
    """A pact, whatever its versions say."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    number: str | None = None
    title: str = Column(min_length=1, max_length=60)
    kind: str = Column(min_length=1)
    scope: str | None = None
    note: str | None = Column(default=None, max_length=1000)


class PactVersion(SQLModel):
    """One text of a pact, from draft to end."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    state: str = Column(min_length=1)
    pact: str = Column(min_length=1)
    no: int | None = Column(default=None, ge=1)
    gathered_on: str | None = Column(default=None, schema_extra=DAY)
    reviewed_on: str | None = Column(default=None, schema_extra=DAY)
    adopted: str | None = Column(default=None, schema_extra=DAY)
    decided_at: str | None = Column(default=None, max_length=120)
    motion: str | None = None
    assembly: str | None = None
    proposal: str | None = None
    filed_on: str | None = Column(default=None, schema_extra=DAY)
    filed_at: str | None = Column(default=None, max_length=40)
    posted_on: str | None = Column(default=None, schema_extra=DAY)
    effective: str | None = Column(default=None, schema_extra=DAY)
    ended: str | None = Column(default=None, schema_extra=DAY)
    review_on: str | None = Column(default=None, schema_extra=DAY)
    renewal: str | None = None
    before: str | None = None
    amends: str | None = Column(default=None, max_length=400)
    adds: int | None = Column(default=None, ge=0)
    text_note: str | None = Column(default=None, max_length=1000)
    label: str | None = None
    quiet_until: str | None = None


class Article(SQLModel):
    """One article of a version."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    version: str = Column(min_length=1)
    title: str = Column(min_length=1, max_length=40)
    text: str = Column(min_length=1, max_length=2000)
    line: int | None = Column(default=None, ge=1, le=999)
    root: str | None = None
    amendment: str | None = None
    label: str | None = None


class Signature(SQLModel):
    """What a home said to a version."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    version: str = Column(min_length=1)
    home: str = Column(min_length=1)
    state: str = Column(min_length=1)
    capacity: str | None = None
    how: str | None = None
    not_for: str | None = Column(default=None, max_length=60)
    reason: str | None = None
    next_on: str | None = Column(default=None, schema_extra=DAY)
    signed_on: str | None = Column(default=None, schema_extra=DAY)
    paper: str | None = Column(default=None, max_length=40)
    line: int | None = Column(default=None, ge=1)
    finding: str | None = None
    note: str | None = Column(default=None, max_length=500)
    place_key: str | None = None
    label: str | None = None


class Amendment(SQLModel):
    """A proposal to change a pact, and how it was decided."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    number: str | None = None
    state: str = Column(min_length=1)
    pact: str = Column(min_length=1)
    kind: str = Column(min_length=1)
    article: str | None = None
    title: str | None = Column(default=None, max_length=40)
    text: str | None = Column(default=None, max_length=2000)
    why: str = Column(min_length=1, max_length=1000)
    person: str | None = None
    day: str | None = Column(default=None, schema_extra=DAY)
    motion: str | None = None
    assembly: str | None = None
    proposal: str | None = None
    decided_on: str | None = Column(default=None, schema_extra=DAY)
    label: str | None = None


class Ground(SQLModel):
    """A finding that speaks for a proposal."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    amendment: str = Column(min_length=1)
    finding: str = Column(min_length=1)
    note: str | None = Column(default=None, max_length=500)
    label: str | None = None
