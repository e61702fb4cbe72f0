"""What leaves the book."""
