"""Figures: how long things take, always as a ratio against a named baseline of the same run."""
