"""Words for actors: names with their titles, descriptions, pronouns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Span, Token

from onrecord.actors.homonyms import country_named, is_somebody, names_in
from onrecord.actors.nouns import (
    HONORIFICS,
    gender_of_noun,
    is_abstract,
    is_body,
    is_document,
    is_plural,
    is_thing,
    nouns_of_title,
    title_length,
    type_of_noun,
)
from onrecord.actors.phrases import count_of, country_of_description, description_of, kinds_of, modifiers_of, text_of
from onrecord.actors.sources import source_heads
from onrecord.actors.where import Whereabouts
from onrecord.grammar import NAME_PARTS, SUBJECTS, entity_type, noun_phrase
from onrecord.knowledge import Gender, Knowledge, country_of_name, country_of_phrase, gender_of_given_name, is_medium
from onrecord.records import ActorType, MentionForm

PERSONAL_PRONOUNS = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
PLURAL_PRONOUNS = {"they", "them", "their", "theirs", "themselves"}
THING_PRONOUNS = {"it", "its", "itself"}
FIRST_PERSON = {"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"}
PRONOUNS = {*PERSONAL_PRONOUNS, *PLURAL_PRONOUNS, *THING_PRONOUNS, *FIRST_PERSON}
ENTITY_ACTORS: dict[str, ActorType] = {"PERSON": "person", "ORG": "organization", "LOC": "organization", "NORP": "group"}
# "Talks with May": no month, whoever it is.
MONTHS_AND_NAMES = {"May"}
# Longer phrases before a name are more than a title.
TITLE_TOKENS = 12
# Where a description is no argument of anything: part of a name or of a fixed phrase.
NOT_A_HEAD = {*NAME_PARTS, "fixed", "goeswith", "punct", "amod", "case", "advmod"}


# What a mention is beside words for an actor: a document that speaks for whoever made it, words without a speaker, several actors together.
Sort = Literal["plain", "document", "quotation", "joint"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMention:
    """A mention by tokens of the parsed view.

    ``start``, ``end``: the noun phrase; ``heads``: the tokens that stand for it; ``name``: the name's own tokens as words;
    ``role``: words before the name that say what the person is; ``nouns``: lemmas of nouns that describe the actor; ``kinds``: words that say what kind
    of such it is ("foreign", of "foreign minister"); ``owners``: names in the words
    for it ("Assad", of "the government of Assad"); ``is_place``: the name is also a place's; ``is_former``: "the former mayor".
    """

    start: int
    end: int
    heads: tuple[int, ...]
    form: MentionForm
    type: ActorType
    name: tuple[str, ...] = ()
    role: str | None = None
    nouns: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    count: str | None = None
    text: str = ""
    is_known: bool = True
    sort: Sort = "plain"
    definite: bool = False
    plural: bool = False
    gender: Gender | None = None
    country: str | None = None
    is_place: bool = False
    is_former: bool = False
    quoted: bool = False
    sentence: int = 0
    subject: bool = False

    @property
    def head(self) -> int:
        """The first of the tokens that stand for it."""
        return self.heads[0]


def find_mentions(doc: Doc, knowledge: Knowledge) -> list[FoundMention]:
    """All mentions in order of the text; pronouns of the first person are among them and mean whoever speaks."""
    finder = _Finder(doc, knowledge)
    mentions = [*finder.names(), *finder.unlabelled_names(), *finder.descriptions(), *finder.pronouns()]
    return sorted(mentions, key=lambda mention: (mention.start, mention.end))


class _Finder:
    """What is known of a document while its mentions are collected."""

    def __init__(self, doc: Doc, knowledge: Knowledge) -> None:
        self.doc, self.knowledge = doc, knowledge
        self.taken: set[int] = set()
        self.names_in_text = names_in(doc)
        self.sources = {span.root.i: span for span in doc.spans.get("onrecord:source", ())}
        self.where = Whereabouts(doc)

    def names(self) -> Iterator[FoundMention]:
        """Named people, organisations, countries, peoples; one name has one type throughout the article."""
        types = _types_by_majority(self.doc, self.knowledge)
        for entity in (part for whole in self.doc.ents for part in _countries_joined(whole)):
            type = types.get(entity.text) or ("country" if country_named(entity.text, self.names_in_text) else None)
            if type is None or (entity_type(entity.label_) == "NORP" and not _stands_alone(entity)):
                continue
            if type == "organization" and len(entity) > 1 and not is_plural(entity.root) and type_of_noun(entity.root) == "person":
                continue  # "The New York Democrat" is somebody, and no name.
            yield self._name(entity, type)

    def unlabelled_names(self) -> Iterator[FoundMention]:
        """Words that no entity covers: surnames of people named elsewhere, "Times" where a Times is named, and capitalised subjects of speech."""
        surnames = {entity[-1].text for entity in self.doc.ents if entity_type(entity.label_) == "PERSON"}
        bodies = [entity for entity in self.doc.ents if entity_type(entity.label_) == "ORG"]
        known = {e.text for e in bodies if len(e) == 1} | {e[-1].text for e in bodies if len(e) > 1 and is_medium(e[-1].text.split())}
        speaking = {head.i for head in source_heads(self.doc)}
        for token in self.doc:
            is_name = token.pos_ == "PROPN" or (token.dep_ in SUBJECTS and token.text in surnames)
            is_somebody = token.text in MONTHS_AND_NAMES and token.pos_ == "PROPN" and _is_no_month(token)
            is_labelled = token.ent_type_ and not (is_somebody or (token.text in surnames and _is_no_month(token)))
            if token.i in self.taken or not is_name or is_labelled or not token.text[:1].isupper():
                continue
            if token.text in surnames or is_somebody:
                yield self._name(self.doc[token.i : token.i + 1], "person")
            elif token.text in known and token.dep_ not in NAME_PARTS:
                yield self._name(self.doc[token.i : token.i + 1], "organization")
            elif type_of_noun(token) is None and token.i in speaking:
                parts = [
                    t for t in token.children if t.dep_ in {*NAME_PARTS, "amod"} and t.text[:1].isupper() and t.pos_ in ("PROPN", "ADJ")
                ]
                first, last = min([token.i, *(t.i for t in parts)]), max([token.i, *(t.i for t in parts)])
                is_person = gender_of_given_name(self.doc[first].text) is not None
                yield self._name(self.doc[first : last + 1], "person" if is_person else "organization")

    def _name(self, entity: Span, type: ActorType) -> FoundMention:
        titled = _core(entity)
        core = titled[title_length(titled) :] if type == "person" else titled
        core += self._joined_by_hyphens(core[-1].i + 1) if type != "country" else []
        title = _title_noun(entity)
        top = title or entity.root
        start, end = titled[0].i, core[-1].i + 1
        if type == "person":
            start = self._start_of_title(start, top, title)
        self.taken.update(range(start, end))
        before = self.doc[start : core[0].i]
        role = before.text.strip(" ,")
        return FoundMention(
            start=start, end=end, heads=(top.i, *(t.i for t in core if t.i != top.i)), form="name", type=type, name=_words(core),
            role=role if role and role.casefold().rstrip(".") not in HONORIFICS | {"the"} else None,
            nouns=nouns_of_title([title] if title is not None else before), kinds=kinds_of(before), modifiers=modifiers_of(before), definite=True, plural=type == "group",
            gender=self._gender(core, role) if type == "person" else None, country=country_of_phrase(role), is_place=entity_type(entity.label_) in ("LOC", "FAC"), **self.where.of(top),
        )  # fmt: skip

    def _start_of_title(self, first: int, top: Token, title: Token | None) -> int:
        """Where the words begin that say what a named person is ("French presidential candidate"); ``first`` without any."""
        is_modifier = title is None and top.head.i != top.i and top.dep_ in NAME_PARTS | {"nmod:poss", "poss", "amod"}
        phrase = noun_phrase(top)
        if is_modifier or not 0 < first - phrase.start <= TITLE_TOKENS:
            return first
        joined = [token.i + 1 for token in self.doc[phrase.start : first] if token.pos_ in ("CCONJ", "PRON", "VERB")]
        start = max([phrase.start, *joined])
        return start if title is not None or (start < first and _is_title(phrase, self.doc[first])) else first

    def _joined_by_hyphens(self, end: int) -> list[Token]:
        """The rest of "Temple-Raston", which the tokenizer cuts at the hyphen, and of "Moon Jae-in", where a name ends in one."""
        parts: list[Token] = []
        if end < len(self.doc) and self.doc[end - 1].text == "-" and not self.doc[end - 1].whitespace_ and self.doc[end].is_alpha:
            parts.append(self.doc[end])
            end += 1
        while (
            end + 1 < len(self.doc) and self.doc[end].text == "-" and not self.doc[end].whitespace_ and self.doc[end + 1].text[:1].isupper()
        ):
            parts += [self.doc[end], self.doc[end + 1]]
            end += 2
        return parts

    def descriptions(self) -> Iterator[FoundMention]:
        """Noun phrases whose noun stands for people, a group or an organisation, or that are said to say something, and that are part of no name."""
        speaking = {head.i for head in source_heads(self.doc) if not is_document(head) and not is_thing(head)}
        for token in self.doc:
            if token.i in self.taken or (token.i not in speaking and (token.pos_ not in ("NOUN", "PROPN") or token.dep_ in NOT_A_HEAD)):
                continue
            type = type_of_noun(token)
            is_known = type is not None
            if type is None and token.i in speaking and not is_abstract(token):
                type = "group" if is_plural(token) else "organization"
            if type is None:
                continue
            phrase = description_of(token, self.sources.get(token.i), type)
            determiner = phrase[0].lower_
            # "Trondheim police", "Attorney General" in a headline: one actor throughout.
            is_named = phrase[0].pos_ == "PROPN" and (type == "organization" or (type == "person" and token.pos_ == "PROPN"))
            yield FoundMention(
                start=phrase.start, end=phrase.end, heads=(token.i,), form="description", type=type, nouns=(token.lemma_.casefold(),),
                kinds=kinds_of(self.doc[phrase.start : token.i], with_actors=type != "person"),
                modifiers=modifiers_of(word for word in phrase if word.i != token.i), count=count_of(token), text=text_of(phrase), is_known=is_known,
                owners=frozenset(word.lower_ for word in phrase if word.pos_ == "PROPN" and word.i != token.i and word.ent_type_),
                definite=is_named or determiner in ("the", "this", "that", "these", "those", "his", "her", "their", "its"),
                plural=is_plural(token) or type == "group", gender=gender_of_noun(token.lemma_), country=country_of_description(token, phrase), is_former=phrase.text.casefold().startswith("the former "),
                **self.where.of(token),
            )  # fmt: skip

    def pronouns(self) -> Iterator[FoundMention]:
        """Personal and possessive pronouns."""
        for token in self.doc:
            if token.lower_ in PRONOUNS and token.tag_ in ("PRP", "PRP$", "PRON") and token.text != "US":
                word = token.lower_
                yield FoundMention(
                    start=token.i, end=token.i + 1, heads=(token.i,), form="pronoun",
                    type="group" if word in PLURAL_PRONOUNS else "organization" if word in THING_PRONOUNS else "person",
                    plural=word in PLURAL_PRONOUNS, gender=PERSONAL_PRONOUNS.get(word), **self.where.of(token),  # type: ignore[arg-type]
                )  # fmt: skip

    @staticmethod
    def _gender(name: list[Token], role: str) -> Gender | None:
        for word in role.split():
            gender = gender_of_noun(word)
            if gender is not None:
                return gender
        return gender_of_given_name(name[0].text) if len(name) > 1 else None


def _is_no_month(token: Token) -> bool:
    """Whether a word that is labelled a date cannot be one where it stands, so that "May" is Theresa May: "talks with May", "May said"."""
    before = token.doc[token.i - 1].lower_ if token.i else ""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    is_alone = entity_type(token.ent_type_) == "DATE" and token.ent_iob_ == "B" and (after is None or after.ent_iob_ != "I")
    return is_alone and (token.dep_ in SUBJECTS or before in ("with", "to", "by", "for", "against", "and"))


def _types_by_majority(doc: Doc, knowledge: Knowledge) -> dict[str, ActorType]:
    """{name: the type that most of its occurrences have}; countries are known by name, unless it is a given name: "Jordan", beside "Jordan Miles".

    The end of a full name is the person, whatever it is labelled: who is "Recep Tayyip Erdoğan" once is a person as "Erdoğan", too. So is a name
    behind a title ("candidate Marine Le Pen").
    """
    votes: dict[str, Counter[ActorType]] = {}
    last_names: set[str] = set()
    full_names = (entity for entity in doc.ents if len(entity) > 1)
    given_names = {name[0].text for name in full_names if entity_type(name.label_) == "PERSON" or is_somebody(name, knowledge.places)}
    around = names_in(doc)
    countries = {name for name in around if country_named(name, around) is not None}
    for entity in doc.ents:
        type = ENTITY_ACTORS.get(entity_type(entity.label_) or "")
        if type == "organization" and is_somebody(entity, knowledge.places):
            type = "person"
        if type == "person" and len(entity) > 1 and is_body(entity[-1].lower_):
            type = "organization"  # "The Ethics Committee".
        if type == "organization" and len(entity) == 1 and entity_type(entity.label_) == "ORG" and _is_known_person(entity.text, knowledge):
            type = "person"  # "Trump", of "the Trump administration".
        if type is not None:
            votes.setdefault(entity.text, Counter())[type] += 1
        if type is not None and _follows_title(entity):
            last_names.add(entity.text)
            type = "person"
        if type == "person":
            last_names |= {doc[start : entity.end].text for start in range(entity.start + 1, entity.end)}
    types: dict[str, ActorType] = {}
    for text, counts in votes.items():
        most = counts.most_common(1)[0][0]
        is_country = text in countries and not (most == "person" and text in given_names)
        types[text] = "country" if is_country else "person" if text in last_names else most
    return types


def _is_known_person(name: str, knowledge: Knowledge) -> bool:
    return knowledge.people.is_prominent(name) and knowledge.items.named(name) is None


def _stands_alone(entity: Span) -> bool:
    """Whether a people's name is a noun ("the Russians"), not an adjective ("Russian officials")."""
    return is_plural(entity.root) and entity.root.dep_ not in {*NAME_PARTS, "amod"}


