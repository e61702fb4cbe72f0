"""Forms on paper: numbers are reserved for them, and they are keyed in when they return."""
