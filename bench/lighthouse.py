"""``python -m bench.lighthouse``: what Lighthouse says of the main pages, as medians of five runs.

The demo is the one of the tests: plain http on loopback, and static files as they lie in the sources.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.plugins.demo import Demo
from tests.plugins.lighthouse import DEVICES, PATHS, examine, scores

RUNS = 5
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def main() -> None:
    """Print a line for each page and device."""
    print("page            device   " + "  ".join(CATEGORIES))
    with TemporaryDirectory() as place:
        demo = Demo(Path(place))
        try:
            for path, device in product(PATHS, DEVICES):
                found = [scores(examine(demo.origin + path, device, *CATEGORIES)) for _ in range(RUNS)]
                told = (f"{median(run[name] for run in found):>{len(name)}}" for name in CATEGORIES)
                print(f"{path:15} {device:8} " + "  ".join(told), flush=True)
        finally:
            demo.stop()


if __name__ == "__main__":
    main()
