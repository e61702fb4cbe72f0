"""What the rows of the sending area are."""

from __future__ import annotations

from sqlmodel import Field as Column
from sqlmodel import SQLModel


class Recipient(SQLModel):
    """Somebody the council reports to: for what, on which ground, which ledgers, by which road."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    name: str = Column(min_length=1, max_length=60)
    contact: str | None = Column(default=None, max_length=100)
    purpose: str = Column(min_length=1, max_length=200)
    basis: str
    ledgers: str = Column(min_length=1, max_length=1000)
    road: str
    tables: str | None = Column(default=None, max_length=2000)


class ReportOut(SQLModel):
    """One report that was made: for which month and whom, how many rows, its check number; how far it has come."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    recipient: str = Column(min_length=1)
    month: str = Column(min_length=7, max_length=7)
    day: str = Column(min_length=10, max_length=10)
    rows: int = Column(ge=0)
    fresh: int = Column(ge=0)
    stage: str
    code: str | None = Column(default=None, max_length=20)
    folder: str | None = Column(default=None, max_length=200)
    copied_on: str | None = Column(default=None, max_length=10)
    signed_on: str | None = Column(default=None, max_length=10)
    signed_by: str | None = Column(default=None, max_length=60)
    label: str | None = None


class ReportLine(SQLModel):
    """One table of a report: how many rows it had, and how many the recipient stamped."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    report: str = Column(min_length=1)
    place: int = Column(ge=1)
    ledger: str = Column(min_length=1)
    title: str = Column(min_length=1, max_length=60)
    rows: int = Column(ge=0)
    fresh: int = Column(ge=0)
    blank: int = Column(ge=0)
    stamped: int | None = Column(default=None, ge=0)
