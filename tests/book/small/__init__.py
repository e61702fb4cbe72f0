"""A small invented area the book room is tested on: houses in a tree, people, ownerships, notes with parts."""
