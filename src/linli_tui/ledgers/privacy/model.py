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
