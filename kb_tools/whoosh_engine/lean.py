"""Importing Whoosh without what it names and never uses: an HTTP client and an event loop.

They would take longer to load than all of Whoosh that a search needs.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


@contextmanager
def without_network() -> Iterator[None]:
    """Let what is imported inside find stand-ins for two modules that are slow to load.

    ``whoosh.compat`` takes a function from ``urllib.request`` that nothing in Whoosh calls;
    ``cached_property``, which loads ``asyncio``, is what the standard library has by now.
    A module that is loaded already, or is imported later, is as ever.
    """
    client, properties = ModuleType("urllib.request"), ModuleType("cached_property")
    client.__dict__["urlretrieve"] = None
    properties.__dict__["cached_property"] = functools.cached_property
    stand_ins = {m.__name__: m for m in (client, properties) if m.__name__ not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name in stand_ins:
            del sys.modules[name]
