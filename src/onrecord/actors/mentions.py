"""Words for actors: names with their titles, descriptions, pronouns."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from typing import TypedDict

from spacy.tokens import Doc, Span, Token

from onrecord.actors.appositions import names_one_described
from onrecord.actors.entities import (
    GENITIVES,
    core_of,
    countries_joined,
    country_before,
    is_some,
    stands_alone,
    types_by_majority,
    words_of,
)
from onrecord.actors.homonyms import country_named, names_in
from onrecord.actors.names import acronyms, folded, is_handle_of
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
from onrecord.actors.phrases import (
    counted,
    country_of_description,
    description_of,
    is_a_person,
    is_the_two,
    kinds_of,
    owners_of,
    says_how_many,
)
from onrecord.actors.sources import heads_with_a_part
from onrecord.actors.titles import is_title, is_titled, title_noun
from onrecord.columns import columns_of
from onrecord.grammar import (
    NAME_PARTS,
    NOUN_TAGS,
    NOUNS,
    SUBJECTS,
    entity_type,
    head_of,
    is_joined_title,
    noun_phrase,
)
from onrecord.knowledge import Gender, Knowledge, country_of_phrase, gender_of_given_name, is_medium
from onrecord.marks import NO_VOICES, Voices
from onrecord.records import ActorType, MentionForm

PERSONAL_PRONOUNS = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
PLURAL_PRONOUNS = {"they", "them", "their", "theirs", "themselves"}
THING_PRONOUNS = {"it", "its", "itself"}
FIRST_PERSON = {"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"}
PRONOUNS = {*PERSONAL_PRONOUNS, *PLURAL_PRONOUNS, *THING_PRONOUNS, *FIRST_PERSON}
# "Talks with May": no month, whoever it is.
MONTHS_AND_NAMES = {"May"}
GENERATIONS = {"jr", "sr", "ii", "iii"}
# Longer phrases before a name are more than a title.
TITLE_TOKENS = 12
# Names of bodies that are looked up where none is labelled have no more words.
WORDS_OF_A_BODY = 4
# Where a description is no argument of anything: part of a name or of a fixed phrase.
NOT_A_HEAD = {*NAME_PARTS, "fixed", "goeswith", "punct", "amod", "case", "advmod"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMention:
    """A mention by tokens of the parsed view.

    ``start``, ``end``: the noun phrase; ``heads``: the tokens that stand for it; ``name``: the name's own tokens as words;
    ``role``: words before the name that say what the person is; ``nouns``: lemmas of nouns that describe the actor; ``kinds``: words that say what kind
    of such it is ("foreign", of "foreign minister"); ``number``: words for how many
    they are, or that they are others; ``owners``: names in the words
    for it ("Assad", of "the government of Assad"); ``is_place``: the name is also a place's; ``is_former``: "the former mayor"; ``with_article``: "the" is before the name.
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
    number: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    definite: bool = False
    plural: bool = False
    gender: Gender | None = None
    country: str | None = None
    is_place: bool = False
    is_former: bool = False
    with_article: bool = False
    quoted: bool = False
    sentence: int = 0
    subject: bool = False

    @property
    def head(self) -> int:
        """The first of the tokens that stand for it."""
        return self.heads[0]


def find_mentions(doc: Doc, knowledge: Knowledge, voices: Voices = NO_VOICES) -> list[FoundMention]:
    """All mentions in order of the text; pronouns of the first person are among them and mean whoever speaks."""
    finder = _Finder(doc, knowledge, voices)
    mentions = [*finder.names(), *finder.unlabelled_names(), *finder.descriptions(), *finder.pronouns()]
    return sorted(mentions, key=lambda mention: (mention.start, mention.end))


class Where(TypedDict):
    """Where a mention stands."""

    quoted: bool
    sentence: int
    subject: bool


