"""What a row of the place tree is."""

from __future__ import annotations

from sqlmodel import Field as Column
from sqlmodel import SQLModel


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
    developer_held: str | None = None
    floor: int | None = Column(default=None, ge=-9, le=199)
    note: str | None = Column(default=None, max_length=500)
    place_key: str | None = None
    label: str | None = None
    building: str | None = None
    entrance: str | None = None
