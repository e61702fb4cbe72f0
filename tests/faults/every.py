"""All operations that are swept, by name."""

from __future__ import annotations

from tests.faults.locked import LOCKED
from tests.faults.operations import OPERATIONS as PLAIN

OPERATIONS = {**PLAIN, **LOCKED}
