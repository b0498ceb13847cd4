"""Names of actors with their titles, labelled and not."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Span, Token

from onrecord.actors.appositions import names_one_described
from onrecord.actors.entities import (
    core_of,
    countries_joined,
    country_before,
    is_some,
    owner_and_person,
    stands_alone,
    types_by_majority,
    word_before,
    words_of,
)
from onrecord.actors.ground import Ground
from onrecord.actors.homonyms import country_of_words, names_in
from onrecord.actors.mention import FoundMention
from onrecord.actors.names import GENERATIONS, acronyms, folded, is_handle_of
from onrecord.actors.nouns import gender_of_noun, is_body, nouns_of_title, title_length, type_of_noun
from onrecord.actors.phrases import FORMER, kinds_of
from onrecord.actors.titles import is_title, title_noun, titled_names
from onrecord.grammar import GENITIVES, HONORIFICS, NAME_PARTS, POSSESSIVES, entity_type, is_joined_title, noun_phrase
from onrecord.knowledge import Gender, Knowledge, gender_of_given_name, is_medium
from onrecord.records import ActorType

# "Talks with May": no month, whoever it is.
MONTHS_AND_NAMES = {"May"}
BEFORE_SOMEBODY = {"with", "to", "by", "for", "against", "and"}
# What goes on with a name behind a hyphen: "-Raston", of "Temple-Raston"; not "-era", of "Trump-era".
JOINED = re.compile(r"-[A-ZÀ-ÖØ-Þ]")
# Longer phrases before a name are more than a title.
TITLE_TOKENS = 12
# Names of bodies that are looked up where none is labelled have no more words.
WORDS_OF_A_BODY = 4
# Words before a name that say nothing of what the person is.
NO_ROLES = {*HONORIFICS, "the", ""}
# Where a name stands before the noun that it says more of.
MODIFYING = {*NAME_PARTS, *POSSESSIVES, "amod"}


class Names:
    """Collects the names of a text."""

    def __init__(self, ground: Ground, knowledge: Knowledge) -> None:
        self.ground, self.knowledge = ground, knowledge
        self.doc, self.columns = ground.doc, ground.columns
        self.gender_of = cache(knowledge.people.gender_of)  # A name stands in a text again and again.
        # Capitalised words that no name has taken, and no label begins before.
        self.free = {i for i, text in enumerate(self.columns.texts) if text[:1].isupper() and self.columns.places[i] != "I"}
        # Last names that no label covers.
        self.last_names: set[str] = set()
        self.entities = self.doc.ents
        self.speaking = {head.i for head in ground.acting}
        self.source_at = {i: span for span in ground.sources.values() for i in range(span.start, span.end)}

    def labelled(self) -> Iterator[FoundMention]:
        """Named people, organisations, countries, peoples; one name has one type throughout the article."""
        owned = (part for whole in self.entities for part in owner_and_person(whole, self.knowledge))
        entities = [part for whole in owned for part in countries_joined(whole)]
        types = types_by_majority(entities, names_in(self.doc), self.knowledge)
        typed = ((entity, types[entity.text]) for entity in entities if entity.text in types)
        for entity, type in typed:
            if self._is_actor(entity, type):
                name = self._name(self._from_given_name(entity) if type == "person" else entity, type)
                yield name
                if type == "person":
                    yield from self._partner(name)

    def _from_given_name(self, entity: Span) -> Span:
        """A person's name from a given name on that the label leaves out, where somebody is known by the whole: "Marine Le Pen", for "Le Pen"."""
        first = entity.start - 1
        if first not in self.free:
            return entity
        whole = self.doc[first : entity.end]
        return whole if self.knowledge.people.named(" ".join(words_of(core_of(whole)))) else entity

    def _is_actor(self, entity: Span, type: ActorType) -> bool:
        """Whether a name is that of an actor where it stands."""
        if entity_type(entity.label_) == "NORP" and not stands_alone(entity):
            return False
        if not any(map(str.isalnum, "".join({token.lower_ for token in core_of(entity)} - GENITIVES))):
            return False  # The reader took a lone "'s", or a dash, for a name.
        if type == "group" and is_some(entity.root):
            self.ground.some.add(entity.root.i)
            return False
        # "The New York Democrat" is somebody, and no name; "Star" is one.
        return len(entity) == 1 or type != "organization" or type_of_noun(entity.root) != "person"

    def unlabelled(self) -> Iterator[FoundMention]:
        """Words that no entity covers: surnames of people named elsewhere, "Times" where a Times is named, and capitalised subjects of speech."""
        yield from self._overlooked()
        yield from self._known_bodies()
        yield from self._handles()
        columns, titled = self.columns, titled_names(self.doc)
        surnames = {entity[-1].text for entity in self.entities if entity_type(entity.label_) == "PERSON"}
        surnames |= {columns.texts[i] for i in titled}
        surnames |= {name.upper() for name in surnames}  # "TRUMP:", in a transcript.
        bodies = [entity for entity in self.entities if entity_type(entity.label_) == "ORG"]
        known = {entity[-1].text for entity in bodies if len(entity) == 1 or is_medium(entity[-1].text.split())}
        known |= {acronym for body in bodies for acronym in acronyms(words_of(core_of(body)))}  # "ICE", a noun for a tagger.
        written = surnames | {name for name in known if name.isupper()}
        yield from self._dated(surnames | MONTHS_AND_NAMES)
        self.last_names |= surnames
        for i in (i for i, label in enumerate(columns.names) if not label):
            text = columns.texts[i]
            if i not in self.free or (text not in written and columns.pos[i] != "PROPN"):
                continue
            if text in self.last_names:
                yield self._name(self.doc[i : i + 1], "person")
            elif text in known:
                if columns.relations[i] not in NAME_PARTS:
                    yield self._name(self.doc[i : i + 1], "organization")
            elif type_of_noun(self.doc[i]) is None:
                yield from self._new_name(self.doc[i])

    def _dated(self, names: Container[str]) -> Iterator[FoundMention]:
        """People whose names are labelled dates, and cannot be one where they stand: "talks with May"."""
        dates = (entity for entity in self.entities if entity_type(entity.label_) == "DATE" and entity.text in names)
        for entity in dates:
            if word_before(self.doc, entity.start) in BEFORE_SOMEBODY:
                yield self._name(entity, "person")

    def _new_name(self, token: Token) -> Iterator[FoundMention]:
        """A capitalised word that no name in the text has, where it names whom a noun describes, or speaks."""
        if names_one_described(token):
            yield self._name(self._whole_name(token.i), "person")
        elif token.i in self.speaking:
            words = self._whole_name(token.i)
            yield self._name(words, "person" if gender_of_given_name(words[0].text) is not None else "organization")

    def _handles(self) -> Iterator[FoundMention]:
        """Names in social networks of people with a full name in the text, and of whoever else speaks by one."""
        people = [folded(words_of(list(entity))) for entity in self.entities if entity_type(entity.label_) == "PERSON"]
        handles = (i for i, text in enumerate(self.columns.texts) if text.startswith("@") and i not in self.ground.taken)
        for i in handles:
            is_person = any(is_handle_of(self.columns.lower[i], person) for person in people)
            if is_person or i in self.source_at:
                yield self._name(self.doc[i : i + 1], "person" if is_person else "organization")

    def _overlooked(self) -> Iterator[FoundMention]:
        """Full names of people and bodies that are labelled elsewhere and not where they stand."""
        kinds: dict[str | None, ActorType] = {"PERSON": "person", "ORG": "organization"}
        labelled = ((entity, kinds.get(entity_type(entity.label_))) for entity in self.entities if len(entity) > 1)
        full = {tuple(token.text for token in core_of(entity)): kind for entity, kind in labelled if kind is not None}
        beginning: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
        for name in sorted(full, key=len, reverse=True):
            beginning[name[0]].append(name)
        columns = self.columns
        firsts = [i for i, text in enumerate(columns.texts) if text in beginning]
        for i in firsts:
            here = (name for name in beginning[columns.texts[i]] if tuple(columns.texts[i : i + len(name)]) == name)
            overlooked = next((name for name in here if not any(columns.names[i : i + len(name)])), None)
            if overlooked is not None:
                yield self._name(self.doc[i : i + len(overlooked)], full[overlooked])

    def _known_bodies(self) -> Iterator[FoundMention]:
        """Names of several words that the knowledge base has for bodies, and that no label covers."""
        for i in sorted(self.free):
            longest_first = (self.doc[i : i + length] for length in range(self._free_words_from(i), 1, -1))
            name = next((words for words in longest_first if self.knowledge.items.is_organisation(words.text)), None)
            if name is not None:
                yield self._name(name, "organization")

    def _free_words_from(self, start: int) -> int:
        """How many words from a token on may be a body's together, no more than bodies have: "Islamic State", of which but "Islamic" is labelled."""
        end = min(start + WORDS_OF_A_BODY, len(self.doc))
        return sum(1 for _ in itertools.takewhile(self.free.__contains__, range(start, end)))

    def _name(self, entity: Span, type: ActorType) -> FoundMention:
        titled = core_of(entity)
        core = titled[title_length(titled) :] if type == "person" else titled
        core += self._rest_of_name(core, type) if type != "country" else []
        title = title_noun(entity)
        top = title or entity.root
        start, end = titled[0].i, core[-1].i + 1
        if type == "person":
            start = self._start_of_title(start, top, title)
            if word_before(self.doc, start) in HONORIFICS:
                start -= 1  # "Mrs Kovac", wherever a parse has hung the title.
        elif type == "organization":
            owner = country_before(core[0])
            start = owner.left_edge.i if owner is not None else start
            end = self._end_of_body(end)
        self.ground.taken.update(range(start, end))
        self.free.difference_update(range(start, end))
        before = self.doc[start : core[0].i]
        role = before.text.strip(" ,")
        is_place = entity_type(entity.label_) in ("LOC", "FAC")
        return FoundMention(
            start=start, end=end, heads=(top.i, *(t.i for t in core if t.i != top.i)), form="name", type=type, name=words_of(core),
            role="" if role.casefold().rstrip(".") in NO_ROLES else role,
            nouns=nouns_of_title([title] if title is not None else before), kinds=kinds_of(before), definite=True, plural=type == "group",
            gender=self._gender(core, role) if type == "person" else None, country=country_of_words(role, self.doc), is_place=is_place, is_former=FORMER.match(role) is not None,
            with_article=word_before(self.doc, start) == "the", **self.ground.where(top),
        )  # fmt: skip

    def _partner(self, name: FoundMention) -> Iterator[FoundMention]:
        """Whom "Mr and Mrs Brandt" names beside Mrs Brandt: "Mr"."""
        first = name.start - 2
        if word_before(self.doc, first + 1) in HONORIFICS and is_joined_title(self.doc[first]):
            self.ground.taken.add(first)
            yield replace(name, start=first, end=first + 1, heads=(first,), gender="male" if name.gender == "female" else "female")

    def _end_of_body(self, end: int) -> int:
        """Where the words end for a body that speaks by the name of what there are several of: "the Russian Embassy in Damascus"."""
        source = self.source_at.get(end - 1)
        behind = list(source.doc[end : source.end]) if source is not None else []
        if [token.lower_ for token in behind[:1]] not in (["in"], ["of"], ["at"], ["on"]):
            return end
        named = list(itertools.takewhile(lambda token: token.pos_ in ("PROPN", "DET"), behind[1:]))
        return named[-1].i + 1 if named else end

    def _whole_name(self, i: int) -> Span:
        """A capitalised word with those before it, and "of" and those behind it: "Joint Chiefs of Staff", "Face the Nation"."""
        doc, columns = self.doc, self.columns
        parts = [child for child in columns.children[i] if columns.relations[child] in NAME_PARTS and columns.texts[child][:1].isupper()]
        first, last = min([i, *parts]), max([i, *parts])
        nouns = itertools.takewhile(
            lambda j: columns.pos[j] in ("PROPN", "ADJ", "NOUN"), range(first - 1, columns.start_of_sentence(i) - 1, -1)
        )
        first = min([first, *itertools.takewhile(lambda j: columns.texts[j][:1].isupper(), nouns)])
        while columns.lower[last + 1 : last + 2] == ["of"] and columns.pos[last + 2 : last + 3] == ["PROPN"]:
            last += 2
        return doc[first : last + 1]

    def _start_of_title(self, first: int, top: Token, title: Token | None) -> int:
        """Where the words begin that say what a named person is ("French presidential candidate"); ``first`` without any."""
        phrase = noun_phrase(top)
        is_modifier = title is None and top.dep_ in MODIFYING
        if is_modifier or not 0 < first - phrase.start <= TITLE_TOKENS:
            return first
        pos = self.columns.pos
        start = max([phrase.start, *(i + 1 for i in range(phrase.start, first) if pos[i] in ("CCONJ", "PRON", "VERB", "AUX"))])
        start = next((i for i in range(start, first) if pos[i] not in ("ADP", "PART", "SCONJ", "PUNCT")), first)
        return start if is_title(phrase, self.doc[first]) else first

    def _rest_of_name(self, core: Sequence[Token], type: ActorType) -> Iterator[Token]:
        """What a label leaves out behind a name: "-Raston", of "Temple-Raston", "Abbot", of "Neil Abbot", "Jr." and "III", "Commission", of "the European Commission", and "Front", of "the Northern Front"."""
        end, is_rest = core[-1].i + 1, self._is_surname if len(core) == 1 else _is_generation
        while self.columns.texts[end : end + 1] == ["-"] and JOINED.match(self.doc[end : end + 2].text):
            yield from self.doc[end : end + 2]
            end += 2
        behind = self.doc[end : end + 1]
        if type == "person":
            rest = list(filter(is_rest, behind))
            self.last_names.update(word.text for word in rest if not _is_generation(word))
            yield from rest
        else:
            yield from (word for word in behind if _ends_body(word, core[-1]))

    def _is_surname(self, word: Token) -> bool:
        """Whether a parse takes a capitalised word that no label covers for the rest of the name right before it; "Jr." is."""
        if _is_generation(word):
            return True
        if word.i not in self.free:
            return False
        is_hung_to_it = (word.pos_, word.ent_type_, word.head.i) == ("PROPN", "", word.i - 1)
        return is_hung_to_it and word.dep_ in NAME_PARTS

    def _gender(self, name: list[Token], role: str) -> Gender | None:
        """By a title ("Mrs", "spokeswoman"), a given name, or whom the knowledge base knows of that name."""
        titled = next((gender for word in role.split() if (gender := gender_of_noun(word)) is not None), None)
        if titled is not None or len(name) == 1:
            return titled
        return gender_of_given_name(name[0].text) or self.gender_of(" ".join(token.text for token in name))


def _ends_body(word: Token, before: Token) -> bool:
    """Whether a word that no label covers is the last of a body's name: it is such a word, or what stands before it depends on it as an adjective."""
    if word.pos_ != "PROPN" or word.ent_type_:
        return False
    if is_body(word.lower_):
        return True
    return before.dep_ == "amod" and before.head.i == word.i and type_of_noun(word) != "person"


def _is_generation(word: Token) -> bool:
    return word.lower_.rstrip(".") in GENERATIONS
