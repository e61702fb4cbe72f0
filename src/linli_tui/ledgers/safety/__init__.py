"""The area of the laptop itself: which machine, the sticks with copies, and the day one of them is lost."""
