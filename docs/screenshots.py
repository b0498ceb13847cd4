"""Take pictures of the pages of the demonstration: all of them to be looked at, a few for the documents.

python -m docs.screenshots [FOLDER]

Each kind of page, light and dark, wide and as on a phone, goes into FOLDER (build/screenshots) as PNG; those of ``SHOWN`` go into docs/pages as WebP.
"""

import io
import sys
from collections.abc import Mapping
from pathlib import Path

from PIL import Image

from benchmark.browsing import View, browser, pages, visits
from benchmark.pages import served
from onrecord import Collection
from onrecord.cli.serving import read_demo

ROOT = Path(__file__).parents[1]
SHOWN: Mapping[tuple[str, View], str] = {
    ("article", View(scheme="light", width="wide")): "article",
    ("article", View(scheme="dark", width="phone")): "article-phone",
    ("story", View(scheme="light", width="wide")): "story",
    ("actor", View(scheme="dark", width="wide")): "actor",
    ("pictures", View(scheme="light", width="wide")): "pictures",
    ("start", View(scheme="light", width="phone")): "start-phone",
}
QUALITY = 75


def main() -> None:
    """Take them."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build/screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    with Collection(read_demo()) as collection, served(collection) as port, browser() as opened:
        for name, view, page in visits(opened, f"http://127.0.0.1:{port}", pages(collection)):
            taken = page.screenshot()
            (folder / f"{name.replace(' ', '-')}-{view.scheme}-{view.width}.png").write_bytes(taken)
            if (name, view) in SHOWN:
                Image.open(io.BytesIO(taken)).save(ROOT / f"docs/pages/{SHOWN[name, view]}.webp", quality=QUALITY, method=6)


if __name__ == "__main__":
    main()
