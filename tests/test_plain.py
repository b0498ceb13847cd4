import random
import re

import pytest

from onrecord.language.encoder.anchors import ACTS, DEEDS, SCHEMES
from training.encoder.fillers import SURNAME, Slot, choose_fillers, filler, phrases
from training.encoder.patterns import parse
from training.encoder.plain import FOLDER, fill, read_patterns, sample_of, samples


def text_of(line: str, seed: int = 1) -> str:
    return fill(parse(line), random.Random(seed)).text


def read(line: str, seed: int = 1):
    """[(words of the anchor, label, {role: words}, classes)] of a pattern."""
    sample = sample_of(parse(line), random.Random(seed))

    def words(run):
        return " ".join(sample.words[slice(*run)])

    return [(words(one.run), one.label, [(role, words(run)) for role, run in one.roles], dict(one.classes)) for one in sample.anchors]


class TestMarks:
    def test_event_with_its_parts(self):
        assert read("[A Rebels] <ASSAULT:occurred|shelled> [R the port] of [P Odesa] [D on Monday].") == [
            (
                "shelled",
                "ASSAULT",
                [("actor", "Rebels"), ("recipient", "the port"), ("place", "Odesa"), ("date", "Monday")],
                {"deed": "ASSAULT", "mode": "none", "status": "occurred", "word": "own"},
            )
        ]

    def test_statement_with_its_parts(self):
        assert read("[S Holm] <accuse|told> [T reporters] [C it was a lie], [L AFP] said.") == [
            (
                "told",
                "cue",
                [("source", "Holm"), ("addressee", "reporters"), ("content", "it was a lie"), ("relay", "AFP")],
                {"act": "accuse", "told": "here", "relayed": "here"},
            )
        ]

    def test_nobody_is_told_without_addressee(self):
        ((*_, classes),) = read("[S Holm] <say|said> [C nothing new].")
        assert (classes["told"], classes["relayed"]) == ("nobody", "nobody")

    def test_mode_and_word(self):
        statement, event = read("[S Holm] <say|said> [C [A he] would <CONSULT.meet:planned@|meet> [R the king]].")
        assert statement[2] == [("source", "Holm"), ("content", "he would meet the king")]
        assert event[1:] == (
            "CONSULT",
            [("actor", "he"), ("recipient", "the king")],
            {"deed": "CONSULT", "mode": "meet", "status": "planned", "word": "attributed"},
        )

    def test_numbers_tie_parts_to_anchors(self):
        first, second, said = read(
            "[A1S2 Police] <1COERCE:occurred|arrested> [R1A2 Holm], who <2ASSAULT:occurred|shot> [R2 a guard], [S they] <2say|said>."
        )
        assert first[2] == [("actor", "Police"), ("recipient", "Holm")]
        assert second[2] == [("actor", "Holm"), ("recipient", "a guard")]
        assert said[2] == [("source", "Police"), ("source", "they")]

    def test_part_without_number_is_of_all(self):
        first, second = read("[A Police] <1COERCE:occurred|arrested> [R1 one] and <2RETREAT:occurred|freed> [R2 another] [D last week].")
        assert ("actor", "Police") in first[2]
        assert ("actor", "Police") in second[2]
        assert ("date", "last week") in first[2]
        assert ("recipient", "another") not in first[2]

    def test_part_of_several_numbers(self):
        first, second = read("[S12 Holm] <1say|said> [C1 yes], <2say|adding> [C2 no].")
        assert first[2][0] == second[2][0] == ("source", "Holm")


class TestAsAnnotated:
    def test_content_in_quotation_marks_has_them(self):
        ((_, _, roles, _),) = read('"[C It is shut]," [S Holm] <say|said>. "[C Who knows why]?"')
        assert [words for role, words in roles if role == "content"] == ['" It is shut , "', '" Who knows why ? "']

    def test_content_without_them_has_none(self):
        ((_, _, roles, _),) = read('[S Holm] <say|said> [C it was "shut"], then left.')
        assert ("content", 'it was " shut "') in roles

    def test_other_parts_do_not_take_marks(self):
        ((_, _, roles, _),) = read('"[S Holm]," they say, <say|says> [C no].')
        assert ("source", "Holm") in roles


class TestFilling:
    def test_same_slot_has_two_fillers(self):
        for seed in range(50):
            one, other = text_of("{month} {month}", seed).split()
            assert one != other

    def test_same_tag_has_the_same(self):
        for seed in range(20):
            one, other, third = text_of("{month#1} {month#1} {month}", seed).split()
            assert one == other != third

    def test_surname_is_that_of_its_person(self):
        slots = [Slot(SURNAME, "1"), Slot("woman", "1")]
        for seed in range(20):
            surname, woman = choose_fillers(slots, random.Random(seed))
            assert woman.endswith(f" {surname}")

    @pytest.mark.parametrize(
        "line", ["{rebels} fled. {rebels} came.", '"{rebels} fled," she said.', 'He said: "{rebels} fled." {rebels} did.']
    )
    def test_sentences_begin_with_a_capital(self, line):
        for seed in range(40):
            text = text_of(line, seed)
            assert all(begun[0].isupper() for begun in re.findall(r'(?:^"?|\. |: "|\." )(\w+)', text)), text

    def test_no_capital_in_the_middle(self):
        assert {text_of('"Why?" {group} asked, and {group}.', seed)[7] for seed in range(80)} & set("fsnd")

    def test_article_before_a_vowel(self):
        articles = {text.split()[1]: text.split()[0] for text in (text_of("a {demonym}", seed) for seed in range(400))}
        assert articles["Italian"] == articles["Egyptian"] == "an"
        assert articles["Danish"] == articles["Ukrainian"] == articles["US"] == "a"

    def test_article_within_a_mark(self):
        for seed in range(40):
            ((_, _, roles, _),) = read("[S an {demonym} judge] <say|said> [C so].", seed)
            assert re.fullmatch(r"an? \S.* judge", dict(roles)["source"], re.IGNORECASE)

    def test_plural_has_no_second_s(self):
        assert all("s's" not in text_of("{group}'s demand", seed) for seed in range(40))

    def test_every_filler_can_be_filled(self):
        chance = random.Random(1)
        for kind, found in phrases().items():
            assert len(set(found)) >= 7, kind
            assert not any(re.search(r"[{}]|\s\s", filler(kind, chance)) for _ in range(200))


