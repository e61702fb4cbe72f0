"""The real program in a pseudo-terminal, read through a terminal emulator."""
