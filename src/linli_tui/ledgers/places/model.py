"""What a row of the places area is."""

from __future__ import annotations

from sqlmodel import Field as Column
from sqlmodel import SQLModel

DAY = {"pattern": r"^\d{4}-\d\d-\d\d$"}


class Place(SQLModel):
    """A compound, building, entrance, home or anything else with a place of its own."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    kind: str = Column(min_length=1)
    parent: str | None = None
    code: str | None = Column(default=None, max_length=20)
    word: str | None = Column(default=None, max_length=6)
    name: str | None = Column(default=None, max_length=40)
    area_001m2: int | None = Column(default=None, gt=0)
    area_source: str | None = None
    use: str | None = None
    tenure: str | None = None
    developer_held: str | None = None
    floor: int | None = Column(default=None, ge=-9, le=199)
    refused_on: str | None = Column(default=None, schema_extra=DAY)
    built_year: int | None = Column(default=None, ge=1800, le=2099)
    management: str | None = None
    former_unit: str | None = Column(default=None, max_length=40)
    contact: str | None = Column(default=None, max_length=40)
    contact_phone: str | None = None
    note: str | None = Column(default=None, max_length=500)
    place_key: str | None = None
    label: str | None = None
    building: str | None = None
    entrance: str | None = None
    building_label: str | None = None
    entrance_label: str | None = None
    path: str | None = None
    found_by: str | None = None


class Group(SQLModel):
    """A grid of the community, or ten households that look after each other."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    kind: str = Column(min_length=1)
    name: str = Column(min_length=1, max_length=40)
    code: str | None = Column(default=None, max_length=20)
    note: str | None = Column(default=None, max_length=500)


class Belonging(SQLModel):
    """That a building, entrance or home belongs to a group, from one day to another."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    group: str = Column(min_length=1)
    place: str = Column(min_length=1)
    kind: str = Column(min_length=1)
    since: str | None = Column(default=None, schema_extra=DAY)
    until: str | None = Column(default=None, schema_extra=DAY)
    note: str | None = Column(default=None, max_length=500)
    place_key: str | None = None
    label: str | None = None
