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
    adopted: str | None = Column(default=None, schema_extra=DAY)
    effective: str | None = Column(default=None, schema_extra=DAY)
    ended: str | None = Column(default=None, schema_extra=DAY)
    text_note: str | None = Column(default=None, max_length=1000)
    label: str | None = None


class Article(SQLModel):
    """One article of a version."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    version: str = Column(min_length=1)
    title: str = Column(min_length=1, max_length=40)
    text: str = Column(min_length=1, max_length=2000)
    line: int | None = Column(default=None, ge=1, le=999)
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
    signed_on: str | None = Column(default=None, schema_extra=DAY)
    note: str | None = Column(default=None, max_length=500)
    place_key: str | None = None
    label: str | None = None
