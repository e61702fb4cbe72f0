"""How fast it is: every figure a ratio to a yardstick measured in the same run (`python3 start.py bench`)."""
