"""One compound's file: the only connection, reading, writing, journal, undo, finder, rights and checks."""
