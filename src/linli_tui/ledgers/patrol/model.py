"""What a row of the patrol area is."""

from __future__ import annotations

from sqlmodel import Field as Column
from sqlmodel import SQLModel

DAY = {"pattern": r"^\d{4}-\d\d-\d\d$"}
LATEST = 2880
"""Minutes after midnight of the day of service; 1440 and more are of the day after."""


class Team(SQLModel):
    """People who patrol together."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    name: str = Column(min_length=1, max_length=30)
    leader: str | None = None
    weekday: str | None = None
    started: int | None = Column(default=None, ge=0, le=LATEST)
    ended: int | None = Column(default=None, ge=0, le=LATEST)
    note: str | None = Column(default=None, max_length=500)


class TeamMember(SQLModel):
    """That somebody belongs to a team, from one day to another: the dated post of a volunteer.

    It is a fact about one of the people there are, never a second list of names; unlike a post of the council it gives
    no right to the book, so that thirty volunteers do not stand before its lock.
    """

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    team: str = Column(min_length=1)
    person: str = Column(min_length=1)
    since: str | None = Column(default=None, schema_extra=DAY)
    until: str | None = Column(default=None, schema_extra=DAY)
    insured_until: str | None = Column(default=None, schema_extra=DAY)
    note: str | None = Column(default=None, max_length=500)
    label: str | None = None


class Duty(SQLModel):
    """That something is to be done on a day, or until another, by a team or a household."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    day: str = Column(min_length=1, schema_extra=DAY)
    kind: str = Column(min_length=1)
    team: str | None = None
    home: str | None = None
    started: int | None = Column(default=None, ge=0, le=LATEST)
    ended: int | None = Column(default=None, ge=0, le=LATEST)
    place: str | None = None
    last: str | None = Column(default=None, schema_extra=DAY)
    note: str | None = Column(default=None, max_length=500)
    label: str | None = None


class OnDuty(SQLModel):
    """That somebody is on a duty."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    duty: str = Column(min_length=1)
    person: str = Column(min_length=1)
    how: str | None = None
    label: str | None = None


class Round(SQLModel):
    """One patrol that was walked, as far as it was written down."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    number: str | None = None
    day: str = Column(min_length=1, schema_extra=DAY)
    team: str | None = None
    started: int | None = Column(default=None, ge=0, le=LATEST)
    ended: int | None = Column(default=None, ge=0, le=LATEST)
    unsure: int | None = Column(default=None, ge=0, le=1)
    handover: str | None = Column(default=None, max_length=500)
    todo: str | None = Column(default=None, max_length=200)
    sheet: str | None = Column(default=None, max_length=20)
    duty: str | None = None
    as_planned: int | None = Column(default=None, ge=0, le=1)
    note: str | None = Column(default=None, max_length=500)
    label: str | None = None


class Walker(SQLModel):
    """That somebody was to walk a round, and did, or did not."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    round: str = Column(min_length=1)
    person: str = Column(min_length=1)
    came: str = Column(min_length=1)
    on_at: int | None = Column(default=None, ge=0, le=LATEST)
    off_at: int | None = Column(default=None, ge=0, le=LATEST)
    label: str | None = None
    minutes: int | None = None


class Passing(SQLModel):
    """That a checkpoint was passed on a round, was not, or nobody remembers."""

    id: str = Column(primary_key=True, min_length=1)
    voided: int = Column(default=0, ge=0, le=1)
    round: str = Column(min_length=1)
    checkpoint: str = Column(min_length=1)
    state: str = Column(min_length=1)
    place_key: str | None = None
    label: str | None = None
