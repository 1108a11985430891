"""An accountability case-law knowledge base: records in YAML, checked, indexed and shown."""

__version__ = "0.1.0"