class _Finder:
    """What is known of a document while its mentions are collected."""

    def __init__(self, doc: Doc, knowledge: Knowledge, voices: Voices) -> None:
        self.doc, self.knowledge, self.voices = doc, knowledge, voices
        self.columns = columns_of(doc)
        self.taken: set[int] = set()
        self.some: set[int] = set()
        self.entities = doc.ents
        self.acting = list(heads_with_a_part(doc, voices))
        self.names_in_text = names_in(doc)
        self.sources = {head_of(span).i: span for span in (doc[slice(*run)] for run in voices.sources)}
        self.source_at = {i: span for span in self.sources.values() for i in range(span.start, span.end)}

    def names(self) -> Iterator[FoundMention]:
        """Named people, organisations, countries, peoples; one name has one type throughout the article."""
        types = types_by_majority(self.doc, self.knowledge)
        for entity in (part for whole in self.entities for part in countries_joined(whole)):
            type = types.get(entity.text) or ("country" if country_named(entity.text, self.names_in_text) else None)
            if type is None or (entity_type(entity.label_) == "NORP" and not stands_alone(entity)):
                continue
            if not any(token.lower_ not in GENITIVES and any(map(str.isalnum, token.text)) for token in core_of(entity)):
                continue  # The reader took a lone "'s", or a dash, for a name.
            if type == "group" and is_some(entity.root):
                self.some.add(entity.root.i)
                continue
            if type == "organization" and len(entity) > 1 and not is_plural(entity.root) and type_of_noun(entity.root) == "person":
                continue  # "The New York Democrat" is somebody, and no name.
            name = self._name(entity, type)
            yield name
            if type == "person":
                yield from self._partner(name)

    def unlabelled_names(self) -> Iterator[FoundMention]:
        """Words that no entity covers: surnames of people named elsewhere, "Times" where a Times is named, and capitalised subjects of speech."""
        surnames = {entity[-1].text for entity in self.entities if entity_type(entity.label_) == "PERSON"}
        columns = self.columns
        surnames |= {columns.texts[i] for i, pos in enumerate(columns.pos) if pos == "PROPN" and is_titled(self.doc[i])}
        surnames |= {name.upper() for name in surnames}  # "TRUMP:", in a transcript.
        bodies = [entity for entity in self.entities if entity_type(entity.label_) == "ORG"]
        known = {e.text for e in bodies if len(e) == 1} | {e[-1].text for e in bodies if len(e) > 1 and is_medium(e[-1].text.split())}
        known |= {acronym for body in bodies for acronym in acronyms(words_of(core_of(body)))}  # "ICE", a noun for a tagger.
        speaking = {head.i for head in self.acting}
        yield from self._overlooked()
        yield from self._handles(speaking)
        names = [
            i
            for i, text in enumerate(columns.texts)
            if columns.pos[i] == "PROPN" or (text in known and text.isupper()) or (text in surnames and columns.relations[i] in SUBJECTS)
        ]
        for token in (self.doc[i] for i in names):
            is_somebody = token.text in MONTHS_AND_NAMES and token.pos_ == "PROPN" and _is_no_month(token)
            is_labelled = token.ent_type_ and not (is_somebody or (token.text in surnames and _is_no_month(token)))
            if token.i in self.taken or is_labelled or not token.text[:1].isupper():
                continue
            if token.text in surnames or is_somebody:
                yield self._name(self.doc[token.i : token.i + 1], "person")
            elif token.text in known and token.dep_ not in NAME_PARTS:
                yield self._name(self.doc[token.i : token.i + 1], "organization")
            elif type_of_noun(token) is None and (token.i in speaking or names_one_described(token)):
                parts = [
                    t for t in token.children if t.dep_ in {*NAME_PARTS, "amod"} and t.text[:1].isupper() and t.pos_ in ("PROPN", "ADJ")
                ]
                first, last = min([token.i, *(t.i for t in parts)]), max([token.i, *(t.i for t in parts)])
                first, last = self._whole_name(first, last)
                is_known = first == last and self.knowledge.people.is_prominent(token.text)
                is_given = gender_of_given_name(self.doc[first].text) is not None
                is_person = is_known or is_given or is_titled(self.doc[last]) or names_one_described(token)
                yield self._name(self.doc[first : last + 1], "person" if is_person else "organization")

    def _handles(self, speaking: Container[int]) -> Iterator[FoundMention]:
        """Names in social networks of people with a full name in the text, and of whoever else speaks by one."""
        people = [entity for entity in self.entities if entity_type(entity.label_) == "PERSON" and len(entity) > 1]
        for i, text in enumerate(self.columns.texts):
            if len(text) > 1 and text.startswith("@") and i not in self.taken:
                is_person = any(is_handle_of(text.casefold(), folded(words_of(list(person)))) for person in people)
                if is_person or i in speaking or i in self.source_at:
                    yield self._name(self.doc[i : i + 1], "person" if is_person else "organization")

    def _overlooked(self) -> Iterator[FoundMention]:
        """Full names of people and bodies that are labelled elsewhere and not where they stand."""
        kinds: dict[str, ActorType] = {"PERSON": "person", "ORG": "organization"}
        labelled = ((entity, kinds.get(entity_type(entity.label_) or "")) for entity in self.entities if len(entity) > 1)
        full = {tuple(token.text for token in core_of(entity)): kind for entity, kind in labelled if kind is not None}
        lengths: dict[str, set[int]] = {}
        for name in full:
            lengths.setdefault(name[0], set()).add(len(name))
        columns = self.columns
        for i, text in enumerate(columns.texts):
            for length in sorted(lengths.get(text, ()), reverse=True):
                kind = full.get(tuple(columns.texts[i : i + length]))
                if kind is not None and not any(columns.names[i : i + length]) and self.taken.isdisjoint(range(i, i + length)):
                    yield self._name(self.doc[i : i + length], kind)
                    break
            for length in range(self._free_words_from(i), 1, -1):
                if self._is_known_body(self.doc[i : i + length]):
                    yield self._name(self.doc[i : i + length], "organization")
                    break

    def _free_words_from(self, start: int) -> int:
        """How many words from a token on may be a body's together, no more than bodies have."""
        end = start
        while end < min(start + WORDS_OF_A_BODY, len(self.doc)) and self._is_free(end):
            end += 1
        return end - start

    def _is_free(self, i: int) -> bool:
        """Whether a word is capitalised, and taken by no name and no part of one that a label begins before it."""
        return self.columns.texts[i][:1].isupper() and self.columns.places[i] != "I" and i not in self.taken

    def _is_known_body(self, words: Span) -> bool:
        """Whether free words are those of a known organisation as a whole: "Islamic State", of which but "Islamic" is labelled."""
        is_cut = words.end < len(self.doc) and self.doc[words.end].ent_iob_ == "I"
        return not is_cut and self.knowledge.items.is_organisation(words.text)

    def _name(self, entity: Span, type: ActorType) -> FoundMention:
        titled = core_of(entity)
        core = titled[title_length(titled) :] if type == "person" else titled
        core += self._joined_by_hyphens(core[-1].i + 1) if type != "country" else []
        core += self._generation(core[-1].i + 1) if type == "person" else []
        core += self._rest_of_body(core[-1]) if type == "organization" else []
        title = title_noun(entity)
        top = title or entity.root
        start, end = titled[0].i, core[-1].i + 1
        if type == "person":
            start = self._start_of_title(start, top, title)
            if start == core[0].i and start > 0 and self.doc[start - 1].lower_.rstrip(".") in HONORIFICS:
                start -= 1  # "Mrs Kovac", wherever a parse has hung the title.
        elif type == "organization":
            owner = country_before(core[0])
            start = owner.left_edge.i if owner is not None else start
            end = self._end_of_body(end)
        self.taken.update(range(start, end))
        before = self.doc[start : core[0].i]
        role = before.text.strip(" ,")
        return FoundMention(
            start=start, end=end, heads=(top.i, *(t.i for t in core if t.i != top.i)), form="name", type=type, name=words_of(core),
            role=role if role and role.casefold().rstrip(".") not in HONORIFICS | {"the"} else None,
            nouns=nouns_of_title([title] if title is not None else before), kinds=kinds_of(before), definite=True, plural=type == "group",
            gender=self._gender(core, role) if type == "person" else None, country=country_of_phrase(role), is_place=entity_type(entity.label_) in ("LOC", "FAC"),
            with_article=self.doc[max(0, start - 1)].lower_ == "the" or entity[0].lower_ == "the", **self._where(top),
        )  # fmt: skip

    def _partner(self, name: FoundMention) -> Iterator[FoundMention]:
        """Whom "Mr and Mrs Brandt" names beside Mrs Brandt: "Mr"."""
        first = name.start - 2
        if first >= 0 and is_joined_title(self.doc[first]) and self.doc[first].lower_.rstrip(".") in HONORIFICS:
            self.taken.add(first)
            yield replace(name, start=first, end=first + 1, heads=(first,), gender="male" if name.gender == "female" else "female")

    def _end_of_body(self, end: int) -> int:
        """Where the words end for a body that speaks by the name of what there are several of: "the Russian Embassy in Damascus"."""
        source = self.source_at.get(end - 1)
        behind = end + 1
        if source is None or behind >= source.end or self.doc[end].lower_ not in ("in", "of", "at", "on"):
            return end
        while behind < source.end and self.doc[behind].pos_ in ("PROPN", "DET"):
            behind += 1
        return behind if self.doc[behind - 1].pos_ == "PROPN" else end

    def _whole_name(self, first: int, last: int) -> tuple[int, int]:
        """The bounds of a name with the capitalised words before it, and "of" and those behind it: "Joint Chiefs of Staff"."""
        doc = self.doc
        while first > doc[first].sent.start and doc[first - 1].text[:1].isupper() and doc[first - 1].pos_ in ("PROPN", "ADJ", "NOUN"):
            first -= 1
        while last + 2 < len(doc) and doc[last + 1].lower_ == "of" and doc[last + 2].text[:1].isupper() and doc[last + 2].pos_ == "PROPN":
            last += 2
        return first, last

    def _start_of_title(self, first: int, top: Token, title: Token | None) -> int:
        """Where the words begin that say what a named person is ("French presidential candidate"); ``first`` without any."""
        is_modifier = title is None and top.head.i != top.i and top.dep_ in NAME_PARTS | {"nmod:poss", "poss", "amod"}
        phrase = noun_phrase(top)
        if is_modifier or not 0 < first - phrase.start <= TITLE_TOKENS:
            return first
        joined = [
            token.i + 1
            for token in self.doc[phrase.start : first]
            if (token.pos_ in ("CCONJ", "PRON", "VERB", "AUX") and not token.ent_type_) or token.text in ("(", ")")
        ]
        start = max([phrase.start, *joined])
        while start < first and self.doc[start].pos_ in ("ADP", "PART", "SCONJ", "PUNCT"):
            start += 1
        return start if title is not None or (start < first and is_title(phrase, self.doc[first])) else first

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

    def _rest_of_body(self, last: Token) -> list[Token]:
        """The noun that a label leaves out behind the words before it: "Commission", of "the European Commission"."""
        noun = last.head
        is_next = noun.i == last.i + 1 and noun.pos_ == "PROPN" and not noun.ent_type_ and noun.text[:1].isupper()
        return [noun] if is_next and last.dep_ in NAME_PARTS | {"amod"} and is_body(noun.lower_) else []

    def _generation(self, end: int) -> list[Token]:
        """What a label leaves out behind a name that tells a son from his father: "Jr.", "III"."""
        is_next = end < len(self.doc) and not self.doc[end].ent_type_ and self.doc[end].text[:1].isupper()
        return [self.doc[end]] if is_next and self.doc[end].lower_.rstrip(".") in GENERATIONS else []

    def descriptions(self) -> Iterator[FoundMention]:
        """Noun phrases whose noun stands for people, a group or an organisation, or that are said to say something, and that are part of no name."""
        speaking = {head.i for head in self.acting if says_how_many(head) or not (is_document(head) or is_thing(head))}
        owning = {child.i for head in self.acting if is_document(head) for child in owners_of(head)}
        columns = self.columns
        for token in (self.doc[i] for i in range(len(self.doc)) if i in speaking or i in owning or self._may_describe(i)):
            if token.i in self.taken:
                continue
            is_group = token.i in self.some or is_the_two(token) or says_how_many(token)
            type = "group" if is_group else type_of_noun(token)
            if type is None and token.i in speaking and not is_abstract(token):
                type = "group" if is_plural(token) else "person" if is_a_person(token) else "organization"
            if type is None:
                continue
            phrase = description_of(token, self.sources.get(token.i), type)
            first, words = columns.pos[phrase.start], range(phrase.start, phrase.end)
            determiner = columns.lower[phrase.start]
            # "Trondheim police", "Attorney General" in a headline: one actor throughout.
            is_named = first == "PROPN" and (type == "organization" or (type == "person" and token.pos_ == "PROPN"))
            yield FoundMention(
                start=phrase.start, end=phrase.end, heads=(token.i,), form="description", type=type, nouns=(token.lemma_.casefold(),),
                kinds=kinds_of(self.doc[phrase.start : token.i], with_actors=type != "person"), number=counted(token),
                owners=frozenset(columns.lower[i] for i in words if columns.pos[i] == "PROPN" and i != token.i and columns.names[i]),
                definite=is_named or token.i in owning or determiner in ("the", "this", "that", "these", "those", "his", "her", "their", "its"),
                plural=is_plural(token) or type == "group", gender=gender_of_noun(token.lemma_), country=country_of_description(token, phrase), is_former=phrase.text.casefold().startswith("the former "),
                **self._where(token),
            )  # fmt: skip

    def _may_describe(self, i: int) -> bool:
        """Whether a word may be the noun of a description; "police", behind "said", is tagged as a pronoun."""
        columns = self.columns
        is_noun = columns.pos[i] in NOUNS or columns.tags[i] in NOUN_TAGS or columns.pos[i] == "PRON"
        return columns.relations[i] not in NOT_A_HEAD and (is_noun or (columns.lower[i] == "two" and is_the_two(self.doc[i])))

    def pronouns(self) -> Iterator[FoundMention]:
        """Personal and possessive pronouns."""
        for i, word in enumerate(self.columns.lower):
            if word in PRONOUNS and (token := self.doc[i]).tag_ in ("PRP", "PRP$", "PRON") and token.text != "US":
                yield FoundMention(
                    start=token.i, end=token.i + 1, heads=(token.i,), form="pronoun",
                    type="group" if word in PLURAL_PRONOUNS else "organization" if word in THING_PRONOUNS else "person",
                    plural=word in PLURAL_PRONOUNS, gender=PERSONAL_PRONOUNS.get(word), **self._where(token),  # type: ignore[arg-type]
                )  # fmt: skip

    def _where(self, token: Token) -> Where:
        return {
            "quoted": token.i in self.voices.quoted,
            "sentence": self.columns.sentences[token.i],
            "subject": token.dep_.startswith("nsubj"),
        }

    def _gender(self, name: list[Token], role: str) -> Gender | None:
        """By a title ("Mrs", "spokeswoman"), a given name, or whom the knowledge base knows of that name."""
        titled = next((gender for word in role.split() if (gender := gender_of_noun(word)) is not None), None)
        if titled is not None or len(name) == 1:
            return titled
        return gender_of_given_name(name[0].text) or self.knowledge.people.gender_of(" ".join(token.text for token in name))


def _is_no_month(token: Token) -> bool:
    """Whether a word that is labelled a date cannot be one where it stands, so that "May" is Theresa May: "talks with May", "May said"."""
    before = token.doc[token.i - 1].lower_ if token.i else ""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    is_alone = entity_type(token.ent_type_) == "DATE" and token.ent_iob_ == "B" and (after is None or after.ent_iob_ != "I")
    return is_alone and (token.dep_ in SUBJECTS or before in ("with", "to", "by", "for", "against", "and"))
