"""Documents to take away: what goes into them, and the formats that they come in."""
