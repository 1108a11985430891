"""Search without an engine: units, words, queries, ranking and snippets.  Everything is pure."""
