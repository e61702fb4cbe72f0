"""What a row of the privacy area is."""

from __future__ import annotations

from sqlmodel import Field as Column
from sqlmodel import SQLModel

DAY = {"pattern": r"^\d{4}-\d\d-\d\d$"}


class Look(SQLModel):
    """That somebody saw what is masked: whose, which fields, what for; of a set how many and which records."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    who: str | None = None
    actor_name: str | None = None
    day: str = Column(schema_extra=DAY)
    ledger: str | None = None
    record: str | None = None
    fields: str = Column(min_length=1, max_length=200)
    why: str = Column(min_length=1, max_length=200)
    n: int | None = Column(default=1, ge=0)
    records: str | None = Column(default=None, max_length=100_000)


class Notice(SQLModel):
    """One version of what people are told before they are registered."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    since: str = Column(schema_extra=DAY)
    no: int | None = Column(default=None, ge=1)
    who_we_are: str | None = Column(default=None, max_length=1000)
    what_for: str | None = Column(default=None, max_length=2000)
    which: str | None = Column(default=None, max_length=2000)
    how_long: str | None = Column(default=None, max_length=1000)
    who_receives: str | None = Column(default=None, max_length=1000)
    how_to_refuse: str | None = Column(default=None, max_length=2000)
    label: str | None = None


class Consent(SQLModel):
    """What a household said to a notice, to which of four scopes it agreed, from one day to another."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    home: str = Column(min_length=1)
    answer: str = Column(min_length=1)
    for_register: int | None = Column(default=None, ge=0, le=1)
    for_care: int | None = Column(default=None, ge=0, le=1)
    for_street: int | None = Column(default=None, ge=0, le=1)
    for_posting: int | None = Column(default=None, ge=0, le=1)
    since: str | None = Column(default=None, schema_extra=DAY)
    person: str | None = None
    by_name: str | None = Column(default=None, max_length=60)
    paper_at: str | None = Column(default=None, max_length=60)
    notice: str | None = None
    note: str | None = Column(default=None, max_length=500)
    household: str | None = None
    until: str | None = Column(default=None, schema_extra=DAY)
    ended: str | None = None
    place_key: str | None = None
    label: str | None = None


class Request(SQLModel):
    """What somebody asks about the data kept of a person, and what became of it."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    number: str | None = None
    state: str = Column(min_length=1)
    kind: str = Column(min_length=1)
    person: str = Column(min_length=1)
    asked_by: str = Column(min_length=1)
    asked_name: str | None = Column(default=None, max_length=60)
    seen: str = Column(min_length=1)
    mandate: str | None = Column(default=None, max_length=60)
    received_on: str | None = Column(default=None, schema_extra=DAY)
    what: str | None = Column(default=None, max_length=500)
    due: str | None = Column(default=None, schema_extra=DAY)
    answered_on: str | None = Column(default=None, schema_extra=DAY)
    reason: str | None = None
    answer: str | None = Column(default=None, max_length=500)
    label: str | None = None


class Inspection(SQLModel):
    """That somebody saw papers of the council: which, why, who approved."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    number: str | None = None
    day: str | None = Column(default=None, schema_extra=DAY)
    person: str | None = None
    by_name: str | None = Column(default=None, max_length=60)
    capacity: str = Column(min_length=1)
    papers: str = Column(min_length=1, max_length=500)
    reason: str = Column(min_length=1, max_length=200)
    approved_by: str | None = None
    copied: int | None = Column(default=None, ge=0, le=1)
    note: str | None = Column(default=None, max_length=500)
    label: str | None = None


class Disclosure(SQLModel):
    """What left the house: to whom, what for, on what basis, which ledgers, how many rows, masked or not, how."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    day: str = Column(schema_extra=DAY)
    recipient: str = Column(min_length=1, max_length=100)
    contact: str | None = Column(default=None, max_length=100)
    purpose: str = Column(min_length=1, max_length=200)
    basis: str = Column(min_length=1)
    ledgers: str = Column(min_length=1, max_length=1000)
    rows: int | None = Column(default=None, ge=0)
    masking: str = Column(min_length=1)
    medium: str = Column(min_length=1)
    note: str | None = Column(default=None, max_length=500)
    label: str | None = None
