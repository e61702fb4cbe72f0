"""What a row of the council area is."""

from __future__ import annotations

from sqlmodel import Field as Column
from sqlmodel import SQLModel

DAY = {"pattern": r"^\d{4}-\d\d-\d\d$"}


class Post(SQLModel):
    """That a person holds a post, for a place, a group or for all, from one day to another."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    person: str = Column(min_length=1)
    post: str = Column(min_length=1)
    place: str | None = None
    group: str | None = None
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
