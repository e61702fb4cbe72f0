"""What a row of the people area is."""

from __future__ import annotations

from sqlmodel import Field as Column
from sqlmodel import SQLModel

DAY = {"pattern": r"^\d{4}-\d\d-\d\d$"}


class Person(SQLModel):
    """A resident, somebody from outside, or a firm."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    kind: str = Column(min_length=1)
    name: str = Column(min_length=1, max_length=60)
    sex: str | None = None
    phone: str | None = None
    phone2: str | None = None
    id_number: str | None = None
    birth: str | None = Column(default=None, schema_extra=DAY)
    party_member: int | None = Column(default=None, ge=0, le=1)
    merged_into: str | None = None
    note: str | None = Column(default=None, max_length=500)
    name_key: str | None = None


class Ownership(SQLModel):
    """That a home belongs to a person, or a share of it, from one day to another."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    home: str = Column(min_length=1)
    person: str = Column(min_length=1)
    share_num: int | None = Column(default=None, ge=1)
    share_den: int | None = Column(default=None, ge=1)
    since: str | None = Column(default=None, schema_extra=DAY)
    until: str | None = Column(default=None, schema_extra=DAY)
    source: str | None = None
    note: str | None = Column(default=None, max_length=500)
    place_key: str | None = None
    label: str | None = None
