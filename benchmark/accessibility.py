"""What axe finds wrong with the pages for those who see little, do not see, or use no mouse.

    python -m benchmark.accessibility

axe-core, as axe-playwright-python brings it, looks at each kind of page of the demonstration in Chromium, light and dark, wide and as on a phone. Exit code 1 where something serious or critical is found.
"""

from __future__ import annotations

import sys
from collections import Counter

from axe_playwright_python.sync_playwright import Axe

from benchmark.browsing import VIEWS, browser, pages, visits
from benchmark.pages import served
from onrecord import Collection
from onrecord.cli.serving import read_demo

IMPACTS = ("critical", "serious", "moderate", "minor")


def main() -> None:
    """Print what is found: how much by view, and what by page."""
    counts: Counter[tuple[str, str]] = Counter()
    told = []
    with Collection(read_demo()) as collection, served(collection) as port, browser() as opened:
        paths = pages(collection)
        for name, view, page in visits(opened, f"http://127.0.0.1:{port}", paths):
            for found in Axe().run(page).response["violations"]:
                counts[str(view), found["impact"]] += len(found["nodes"])
                told.append(f"{found['impact']:9} {name} ({view}): {found['id']}, {found['help']}: {_where(found)}")
    print(f"{len(paths) + 1} pages{'':12} {' '.join(f'{impact:>9}' for impact in IMPACTS)}")
    for view in VIEWS:
        print(f"{view!s:20} {' '.join(f'{counts[str(view), impact]:9}' for impact in IMPACTS)}")
    print(*sorted(set(told)), sep="\n")
    if any(impact in ("critical", "serious") for _, impact in counts):
        sys.exit(1)


def _where(found: dict[str, list[dict[str, list[str]]]]) -> str:
    return " ".join(found["nodes"][0]["target"])


if __name__ == "__main__":
    main()
