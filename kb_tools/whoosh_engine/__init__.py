"""The search index on disk, kept with Whoosh; the only module that knows Whoosh."""

from kb_tools.whoosh_engine.lean import without_network

with without_network():
    from kb_tools.whoosh_engine.engine import WHOOSH_VERSION, WhooshEngine

__all__ = ["WHOOSH_VERSION", "WhooshEngine"]
