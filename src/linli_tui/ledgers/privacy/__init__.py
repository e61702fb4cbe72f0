"""Privacy: what people agreed to, what they ask, who looked, what left the house, and how long it may be kept."""
