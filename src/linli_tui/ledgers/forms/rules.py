"""What becomes of a blank form; pure."""

from __future__ import annotations

OUT, BACK, SPOILT = "out", "back", "spoilt"
STAGES = ((OUT, "在外面"), (BACK, "登记了"), (SPOILT, "写坏了"))
