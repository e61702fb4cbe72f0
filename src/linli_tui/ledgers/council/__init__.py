"""The council: who holds which post, and what the compound has settled for itself."""
