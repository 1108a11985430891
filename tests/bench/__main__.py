"""``make bench``: print every figure as a ratio against a named baseline of the same run.

``python -m tests.bench validate search`` runs some of the parts; ``--small`` runs a tenth.
"""

import sys
import tempfile
from pathlib import Path

from tests.bench import parts
from tests.bench.relevance import relevance
from tests.bench.serve import serve

PARTS = {
    "validate": parts.validate,
    "index": parts.index,
    "search": parts.search,
    "relevance": relevance,
    "site": parts.site,
    "serve": serve,
}


def main() -> None:
    """Run the parts named on the command line, or all of them."""
    words = sys.argv[1:]
    scale = 0.1 if "--small" in words else 1.0
    chosen = [word for word in words if not word.startswith("--")] or list(PARTS)
    unknown = [word for word in chosen if word not in PARTS]
    if unknown:
        sys.exit(f"no part `{unknown[0]}`; there are {', '.join(PARTS)}")
    with tempfile.TemporaryDirectory() as folder:
        for name in chosen:
            print(f"\n{name}", flush=True)
            for figure in PARTS[name](Path(folder), scale):
                print(f"  {figure}", flush=True)


if __name__ == "__main__":
    main()
