"""The screens: each shows, asks or changes one thing, for any ledger."""
