"""Reading YAML: bytes to nodes with places; what is wrong is a value, never an exception."""

from kb_tools.yamldoc.reader import (
    FORBIDDEN,
    MAX_BYTES,
    MAX_DEPTH,
    Mapping,
    Node,
    Problem,
    Scalar,
    Sequence,
    YamlDocument,
    parse_yaml,
)

__all__ = [
    "FORBIDDEN",
    "MAX_BYTES",
    "MAX_DEPTH",
    "Mapping",
    "Node",
    "Problem",
    "Scalar",
    "Sequence",
    "YamlDocument",
    "parse_yaml",
]
