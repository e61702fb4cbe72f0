"""What a row of the jots area is."""

from __future__ import annotations

from sqlmodel import Field as Column
from sqlmodel import SQLModel

DAY = {"pattern": r"^\d{4}-\d\d-\d\d$"}


class Jot(SQLModel):
    """One line somebody jotted down, and what became of it."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    number: str | None = None
    state: str = Column(min_length=1)
    words: str = Column(min_length=1, max_length=500)
    place: str | None = None
    told_by: str | None = Column(default=None, max_length=40)
    told_on: str | None = Column(default=None, schema_extra=DAY)
    answer: str | None = Column(default=None, max_length=500)
    turned_ledger: str | None = None
    turned_record: str | None = None
    dropped_by: str | None = Column(default=None, max_length=40)
    writer: str | None = None
    unconfirmed: int | None = Column(default=None, ge=0, le=1)
    label: str | None = None
