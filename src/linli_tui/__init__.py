"""The ledgers of a neighbourhood mutual-aid council, in one book on one laptop."""

__version__ = "0.1.0"
