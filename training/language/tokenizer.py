"""Our tokenizer: spaCy's for English, brought nearer to Universal Dependencies and to what news writes."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

# Abbreviations of news that spaCy's tokenizer would cut from their full stop.
ABBREVIATIONS = (
    "Capt.", "Cmdr.", "Col.", "Cpl.", "Lt.", "Maj.", "Pvt.", "Sgt.", "Supt.", "Insp.", "Reps.", "Sens.", "Govs.", "Amb.", "Atty.", "Dept.",
    "Hon.", "Msgr.", "Pres.", "Dist.", "Det.", "Fr.", "Adm.", "Brig.", "Univ.", "Assn.", "approx.", "Approx.", "bn.", "mn.",
    "ft.", "lbs.", "km.", "sq.", "al.", "Blvd.", "Ave.", "Hwy.", "Mme.", "Mlle.", "Sr.",
)  # fmt: skip
# Marks that are one token when repeated, as in "What?!" and lines of asterisks.
RUNS = (r"[!?]{2,}", r"={2,}", r"\*{2,}", r"_{2,}", r"\${2,}", r"<{2,}", r">{2,}")
# Dashes before a name, and a full stop before one of a social network.
BEFORE_NAMES = (r"-{2,}(?=[^\W\d_])", r"\.(?=@\w)")
# What stands between two sentences without a space: "did.”Kovac said", "won.--Kovac".
BETWEEN_SENTENCES = (r"(?<=[.?!])[\"”’](?=[A-Z])", r"(?<=[.?!])-{2,}(?=[A-Z])", r"(?<=[a-z])[.?!](?=-{2,}[A-Z])")
# With these before the hyphen, UD English keeps a word whole ("vice-president", "non-Muslim"); other compounds are three tokens.
BOUND_FIRST = (
    "e", "re", "non", "anti", "counter", "semi", "pre", "post", "co", "mis", "over", "under", "vice", "ex", "multi", "mid", "inter", "intra",
    "ultra", "sub", "super", "trans", "pro", "neo", "mega", "micro", "quasi", "pseudo", "un", "bi", "tri", "auto", "self", "pan", "extra",
)  # fmt: skip
TELEPHONE = r"\d{3}-\d{3}-\d{4}|\d{3}-\d{4}"


def set_up_tokenizer(nlp: Language) -> None:
    """Give a pipeline our tokenizer, stored with it."""
    for abbreviation in ABBREVIATIONS:
        nlp.tokenizer.add_special_case(abbreviation, [{"ORTH": abbreviation}])
    nlp.tokenizer.prefix_search = compile_prefix_regex([*RUNS, *BEFORE_NAMES, *nlp.Defaults.prefixes]).search
    nlp.tokenizer.suffix_search = compile_suffix_regex([*RUNS, *nlp.Defaults.suffixes]).search
    nlp.tokenizer.infix_finditer = compile_infix_regex([*BETWEEN_SENTENCES, *nlp.Defaults.infixes]).finditer
    whole = "|".join(BOUND_FIRST)
    nlp.tokenizer.token_match = re.compile(rf"(?i)^(?:(?:{whole})-[^\W\d_]+|{TELEPHONE})$").match
