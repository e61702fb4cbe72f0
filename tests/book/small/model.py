"""Records of the small area."""

from __future__ import annotations

from sqlmodel import Field as Column
from sqlmodel import SQLModel


class House(SQLModel):
    id: str = Column(primary_key=True)
    voided: int = 0
    kind: str
    parent: str | None = None
    code: str = Column(min_length=1)
    area_001m2: int | None = Column(default=None, ge=0)


class Human(SQLModel):
    id: str = Column(primary_key=True)
    voided: int = 0
    name: str = Column(min_length=1, max_length=40)
    phone: str | None = None
    note: str | None = None
    secret: str | None = None


class Owning(SQLModel):
    id: str = Column(primary_key=True)
    voided: int = 0
    house: str
    human: str
    since: str | None = None
    until: str | None = None


class Letter(SQLModel):
    id: str = Column(primary_key=True)
    voided: int = 0
    number: str
    state: str
    title: str
    day: str | None = None


class Leaf(SQLModel):
    id: str = Column(primary_key=True)
    voided: int = 0
    letter: str
    line: int | None = None
    words: str | None = None
