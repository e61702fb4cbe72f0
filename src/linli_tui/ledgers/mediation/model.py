"""What a row of the mediation area is."""

from __future__ import annotations

from sqlmodel import Field as Column
from sqlmodel import SQLModel

DAY = {"pattern": r"^\d{4}-\d\d-\d\d$"}


class Talk(SQLModel):
    """A talk on the spot with one home, or two at odds."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    number: str | None = None
    kind: str = Column(min_length=1)
    day: str | None = Column(default=None, schema_extra=DAY)
    home: str | None = None
    other: str | None = None
    matter: str | None = None
    said: str | None = Column(default=None, max_length=2000)
    result: str | None = None
    promise: str | None = Column(default=None, max_length=500)
    until: str | None = Column(default=None, schema_extra=DAY)
    mediator: str | None = None
    person: str | None = None
    other_person: str | None = None
    seen_on: str | None = Column(default=None, schema_extra=DAY)
    kept: str | None = None


class Case(SQLModel):
    """A dispute before the mediation committee, its clock and what came of it."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    number: str | None = None
    state: str = Column(min_length=1)
    source: str = Column(min_length=1)
    talk: str | None = None
    home: str | None = None
    other: str | None = None
    matter: str | None = None
    title: str | None = Column(default=None, max_length=60)
    opened_on: str | None = Column(default=None, schema_extra=DAY)
    heads: int | None = Column(default=None, ge=1)
    major: int | None = Column(default=None, ge=0, le=1)
    mediator: str | None = None
    facts: str | None = Column(default=None, max_length=4000)
    file_no: str | None = Column(default=None, max_length=40)
    paper_at: str | None = Column(default=None, max_length=60)
    accepted_on: str | None = Column(default=None, schema_extra=DAY)
    extended_to: str | None = Column(default=None, schema_extra=DAY)
    outcome: str | None = None
    declined: str | None = None
    go_to: str | None = Column(default=None, max_length=60)
    failed: str | None = None
    routes: str | None = None
    passed_to: str | None = None
    agreed_on: str | None = Column(default=None, schema_extra=DAY)
    terms: str | None = Column(default=None, max_length=4000)
    signed_a: str | None = Column(default=None, schema_extra=DAY)
    signed_b: str | None = Column(default=None, schema_extra=DAY)
    signed_m: str | None = Column(default=None, schema_extra=DAY)
    sealed_on: str | None = Column(default=None, schema_extra=DAY)
    confirmation: str | None = None
    closed_on: str | None = Column(default=None, schema_extra=DAY)
    reopened: str | None = Column(default=None, max_length=60)
    due: str | None = None
    effective: str | None = None
    confirm_by: str | None = None


class Party(SQLModel):
    """One side of a dispute: a home, somebody of the register, or somebody who is in none."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    case: str = Column(min_length=1)
    side: str = Column(min_length=1)
    home: str | None = None
    person: str | None = None
    name: str | None = Column(default=None, max_length=60)
    phone: str | None = None
    told_on: str | None = Column(default=None, schema_extra=DAY)
    answer: str | None = None
    label: str | None = None


class Event(SQLModel):
    """An entry of a dispute's story, and the paper of it."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    case: str = Column(min_length=1)
    kind: str = Column(min_length=1)
    day: str | None = Column(default=None, schema_extra=DAY)
    words: str | None = Column(default=None, max_length=4000)
    pages: int | None = Column(default=None, ge=0, le=999)
    signed: str | None = None
    paper_at: str | None = Column(default=None, max_length=60)
    mediator: str | None = None
    label: str | None = None


class Obligation(SQLModel):
    """Something somebody agreed to do, until when, and the day it was done."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    case: str = Column(min_length=1)
    who: str = Column(min_length=1)
    what: str | None = Column(default=None, max_length=500)
    until: str | None = Column(default=None, schema_extra=DAY)
    done_on: str | None = Column(default=None, schema_extra=DAY)
    label: str | None = None


class Recusal(SQLModel):
    """That somebody has to stay out of a dispute, and may not read it."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    case: str = Column(min_length=1)
    person: str = Column(min_length=1)
    why: str | None = None
    day: str | None = Column(default=None, schema_extra=DAY)
    note: str | None = Column(default=None, max_length=500)
    label: str | None = None
