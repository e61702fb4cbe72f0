"""How any ledger is listed, read, asked for and printed; knows no ledger by name."""
