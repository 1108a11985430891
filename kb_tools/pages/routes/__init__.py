"""The page of routes: what remains if one is blocked, and what in fact followed."""