def _countries_joined(entity: Span) -> Iterator[Span]:
    """The two countries of "Chile-Norway talks"; any other name itself."""
    middle = next((token.i for token in entity[1:-1] if token.text in ("-", "–")), None)
    parts = [entity.doc[entity.start : middle], entity.doc[middle + 1 : entity.end]] if middle is not None else []
    if parts and all(country_of_name(part.text) for part in parts):
        yield from (Span(entity.doc, part.start, part.end, label=entity.label_) for part in parts)
    else:
        yield entity


def _follows_title(entity: Span) -> bool:
    """Whether the word right before a name is a noun for a person, and no part of another name."""
    before = entity.doc[entity.start - 1] if entity.start else None
    return before is not None and before.pos_ in ("NOUN", "PROPN") and not before.ent_type_ and type_of_noun(before) == "person"


def _title_noun(entity: Span) -> Token | None:
    """The noun right before a name that governs it ("spokesman" in "Kremlin spokesman Dmitry Peskov")."""
    head = entity.root.head
    if head.i == entity.start - 1 and head.pos_ in ("NOUN", "PROPN") and entity.root.dep_ in {"appos", *NAME_PARTS}:
        return head if type_of_noun(head) else None
    return None


def _core(entity: Span) -> list[Token]:
    """The tokens of a name without an article before and a genitive behind it."""
    tokens = list(entity)
    while len(tokens) > 1 and tokens[0].lower_ == "the":
        tokens = tokens[1:]
    while len(tokens) > 1 and (tokens[-1].lower_ in ("'s", "’s", "'", "’", "of") or tokens[-1].is_punct):
        tokens = tokens[:-1]
    return tokens


def _words(tokens: list[Token]) -> tuple[str, ...]:
    """The words of a name as people write them: "Temple-Raston" is one, whatever the tokenizer does."""
    text = "".join(token.text + token.whitespace_ for token in tokens)
    return tuple(text.split())


def _is_title(phrase: Span, first: Token) -> bool:
    """Whether the words of a phrase before a name say what the person is: a noun for a person is the last of them."""
    before = [token for token in phrase.doc[phrase.start : first.i] if not token.is_punct]
    return bool(before) and (
        type_of_noun(before[-1]) is not None or before[-1].lower_.rstrip(".") in HONORIFICS or before[-1].text.endswith(".")
    )
