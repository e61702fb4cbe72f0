"""The pieces screens are made of; none of them knows a ledger."""
