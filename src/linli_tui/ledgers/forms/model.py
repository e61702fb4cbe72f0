"""What a row of the forms area is."""

from __future__ import annotations

from sqlmodel import Field as Column
from sqlmodel import SQLModel


class BlankForm(SQLModel):
    """One form that was printed blank: its number, what it is a form of, when, what became of it."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    reserved: str = Column(min_length=1, max_length=40)
    form: str = Column(min_length=1, max_length=60)
    ledger: str
    day: str = Column(min_length=10, max_length=10)
    stage: str
    record: str | None = None
    label: str | None = None
