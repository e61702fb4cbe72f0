"""From record to paper and back: spreadsheets out, spreadsheets in."""
