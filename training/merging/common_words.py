"""Count in how many articles of raw news each word stands: ``data/common_words.json``, by which merging tells rare evidence from common.

python -m training.merging.common_words DATA
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from corpora.news import sample_news
from onrecord.merging.rarity import LEAST_SHARE
from onrecord.merging.words import forms, stems_of

TABLE = Path(__file__).parents[2] / "src/onrecord/data/common_words.json"
ARTICLES = 8000
ABOUT = (
    "Stems of words (onrecord.merging.words) and in how many of a thousand articles of raw news of 2012 to 2020 each stands; made by training/merging/common_words.py. "
    "What is not here stands in fewer than two."
)


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    articles = sample_news(parser.parse_args().data, ARTICLES)
    counts = Counter(word for page in articles for word in stems_of(forms(page.text or "")))
    least = LEAST_SHARE * len(articles)
    shares = {word: round(1000 * count / len(articles)) for word, count in sorted(counts.items()) if count >= least and word.isalpha()}
    by_share: dict[int, list[str]] = {}
    for word, share in shares.items():
        by_share.setdefault(share, []).append(word)
    table = {"about": ABOUT, "in a thousand": {str(share): " ".join(words) for share, words in sorted(by_share.items())}}
    TABLE.write_text(json.dumps(table, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
