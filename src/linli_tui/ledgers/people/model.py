"""What a row of the people area is."""

from __future__ import annotations

from sqlmodel import Field as Column
from sqlmodel import SQLModel

DAY = {"pattern": r"^\d{4}-\d\d-\d\d$"}


class Person(SQLModel):
    """A resident, somebody from outside, or a firm."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    name: str = Column(min_length=1, max_length=60)
    sex: str | None = None
    phone: str | None = None
    phone2: str | None = None
    id_number: str | None = None
    birth: str | None = Column(default=None, schema_extra=DAY)
    party_member: int | None = Column(default=None, ge=0, le=1)
    kind: str = Column(min_length=1)
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


class Household(SQLModel):
    """How a home is lived in, from one day to another, and whom one finds there."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    home: str = Column(min_length=1)
    kind: str = Column(min_length=1)
    head: str | None = None
    presence: str | None = None
    size: int | None = Column(default=None, ge=0, le=99)
    phone: str | None = None
    contact: str | None = Column(default=None, max_length=60)
    contact_phone: str | None = None
    since: str | None = Column(default=None, schema_extra=DAY)
    until: str | None = Column(default=None, schema_extra=DAY)
    note: str | None = Column(default=None, max_length=500)
    place_key: str | None = None
    label: str | None = None


class Residence(SQLModel):
    """That a person lives in a home, from one day to another."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    home: str = Column(min_length=1)
    person: str = Column(min_length=1)
    relation: str | None = None
    contact: int | None = Column(default=None, ge=0, le=1)
    since: str | None = Column(default=None, schema_extra=DAY)
    until: str | None = Column(default=None, schema_extra=DAY)
    note: str | None = Column(default=None, max_length=500)
    place_key: str | None = None
    label: str | None = None


class Tenancy(SQLModel):
    """That a person rents a home, from whom, from one day to another."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    home: str = Column(min_length=1)
    tenant: str = Column(min_length=1)
    kind: str = Column(min_length=1)
    landlord: str | None = None
    landlord_phone: str | None = None
    since: str | None = Column(default=None, schema_extra=DAY)
    until: str | None = Column(default=None, schema_extra=DAY)
    note: str | None = Column(default=None, max_length=500)
    place_key: str | None = None
    label: str | None = None


class Vehicle(SQLModel):
    """A vehicle, whose it is and where it stands."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    plate: str = Column(min_length=1, max_length=12)
    kind: str = Column(min_length=1)
    person: str | None = None
    home: str | None = None
    parking: str | None = None
    note: str | None = Column(default=None, max_length=500)


class Care(SQLModel):
    """That somebody is looked after, why, by whose consent, from one day to another."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    person: str = Column(min_length=1)
    flag: str = Column(min_length=1)
    source: str = Column(min_length=1)
    consent_on: str = Column(min_length=1, schema_extra=DAY)
    paper_at: str = Column(min_length=1, max_length=60)
    since: str | None = Column(default=None, schema_extra=DAY)
    until: str | None = Column(default=None, schema_extra=DAY)
    label: str | None = None