class TestMalformed:
    @pytest.mark.parametrize(
        ("line", "slip"),
        [
            ("[S Holm] <say|said [C so].", "not closed"),
            ("[S Holm <say|said] so>.", "closes nothing"),
            ("[S Holm <say|said>.", "not closed"),
            ("Holm] left.", "closes nothing"),
            ("[S Holm] <utter|said> [C so].", "neither an act nor"),
            ("[A Police] <COERCE|arrested> him.", "neither an act nor"),
            ("[A Police] <COERCE:maybe|arrested> him.", "mode or status"),
            ("[A Holm] <CONSULT:occurred|met> her.", "mode or status"),
            ("[A Holm] <AID.meet:occurred|gave> it.", "mode or status"),
            ("[A {ghost}] <AID:occurred|gave> it.", "no slot"),
            ("[X Holm] <say|said> so.", "no part"),
            ("[S Holm] left.", "no anchor"),
            ("[A Holm] <say|said> so.", "no anchor"),
            ("[S2 Holm] <1say|said> so.", "no anchor"),
            ("[S Holm] <1say|said> and <1say|said>.", "two anchors"),
            ("[S ] <say|said> so.", "cannot read"),
        ],
    )
    def test_names_file_and_line(self, tmp_path, line, slip):
        (tmp_path / "some.txt").write_text(f"# fine\n\n{line}\n", "utf-8")
        with pytest.raises(ValueError, match=rf"some\.txt, line 3: .*{slip}"):
            read_patterns(tmp_path)

    def test_comments_and_blank_lines_are_none(self, tmp_path):
        (tmp_path / "some.txt").write_text("# [X\n\nRain fell.\n", "utf-8")
        assert len(read_patterns(tmp_path)) == 1


class TestSamples:
    def test_only_anchors_are_known(self):
        sample = sample_of(parse("[S Holm] <say|said> [C so]."), random.Random(1))
        assert sample.schemes == ("statements", "events")
        assert {*sample.tags, *sample.morphs, *sample.lemmas, *sample.relations, *sample.names} == {""}
        assert {*sample.heads, *sample.starts} == {-100}
        assert sample.anchor_labels("events") == ("O",) * 4
        assert sample.anchor_labels("statements") == ("O", "B-cue", "O", "O")

    def test_some_have_several_patterns(self):
        made = samples(300, random.Random(1))
        assert len(made) == 300
        assert 0.1 < sum("\n\n" in sample.words for sample in made) / 300 < 0.4

    def test_runs_move_with_their_pattern(self):
        for sample in samples(200, random.Random(2)):
            for anchor in sample.anchors:
                assert not any(word.isspace() for _, run in (("", anchor.run), *anchor.roles) for word in sample.words[slice(*run)])

    def test_chance_decides_all(self):
        assert samples(20, random.Random(3)) == samples(20, random.Random(3)) != samples(20, random.Random(4))


def test_a_file_of_patterns_may_be_read_oftener():
    def share(often):
        made = samples(400, random.Random(3), often)
        return sum("bomb" in " ".join(sample.words).casefold() for sample in made) / len(made)

    assert share("harm.txt") > 2 * share(None)


class TestShipped:
    def test_all_kinds_are_there(self):
        anchors = [mark.anchor for pattern in read_patterns(FOLDER) for mark in pattern.marks if mark.anchor is not None]
        classes = [dict(anchor.classes) for anchor in anchors]
        assert {one["act"] for one in classes if "act" in one} == set(ACTS)
        assert {anchor.label for anchor in anchors} == {"cue", *DEEDS}
        for question in ("mode", "status", "word"):
            assert {one[question] for one in classes if question in one} == set(SCHEMES["events"].classes[question])

    def test_a_part_have_no_anchor(self):
        patterns = read_patterns(FOLDER)
        assert 0.1 < sum(not pattern.marks for pattern in patterns) / len(patterns) < 0.4

    def test_parts_of_an_anchor_stand_apart_or_within(self):
        chance = random.Random(5)
        for pattern in read_patterns(FOLDER):
            filled = fill(pattern, chance)
            for anchor in filled.anchors:
                runs = [anchor.run, *(run for _, run in anchor.roles)]
                crossing = [(a, b) for a in runs for b in runs if a[0] < b[0] < a[1] < b[1]]
                assert not crossing, filled.text

    def test_none_is_there_twice(self):
        lines = [
            line for path in FOLDER.glob("*.txt") for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")
        ]
        assert len(lines) == len(set(lines))
