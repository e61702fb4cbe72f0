"""What we mean: declarations, rules, dates, names and words, in plain Python that imports nothing of ours."""
