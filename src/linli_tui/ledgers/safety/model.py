"""What the rows of this area are."""

from __future__ import annotations

from sqlmodel import Field as Column
from sqlmodel import SQLModel

DAY = {"pattern": r"^\d{4}-\d\d-\d\d$"}


class Laptop(SQLModel):
    """A machine the book is written on: what people call it, where it lies, who keeps it; when it was struck off."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    name: str = Column(min_length=1, max_length=40)
    lies_at: str | None = Column(default=None, max_length=60)
    keeper: str | None = None
    since: str | None = Column(default=None, schema_extra=DAY)
    note: str | None = Column(default=None, max_length=500)
    machine: str | None = Column(default=None, max_length=40)
    stage: str
    until: str | None = Column(default=None, schema_extra=DAY)
    not_from: str | None = Column(default=None, schema_extra=DAY)
    reason: str | None = Column(default=None, max_length=200)
    told_on: str | None = Column(default=None, schema_extra=DAY)
    told_who: str | None = Column(default=None, max_length=60)


class Stick(SQLModel):
    """A stick with a copy of the book: with whom it lies, since when, when that was asked last."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    name: str = Column(min_length=1, max_length=40)
    lies: str
    holder: str | None = None
    since: str | None = Column(default=None, schema_extra=DAY)
    note: str | None = Column(default=None, max_length=500)
    asked_on: str | None = Column(default=None, schema_extra=DAY)


class Loss(SQLModel):
    """Something that was lost, and the day of each of the ten steps that follow."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    number: str | None = None
    state: str = Column(min_length=1)
    kind: str = Column(min_length=1)
    what: str = Column(min_length=1, max_length=500)
    noticed_on: str = Column(schema_extra=DAY)
    noticed_at: int | None = Column(default=None, ge=0)
    laptop: str | None = None
    stick: str | None = None
    police_on: str | None = Column(default=None, schema_extra=DAY)
    police_no: str | None = Column(default=None, max_length=60)
    street_on: str | None = Column(default=None, schema_extra=DAY)
    street_at: int | None = Column(default=None, ge=0)
    street_who: str | None = Column(default=None, max_length=60)
    counted_on: str | None = Column(default=None, schema_extra=DAY)
    keys_on: str | None = Column(default=None, schema_extra=DAY)
    struck_on: str | None = Column(default=None, schema_extra=DAY)
    called_on: str | None = Column(default=None, schema_extra=DAY)
    decided_on: str | None = Column(default=None, schema_extra=DAY)
    decision: str | None = None
    decided_by: str | None = None
    decided_why: str | None = Column(default=None, max_length=500)
    told_on: str | None = Column(default=None, schema_extra=DAY)
    restored_on: str | None = Column(default=None, schema_extra=DAY)
    lesson_on: str | None = Column(default=None, schema_extra=DAY)
    lesson: str | None = Column(default=None, max_length=1000)
    backup_on: str | None = Column(default=None, schema_extra=DAY)
    persons: int | None = Column(default=None, ge=0)
    kept: str | None = Column(default=None, max_length=500)
    encrypted: int | None = Column(default=None, ge=0, le=1)
    closed_on: str | None = Column(default=None, schema_extra=DAY)
    label: str | None = None
