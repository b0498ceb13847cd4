"""Write docs/knowledge.md: how far what is known of offices reaches, country by country.

python -m docs.reach
"""

from pathlib import Path

from onrecord.knowledge import Knowledge, country_codes, name_of_country

PAGE = Path(__file__).with_name("knowledge.md")
HEADS = ("president", "monarch", "supreme leader", "prime minister", "chancellor")
MINISTERS = ("foreign minister", "defence minister", "finance minister", "interior minister")
INTRODUCTION = """# How far knowledge reaches

Who held an office on a day is known as far as the sources of the knowledge show it. A term that was open in its source counts up to the day that the source shows, and no further: in an
article of a later day "the British prime minister" is nobody in particular, unless the article names one. What an article says of an office goes before what is
known. To go further, add rows (`onrecord kb add`, see [cli](cli.md#kb)).

Below stands the last day on which somebody is known to hold an office, and for heads of state and government who it is. Empty: never anybody. The page is made by
`python -m docs.reach`; the sources, with their days and licences, are listed by `onrecord kb sources --all`.

| country | {heads} | {ministers} |
|---|{rules}
"""


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(Knowledge()), encoding="utf-8")


def page(knowledge: Knowledge) -> str:
    """The page, a row for each country of which an office is known."""
    offices = (*HEADS, *MINISTERS)
    known = {country: [_cell(knowledge, office, country) for office in offices] for country in country_codes()}
    rows = sorted(f"| {name_of_country(country)} | {' | '.join(cells)} |" for country, cells in known.items() if any(cells))
    head = INTRODUCTION.format(heads=" | ".join(HEADS), ministers=" | ".join(MINISTERS), rules="---|" * len(offices))
    return head + "\n".join(rows) + "\n"


def _cell(knowledge: Knowledge, office: str, country: str) -> str:
    known = knowledge.offices.last_known(office, country)
    if known is None:
        return ""
    day, holder = known
    return f"{day} {holder.name}" if office in HEADS else day


if __name__ == "__main__":
    main()
