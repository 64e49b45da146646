"""How terms, positions, articles and the lexicon lie in an index folder. Both sides read by it; the build writes by it."""
