"""What leaves the book for others, and what comes back from them."""
