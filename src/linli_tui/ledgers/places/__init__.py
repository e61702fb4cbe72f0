"""The place tree: compound, buildings, entrances, homes, and whatever else can be pointed at."""
