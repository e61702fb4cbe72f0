"""The fault sweep: the machine is broken at every call that changes a file, and what was acknowledged must be there."""
