"""What a row of the findings area is."""

from __future__ import annotations

from sqlmodel import Field as Column
from sqlmodel import SQLModel

DAY = {"pattern": r"^\d{4}-\d\d-\d\d$"}
LATEST = 2880
"""Minutes after midnight of the evening; 1440 and more are of the day after."""


class Finding(SQLModel):
    """Something that was found, as far as it was told, and what became of it."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    number: str | None = None
    state: str = Column(min_length=1)
    code: str | None = None
    place: str | None = None
    found_on: str | None = Column(default=None, schema_extra=DAY)
    found_at: int | None = Column(default=None, ge=0, le=LATEST)
    words: str = Column(min_length=1, max_length=500)
    source: str | None = None
    round: str | None = None
    level: str | None = None
    length: str | None = None
    unit: str | None = Column(default=None, max_length=60)
    promised: str | None = Column(default=None, schema_extra=DAY)
    cost: int | None = Column(default=None, ge=0)
    outcome: str | None = None
    asked_on: str | None = Column(default=None, schema_extra=DAY)
    closed_on: str | None = Column(default=None, schema_extra=DAY)
    same_as: str | None = None
    label: str | None = None
    todo: str | None = None
    first_by: str | None = None
    close_by: str | None = None
    close_at: int | None = None
    guessed: int | None = None
    board: str | None = None


class Step(SQLModel):
    """One thing that was done about a finding."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    finding: str = Column(min_length=1)
    what: str = Column(min_length=1)
    day: str | None = Column(default=None, schema_extra=DAY)
    who: str | None = Column(default=None, max_length=40)
    unit: str | None = Column(default=None, max_length=60)
    words: str | None = Column(default=None, max_length=500)
    answer: str | None = Column(default=None, max_length=500)
    promised: str | None = Column(default=None, schema_extra=DAY)
    outcome: str | None = None
    label: str | None = None


class Involved(SQLModel):
    """Which household a finding is about."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    finding: str = Column(min_length=1)
    home: str | None = Column(default=None, max_length=60)


class Phrase(SQLModel):
    """A sentence that is written with one digit."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    code: str | None = None
    words: str = Column(min_length=1, max_length=100)


class Reporter(SQLModel):
    """That somebody told of a finding."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    finding: str = Column(min_length=1)
    name: str = Column(min_length=1, max_length=40)
    protected: int | None = Column(default=None, ge=0, le=1)
    told_on: str | None = Column(default=None, schema_extra=DAY)
