"""What a row of the doubts area is."""

from __future__ import annotations

from sqlmodel import Field as Column
from sqlmodel import SQLModel


class Doubt(SQLModel):
    """One thing that was not believed: about which field of which record, what was offered, where it stood."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    state: str = Column(min_length=1)
    what: str = Column(min_length=1, max_length=300)
    offered: str | None = Column(default=None, max_length=500)
    why: str | None = Column(default=None, max_length=1000)
    file: str | None = Column(default=None, max_length=300)
    sheet: str | None = Column(default=None, max_length=300)
    row: int | None = Column(default=None, ge=0)
    ledger: str | None = None
    field: str | None = None
    record: str | None = None
