"""Entities that the language pipeline labels: which are actors, of what type, and where the labels want mending."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Container, Sequence

from spacy.tokens import Doc, Span, Token

from onrecord.actors.appositions import names_one_described
from onrecord.actors.homonyms import WORDS_OF_A_FULL_NAME, country_named, is_somebody
from onrecord.actors.names import SMALL_WORDS
from onrecord.actors.nouns import is_body, is_plural, type_of_noun
from onrecord.columns import Columns, columns_of
from onrecord.grammar import GENITIVES, NAME_PARTS, NOUNS, entity_type
from onrecord.knowledge import Knowledge, country_of_name, country_of_phrase, country_of_seat, gender_of_given_name, is_medium
from onrecord.records import ActorType

# What the tokenizer may leave at the edges of a name.
MARKS = "\"'“”‘’"
ENTITY_ACTORS: dict[str | None, ActorType] = {"PERSON": "person", "ORG": "organization", "LOC": "organization", "NORP": "group"}
# Names of media have no more words.
WORDS_OF_A_MEDIUM = 6
# Of shorter words in capitals some are people: "JFK", "AOC".
LETTERS_OF_A_BODY = 4
# What stands before a people of whom only some are meant.
NARROWING = {"amod", "nummod", "compound", "det"}


def types_by_majority(entities: Sequence[Span], around: Collection[str], knowledge: Knowledge) -> dict[str, ActorType]:
    """{name: the type that most of its occurrences have}; countries are known by name, unless it is a given name: "Jordan", beside "Jordan Miles".

    The end of a full name is the person, whatever it is labelled: who is "Recep Tayyip Erdoğan" once is a person as "Erdoğan", too. So is a name
    behind a title ("candidate Marine Le Pen"). ``around``: all names of the article.
    """
    alone = {entity.text for entity in entities if len(entity) == 1 and entity_type(entity.label_) == "PERSON"}
    typed = [(entity, type) for entity in entities if (type := _type_by_label(entity, alone, knowledge)) is not None]
    votes: defaultdict[str, Counter[ActorType]] = defaultdict(Counter)
    for entity, type in typed:
        votes[entity.text][type] += 1
    titled = {entity.text for entity, _ in typed if _follows_title(entity) and not is_body(entity[-1].lower_)}
    people = [entity for entity, type in typed if type == "person" or entity.text in titled]
    last_names = titled | {entity[start:].text for entity in people for start in range(1, len(entity))}
    parts_of_names = last_names | {entity[0].text for entity in people if len(entity) > 1}
    countries = (name for name in {entity.text for entity in entities} if country_named(name, around) is not None)
    types: dict[str, ActorType] = dict.fromkeys(countries, "country")
    for text, counts in votes.items():
        most = counts.most_common(1)[0][0]
        is_given = most == "person" and text in parts_of_names
        if is_given or text not in types:
            types[text] = most if last_names.isdisjoint((text, text.title())) else "person"
    return types


def _type_by_label(name: Span, alone: Container[str], knowledge: Knowledge) -> ActorType | None:
    """The type of a name where it stands, by its label and what is known of such a name. ``alone``: single words that are labelled a person's."""
    type = ENTITY_ACTORS.get(entity_type(name.label_))
    if type == "organization":
        is_person = (
            is_somebody(name)
            or _is_known_person(name, alone, knowledge)
            or _is_full_name(name, alone, knowledge)
            or _is_described(name, knowledge)
        )
        return "person" if is_person else type
    if type == "person" and (is_body(name[-1].lower_) or _is_acronym(name) or _is_known_body(name, knowledge)):
        return "organization"  # "The Ethics Committee", "SANA".
    return type


def _is_known_person(name: Span, alone: Container[str], knowledge: Knowledge) -> bool:
    """Whether a single word is the name of a leader: "Trump", of "the Trump administration"; labelled a place's, where it is a person's elsewhere."""
    is_taken_so = entity_type(name.label_) == "ORG" or name.text in alone
    return is_taken_so and len(name) == 1 and knowledge.people.is_prominent(name.text)


def _is_full_name(name: Span, alone: Container[str], knowledge: Knowledge) -> bool:
    """Whether a name that is labelled a body's is that of somebody who has a part of it as a name: "the Herald's Ana Kovac", beside "Kovac"."""
    is_of_one = len(words_of(core_of(name))) == WORDS_OF_A_FULL_NAME and any(token.text in alone for token in name)
    return is_of_one and not is_body(name[-1].lower_) and knowledge.items.named(name.text) is None


def _is_described(name: Span, knowledge: Knowledge) -> bool:
    """Whether a name that is labelled a body's is a given name and another behind a noun for a person, or a medium: "the owner, Kamil Zych", "CNN's Ana Kovac"; not "the maker, Eli Lilly"."""
    is_full = len(name) == WORDS_OF_A_FULL_NAME and gender_of_given_name(name[0].text) is not None
    if not is_full or knowledge.items.named(name.text) is not None:
        return False
    return names_one_described(name.root) or _is_of_medium(name, knowledge)


def _is_of_medium(name: Span, knowledge: Knowledge) -> bool:
    """Whether the genitive of a medium's name stands right before a name."""
    genitive = name.start - 1
    if word_before(name.doc, name.start) not in GENITIVES:
        return False
    labels, first = columns_of(name.doc).names, max(0, genitive - WORDS_OF_A_MEDIUM)
    start = next((i + 1 for i in range(genitive - 2, first - 1, -1) if labels[i] != labels[genitive - 1]), first)
    return _is_medium_or_known(name.doc[start:genitive], knowledge)


