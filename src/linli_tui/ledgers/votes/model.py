"""What a row of the votes area is."""

from __future__ import annotations

from sqlmodel import Field as Column
from sqlmodel import SQLModel

DAY = {"pattern": r"^\d{4}-\d\d-\d\d$"}


class Motion(SQLModel):
    """Something put to a committee, and what its members decided, in integers."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    number: str | None = None
    state: str = Column(min_length=1)
    title: str = Column(min_length=1, max_length=60)
    body: str | None = None
    text: str | None = Column(default=None, max_length=2000)
    held_on: str | None = Column(default=None, schema_extra=DAY)
    seats: int | None = Column(default=None, ge=1)
    profile: str | None = None
    decided_on: str | None = Column(default=None, schema_extra=DAY)
    verdict: str | None = None
    rule: str | None = None
    rule_from: str | None = Column(default=None, schema_extra=DAY)
    heads: int | None = Column(default=None, ge=0)
    came: int | None = Column(default=None, ge=0)
    yes: int | None = Column(default=None, ge=0)
    no: int | None = Column(default=None, ge=0)
    abstained: int | None = Column(default=None, ge=0)
    label: str | None = None


class Assembly(SQLModel):
    """Something put to a meeting of residents or villagers, counted by numbers alone."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    number: str | None = None
    state: str = Column(min_length=1)
    title: str = Column(min_length=1, max_length=60)
    body: str = Column(min_length=1)
    text: str | None = Column(default=None, max_length=2000)
    held_on: str | None = Column(default=None, schema_extra=DAY)
    heads: int | None = Column(default=None, ge=0)
    came: int | None = Column(default=None, ge=0)
    yes: int | None = Column(default=None, ge=0)
    no: int | None = Column(default=None, ge=0)
    abstained: int | None = Column(default=None, ge=0)
    profile: str | None = None
    decided_on: str | None = Column(default=None, schema_extra=DAY)
    verdict: str | None = None
    rule: str | None = None
    rule_from: str | None = Column(default=None, schema_extra=DAY)
    label: str | None = None


class Proposal(SQLModel):
    """Something put to all owners, and what they decided: heads, and areas in 0.01 m2."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    number: str | None = None
    state: str = Column(min_length=1)
    title: str = Column(min_length=1, max_length=60)
    matter: str = Column(min_length=1)
    text: str | None = Column(default=None, max_length=2000)
    posted_on: str | None = Column(default=None, schema_extra=DAY)
    closes_on: str | None = Column(default=None, schema_extra=DAY)
    spoilt: str | None = None
    unreturned: str | None = None
    parking: int | None = Column(default=None, ge=0, le=1)
    profile: str | None = None
    decided_on: str | None = Column(default=None, schema_extra=DAY)
    verdict: str | None = None
    rule: str | None = None
    rule_from: str | None = Column(default=None, schema_extra=DAY)
    heads: int | None = Column(default=None, ge=0)
    area_001m2: int | None = Column(default=None, ge=0)
    came: int | None = Column(default=None, ge=0)
    came_001m2: int | None = Column(default=None, ge=0)
    yes: int | None = Column(default=None, ge=0)
    yes_001m2: int | None = Column(default=None, ge=0)
    no: int | None = Column(default=None, ge=0)
    no_001m2: int | None = Column(default=None, ge=0)
    abstained: int | None = Column(default=None, ge=0)
    abstained_001m2: int | None = Column(default=None, ge=0)
    left_out: int | None = Column(default=None, ge=0)
    missing_yes: int | None = Column(default=None, ge=0)
    missing_other: int | None = Column(default=None, ge=0)
    missing_absent: int | None = Column(default=None, ge=0)
    label: str | None = None


class Voice(SQLModel):
    """One seated member of a committee at a motion, and what was said; nothing until it is known."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    motion: str = Column(min_length=1)
    person: str = Column(min_length=1)
    post: str | None = Column(default=None, max_length=20)
    seat: int | None = Column(default=None, ge=1)
    choice: str | None = None
    note: str | None = Column(default=None, max_length=500)
    label: str | None = None


class Ballot(SQLModel):
    """What came back from one part for a proposal, or that the paper was delivered there."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    proposal: str = Column(min_length=1)
    home: str = Column(min_length=1)
    choice: str = Column(min_length=1)
    returned_on: str | None = Column(default=None, schema_extra=DAY)
    note: str | None = Column(default=None, max_length=500)
    place_key: str | None = None
    label: str | None = None