def _is_acronym(name: Span) -> bool:
    """Whether a name is one word of so many capitals among others that are none; "JFK" is somebody, and so is "ROTH:", who has a turn."""
    start, end = name.start, name.end
    beside = [token.text for token in (*name.doc[max(0, start - 1) : start], *name.doc[end : end + 1])]
    is_alone = len(name) == 1 and not any(text == ":" or (text.isupper() and len(text) > 1) for text in beside)
    return is_alone and name.text.isalpha() and name.text.isupper() and len(name.text) >= LETTERS_OF_A_BODY


def _is_known_body(name: Span, knowledge: Knowledge) -> bool:
    """Whether a name is an organisation's: "Al Qaeda", or that of its seat: "the Élysée"; a single word ("Hezbollah") only if it is nobody's: Ana and Hill are parties, too."""
    if country_of_seat(name.text) is not None:
        return True
    if gender_of_given_name(name.text) is not None or not knowledge.items.is_organisation(name.text):
        return False
    return knowledge.people.bearers(name.text) == 0


def stands_alone(entity: Span) -> bool:
    """Whether a people's name is a noun ("the Russians"), not an adjective ("Russian officials")."""
    return is_plural(entity.root) and entity.root.dep_ not in {*NAME_PARTS, "amod"}


def is_some(people: Token) -> bool:
    """Whether only some of a people are meant: "many Israelis", "leading Republicans"."""
    return any(child.dep_ in NARROWING and child.lower_ not in ("the", "all") for child in people.lefts)


def countries_joined(entity: Span) -> list[Span]:
    """The two countries of "Chile-Norway talks"; any other name itself."""
    texts = columns_of(entity.doc).texts
    hyphens = (i for i in range(entity.start + 1, entity.end - 1) if texts[i] in ("-", "–"))
    for hyphen in hyphens:
        parts = [entity.doc[entity.start : hyphen], entity.doc[hyphen + 1 : entity.end]]
        if all(country_of_name(part.text) for part in parts):
            return [Span(entity.doc, part.start, part.end, label=entity.label_) for part in parts]
    return [entity]


def owner_and_person(entity: Span, knowledge: Knowledge) -> list[Span]:
    """The medium and the person of "CNN's Ana Kovac", where one label covers both; any other name itself."""
    genitive = next((i for i in range(entity.start + 1, entity.end - 2) if entity.doc[i].lower_ in GENITIVES), None)
    if genitive is None:
        return [entity]
    person = Span(entity.doc, genitive + 1, entity.end, label="PERSON")
    owner = Span(entity.doc, entity.start, genitive, label="ORG")
    if gender_of_given_name(person[0].text) is None or is_body(person[-1].lower_):
        return [entity]
    return [owner, person] if _is_medium_or_known(owner, knowledge) else [entity]


def _is_medium_or_known(name: Span, knowledge: Knowledge) -> bool:
    """Whether a name is a medium's, or that of an organisation that is known: "The Christian Science Monitor"."""
    return is_medium(words_of(core_of(name))) or knowledge.items.is_organisation(name.text)


def word_before(doc: Doc, i: int) -> str:
    """The word before another, in lower case and without a full stop; "" for the first."""
    return columns_of(doc).lower[i - 1].rstrip(".") if i > 0 else ""


def _follows_title(entity: Span) -> bool:
    """Whether the word right before a name is a noun for a person, and no part of another name."""
    columns, before = columns_of(entity.doc), entity.start - 1
    is_noun = before >= 0 and columns.pos[before] in NOUNS and not columns.names[before]
    return is_noun and type_of_noun(entity.doc[before]) == "person"


def country_before(name: Token) -> Token | None:
    """The country whose body is named by a common name: "Germany", of "Germany's Defense Ministry"."""
    genitive = name.doc[max(0, name.i - 1)]
    if genitive.lower_ not in GENITIVES:
        return None
    owner = genitive.head
    return owner if country_of_phrase(owner.doc[owner.left_edge.i : genitive.i].text) is not None else None


def core_of(entity: Span) -> list[Token]:
    """The tokens of a name without an article before it, and a genitive or a small word behind it."""
    doc, columns, last = entity.doc, columns_of(entity.doc), entity.end - 1
    first = next((i for i in range(entity.start, last) if columns.lower[i] != "the"), last)
    last = next((i for i in range(last, first, -1) if not _is_no_end(i, columns)), first)
    return [doc[i] for i in range(first, last + 1)]


def _is_no_end(last: int, columns: Columns) -> bool:
    """Whether the last word of a name is a genitive, a mark, a preposition or the like, and not the end of "Moon Jae-in"."""
    word = columns.lower[last]
    if word in SMALL_WORDS:
        return columns.ends[last - 1] < columns.starts[last]
    return word in GENITIVES or not columns.is_word[last]


def words_of(tokens: list[Token]) -> tuple[str, ...]:
    """The words of a name as people write them: "Temple-Raston" is one, whatever the tokenizer does."""
    text = "".join(token.text + token.whitespace_ for token in tokens).strip(MARKS)
    return tuple(text.split())
