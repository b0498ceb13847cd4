import json
from dataclasses import replace

import pytest

from onrecord.article import Anchor
from onrecord.errors import NotInCollection
from onrecord.storage import Decision, Filters, Subject
from onrecord.storage.applying import apply
from onrecord.storage.decisions import undone
from tests.storing import MADE_BY, TALKS, simple, span, talks

AT = "2021-03-06T10:00:00Z"
DENIED = "that six people were killed in an attack near Bergen"


def subject(what, words, *, article="key", text=TALKS, type=None, nth=0):
    found = span(text, words, nth)
    return Subject(what=what, type=type, article=article, article_id="monday/lead", anchor=Anchor.of(text, found.start, found.end))


def decision(kind, *about, **to):
    return Decision.of(kind, about, by="Eva", why="read it", at=AT, to=to)


def applied(*decisions, text=TALKS, told=None):
    reading = (told or talks()).reading()
    return apply(reading.record, text, decisions, "key")


class TestApplying:
    def test_rejected_statement_is_left_out_and_nothing_refers_to_it(self):
        record = applied(decision("reject", subject("statement", DENIED))).record
        assert DENIED not in [one.content[0].text for one in record.statements]
        assert [event.denied_by + event.attributed_to for event in record.events] == [(), ()]

    def test_rejected_event_is_left_out(self):
        record = applied(decision("reject", subject("event", "attack", type="ASSAULT"))).record
        assert [event.type for event in record.events] == ["CONSULT"]

    def test_rejected_actor_is_left_out_and_nothing_refers_to_it(self):
        record = applied(decision("reject", subject("actor", "Ivan Holm"))).record
        assert "Ivan Holm" not in [actor.name for actor in record.actors]
        assert record.events[0].recipients == ()
        assert [one.speaker for one in record.statements if one.content[0].text == "“It is over,”"] == [None]

    def test_corrected_statement_has_another_speaker_and_act(self):
        decided = applied(decision("correct", subject("statement", "“It is over,”"), speaker="Anna Kovac", act="deny", negated=True))
        (one,) = (one for one in decided.record.statements if "over" in one.content[0].text)
        assert (decided.record.actor(one.speaker).name, one.act, one.negated) == ("Anna Kovac", "deny", True)
        assert decided.standing[one.id] == "corrected"

    def test_speaker_whom_the_record_does_not_know_is_new_in_it(self):
        record = applied(decision("correct", subject("statement", "“It is over,”"), speaker="Olga Dahl")).record
        (dahl,) = (actor for actor in record.actors if actor.name == "Olga Dahl")
        assert [one.content[0].text for one in record.statements if one.speaker == dahl.id] == ["“It is over,”"]

    def test_corrected_event(self):
        record = applied(
            decision("correct", subject("event", "attack"), status="occurred", killed=9, place="Bergen", date="2021-03-01")
        ).record
        (one,) = (one for one in record.events if one.type == "ASSAULT")
        assert (one.status, one.killed, one.place.name, one.date.value) == ("occurred", 9, "Bergen", "2021-03-01")
        assert (one.place.text, TALKS[one.place.start : one.place.end]) == ("", "")

    def test_event_of_another_type_has_no_mode_of_the_first(self):
        record = applied(decision("correct", subject("event", "met"), type="AGREE")).record
        assert [(one.type, one.mode) for one in record.events if one.trigger.text == "met"] == [("AGREE", None)]

    @pytest.mark.parametrize("value", ["2021", "2021-03", "2021-03-05", "2021-03-05T10:30", "2021-03-05T10:30:00+01:00"])
    def test_day_of_an_event_may_be_any_that_there_is(self, value):
        record = applied(decision("correct", subject("event", "attack"), date=value)).record
        assert value in [one.date.value for one in record.events if one.date]

    def test_speaker_corrected_to_words_that_were_taken_for_them_is_somebody_else(self):
        told = talks()
        holm = told.actors["Ivan Holm"]
        envoy = span(TALKS, "the Danish envoy")
        mention = replace(holm.mentions[0], start=envoy.start, end=envoy.end, text=envoy.text, form="description")
        told.actors["Ivan Holm"] = replace(holm, mentions=(*holm.mentions, mention))
        record = applied(decision("correct", subject("statement", "“It is over,”"), speaker="the Danish envoy"), told=told).record
        (one,) = (one for one in record.statements if "over" in one.content[0].text)
        assert (record.actor(one.speaker).name, record.actor(one.speaker).mentions) == ("the Danish envoy", ())

    def test_corrected_addressees_and_relays_are_those_named(self):
        about = subject("statement", "“It is over,”")
        record = applied(decision("correct", about, addressees=["Anna Kovac", "Olga Dahl"], relayed_by=["NTB"])).record
        (one,) = (one for one in record.statements if "over" in one.content[0].text)
        told = [record.actor(who.actor).name for who in one.addressees]
        assert (told, [record.actor(who.actor).name for who in one.relayed_by]) == (["Anna Kovac", "Olga Dahl"], ["NTB"])
        assert {(who.start, who.text) for who in (*one.addressees, *one.relayed_by)} == {(one.content[0].start, "")}

    def test_who_took_part_before_keeps_their_words(self):
        about = subject("event", "met")
        (before,) = (one for one in applied().record.events if one.trigger.text == "met")
        record = applied(decision("correct", about, actors=["Olga Dahl", "Anna Kovac", "Anna Kovac"], recipients=[])).record
        (one,) = (one for one in record.events if one.trigger.text == "met")
        assert [record.actor(who.actor).name for who in one.actors] == ["Olga Dahl", "Anna Kovac"]
        assert (one.actors[1:], one.recipients) == (before.actors, ())

    def test_of_two_of_one_name_the_one_who_took_part_is_meant(self):
        told = talks()
        told.actors["Namesake"] = replace(told.actors["Ivan Holm"], id="a0", key="0" * 20)
        reading = told.reading()
        record = replace(reading.record, actors=tuple(sorted(reading.record.actors, key=lambda one: one.id)))
        (before,) = (one for one in record.events if one.trigger.text == "met")
        decided = apply(record, TALKS, [decision("correct", subject("event", "met"), recipients=["Ivan Holm", "Olga Dahl"])], "key")
        (one,) = (one for one in decided.record.events if one.trigger.text == "met")
        assert one.recipients[:1] == before.recipients

    def test_renamed_and_linked_actor(self):
        about = subject("actor", "Ivan Holm")
        record = applied(decision("rename", about, name="Ivan P. Holm"), decision("link", about, wikidata="Q2")).record
        assert ("Ivan P. Holm", "Q2") in [(actor.name, actor.wikidata) for actor in record.actors]

    def test_merged_actors_are_one_that_does_what_both_did(self):
        record = applied(decision("merge", subject("actor", "Anna Kovac"), subject("actor", "Ivan Holm"), name="Anna Kovac")).record
        (kovac,) = (actor for actor in record.actors if actor.name in ("Anna Kovac", "Ivan Holm"))
        assert len(kovac.mentions) == 2
        assert [one.speaker for one in record.statements if one.kind == "direct"] == [kovac.id] * 2

    def test_split_actor_speaks_where_the_words_say_so(self):
        told = simple(1, speaker="Kovac")
        told.page = replace(told.page, text=told.text + " “Never,” Kovac shouted.")
        told.text = told.page.text
        found = span(told.text, "Kovac", 1)
        told.actors["Kovac"] = replace(
            told.actors["Kovac"],
            mentions=(*told.actors["Kovac"].mentions, replace(told.actors["Kovac"].mentions[0], start=found.start, end=found.end)),
        )
        told.said("Kovac", "“Never,”")
        told.statements[-1] = replace(told.statements[-1], source=found)
        decided = applied(decision("split", subject("actor", "Kovac", text=told.text, nth=1), name="Petr Kovac"), text=told.text, told=told)
        names = {one.content[0].text: decided.record.actor(one.speaker).name for one in decided.record.statements}
        assert names == {"“The talks will go on for 1 days,”": "Kovac", "“Never,”": "Petr Kovac"}

    def test_added_statement_and_event(self):
        decided = applied(
            decision("add", subject("statement", "in Oslo on Friday"), speaker="Ivan Holm", act="say"),
            decision("add", subject("event", "vote"), type="AGREE", actors=["Anna Kovac"], status="planned"),
        )
        statement, event = decided.record.statements[-1], decided.record.events[-1]
        assert (statement.content[0].text, decided.record.actor(statement.speaker).name) == ("in Oslo on Friday", "Ivan Holm")
        assert (event.trigger.text, event.status, decided.record.actor(event.actors[0].actor).name) == ("vote", "planned", "Anna Kovac")
        assert [decided.standing[one.id] for one in (statement, event)] == ["added", "added"]

    def test_statement_that_was_added_and_is_read_now_is_there_once(self):
        record = applied(decision("add", subject("statement", "“It is over,”"), act="reject")).record
        assert [one.act for one in record.statements if "over" in one.content[0].text] == ["reject"]

    def test_words_that_are_gone_are_lost_and_words_that_are_not_read_are_told(self):
        decided = applied(
            decision("correct", subject("statement", "“It is over,”"), act="deny"),
            decision("correct", subject("statement", "in Oslo on Friday"), act="deny"),
            text="Nothing was said.",
        )
        assert list(decided.states.values()) == ["lost", "lost"]
        unread = applied(decision("correct", subject("statement", "in Oslo on Friday"), act="deny"))
        assert list(unread.states.values()) == ["unread"]

    def test_record_itself_stays_as_it_was_read(self):
        record = talks().reading().record
        apply(record, TALKS, [decision("reject", subject("statement", DENIED))], "key")
        assert record == talks().reading().record


class TestMaking:
    @pytest.mark.parametrize(
        ("kind", "about", "to", "says"),
        [
            ("bless", ["statement"], {}, "no kind of decision"),
            ("correct", ["statement"], {}, "needs one of"),
            ("correct", ["statement"], {"act": "shout"}, "act is one of"),
            ("correct", ["event"], {"killed": -1}, "killed is a whole number up to 2,147,483,647, or nothing, not -1"),
            ("correct", ["event"], {"killed": 2**31}, "killed is a whole number"),
            ("correct", ["event"], {"killed": True}, "killed is a whole number"),
            ("correct", ["event"], {"injured": "many"}, "injured is a whole number"),
            ("correct", ["event"], {"date": "nonsense"}, "date is a day"),
            ("correct", ["event"], {"date": "2021-02-30"}, "date is a day"),
            ("correct", ["event"], {"date": "2021-03-05T99:00"}, "date is a day"),
            ("correct", ["event"], {"until": 2021}, "until is a day"),
            ("correct", ["event"], {"place": " "}, "place is a name"),
            ("correct", ["event"], {"status": "maybe"}, "status is one of"),
            ("correct", ["event"], {"type": None}, "type is one of"),
            ("correct", ["event"], {"mode": "dance"}, "mode is a mode of"),
            ("correct", ["event"], {"type": "CONSULT", "mode": "aerial"}, "mode of CONSULT is"),
            ("correct", ["statement"], {"negated": "yes"}, "negated is true or false"),
            ("correct", ["statement"], {"speaker": ""}, "speaker is a name, or nothing"),
            ("correct", ["statement"], {"addressees": "Anna Kovac"}, "addressees is names"),
            ("correct", ["event"], {"relayed_by": ["NTB"]}, "cannot change 'relayed_by'"),
            ("add", ["event"], {"type": "AGREE", "actors": ["Anna Kovac", " "]}, "actors is names"),
            ("link", ["actor"], {"wikidata": "Anna"}, "wikidata is a Wikidata identifier"),
            ("rename", ["actor"], {"name": None}, "name is a name, not None"),
            ("correct", ["statement"], {"status": "denied"}, "cannot change 'status'"),
            ("correct", ["actor"], {"name": "x"}, "statement or events, not actors"),
            ("rename", ["actor"], {}, "needs name"),
            ("merge", ["actor"], {}, "two or more"),
            ("reject", [], {}, "at least one"),
            ("reject", ["statement", "event"], {}, "of one kind"),
            ("undo", [], {}, "names one decision"),
        ],
    )
    def test_decision_that_makes_no_sense_is_refused(self, kind, about, to, says):
        with pytest.raises(ValueError, match=says):
            decision(kind, *(subject(what, "“It is over,”") for what in about), **to)

    def test_decision_needs_somebody(self):
        with pytest.raises(ValueError, match="who decides"):
            Decision.of("reject", [subject("statement", DENIED)], by=" ", why="", at=AT, to={})

    def test_decision_comes_back_from_json(self):
        made = decision("correct", subject("statement", DENIED), act="say")
        assert Decision.from_json(made.to_json()) == made

    @pytest.mark.parametrize("change", [{"by": "Somebody else"}, {"about": 7}, {"more": 1}])
    def test_decision_that_was_changed_is_refused(self, change):
        row = json.loads(decision("reject", subject("statement", DENIED)).to_json())
        with pytest.raises(ValueError, match="decision"):
            Decision.from_json(json.dumps(row | change))

    def test_what_is_undone_can_be_reinstated(self):
        first = decision("reject", subject("statement", DENIED))
        second = decision("undo", decision=first.key)
        third = decision("undo", decision=second.key)
        assert undone([first, second]) == {first.key}
        assert undone([first, second, third]) == {second.key}


class TestLog:
    def stored(self, store, told=None):
        reading = (told or talks()).reading()
        return store.put(reading).key

    def words(self, store):
        return [one.words for one in store.statements(Filters())]

    def test_decision_changes_what_is_asked_and_not_the_record(self, store):
        key = self.stored(store)
        record = store.reading(key).record
        assert store.decide(decision("reject", subject("statement", DENIED, article=key)))
        assert DENIED not in self.words(store)
        assert [hit for hit in store.search("Bergen") if hit.what == "statement"] == []
        assert store.reading(key).record == record

    def test_corrected_speaker_is_found_by_name(self, store):
        key = self.stored(store)
        store.decide(decision("correct", subject("statement", "“It is over,”", article=key), speaker="Olga Dahl"))
        (one,) = store.statements(Filters(speaker="Dahl"))
        assert (one.words, one.standing) == ("“It is over,”", "corrected")
        assert list(store.statements(Filters(speaker="Holm"))) == []

    def test_corrected_addressee_and_participant_are_asked_for(self, store):
        key = self.stored(store)
        store.decide(decision("correct", subject("statement", "“It is over,”", article=key), addressees=["Olga Dahl"]))
        store.decide(decision("correct", subject("event", "met", article=key), actors=["Olga Dahl"]))
        assert [one.words for one in store.statements(Filters(to="Dahl"))] == ["“It is over,”"]
        assert [[who.name for who in one.actors] for one in store.events(Filters(speaker="Dahl"))] == [["Olga Dahl"]]
        assert list(store.faults()) == []

    def test_decision_is_stored_once(self, store):
        key = self.stored(store)
        made = decision("reject", subject("statement", DENIED, article=key))
        assert (store.decide(made), store.decide(made)) == (True, False)
        assert store.decisions() == [made]

    def test_undone_decision_changes_nothing_any_more(self, store):
        key = self.stored(store)
        made = decision("reject", subject("statement", DENIED, article=key))
        store.decide(made)
        store.decide(decision("undo", decision=made.key))
        assert DENIED in self.words(store)
        assert [one.state for one in store.decisions()] == ["undone", "holds"]
        store.decide(decision("undo", decision=store.decisions()[1].key))
        assert DENIED not in self.words(store)

    @pytest.mark.parametrize(
        ("kind", "what", "words", "to"),
        [
            ("reject", "statement", DENIED, {}),
            ("reject", "event", "met", {}),
            ("reject", "actor", "Ivan Holm", {}),
            ("correct", "statement", "“It is over,”", {"speaker": "Olga Dahl"}),
            ("correct", "statement", "“It is over,”", {"addressees": ["Olga Dahl"], "relayed_by": ["NTB"]}),
            ("correct", "event", "attack", {"killed": 9}),
            ("correct", "event", "met", {"recipients": ["Olga Dahl"]}),
            ("rename", "actor", "Ivan Holm", {"name": "Ivan P. Holm"}),
            ("link", "actor", "Ivan Holm", {"wikidata": "Q2"}),
            ("split", "actor", "Ivan Holm", {"name": "Olga Dahl"}),
            ("add", "statement", "in Oslo on Friday", {"speaker": "Olga Dahl"}),
            ("add", "event", "vote", {"type": "AGREE"}),
        ],
    )
    def test_undone_decision_of_any_kind_leaves_everything_as_it_was(self, store, kind, what, words, to):
        key = self.stored(store)
        before = self.answers(store)
        made = decision(kind, subject(what, words, article=key), **to)
        store.decide(made)
        assert self.answers(store) != before
        store.decide(decision("undo", decision=made.key))
        assert self.answers(store) == before
        assert list(store.faults()) == []

    def answers(self, store):
        return [list(ask(Filters())) for ask in (store.statements, store.events, store.actors)]

    def test_decision_about_an_article_leaves_another_of_the_same_text_alone(self, store):
        keys = [self.stored(store, talks(id=id)) for id in ("a", "b")]
        store.decide(decision("reject", subject("statement", DENIED, article=keys[0])))
        assert [one.article.id for one in store.statements(Filters(act="deny"))] == ["b"]
        assert [one.state for one in store.decisions()] == ["holds"]

    def test_what_is_not_there_cannot_be_undone(self, store):
        with pytest.raises(NotInCollection, match="no decision"):
            store.decide(decision("undo", decision="0" * 20))

    def test_decisions_hold_over_another_reading(self, store):
        key = self.stored(store)
        store.decide(decision("correct", subject("statement", "“It is over,”", article=key), act="reject"))
        again = talks()
        again.statements.reverse()
        store.put(again.reading(replace(MADE_BY, fingerprint="f" * 16)))
        assert {one.words: one.act for one in store.statements(Filters())}["“It is over,”"] == "reject"
        assert [one.state for one in store.decisions()] == ["holds"]

    def test_decisions_hold_over_a_changed_text(self, store):
        key = self.stored(store)
        store.decide(decision("reject", subject("statement", DENIED, article=key)))
        self.stored(store, talks(text="Corrected on Saturday.\n" + TALKS))
        assert DENIED not in self.words(store)
        assert len(self.words(store)) == 2

    def test_decision_whose_words_are_gone_is_shown(self, store):
        key = self.stored(store)
        store.decide(decision("reject", subject("statement", DENIED, article=key)))
        self.stored(store, simple(1, id="monday/lead"))
        assert [one.state for one in store.decisions()] == ["lost"]

    def test_decision_about_an_article_that_is_not_here_waits_for_it(self, store):
        store.decide(decision("reject", subject("statement", DENIED, article="0" * 20)))
        assert [one.state for one in store.decisions()] == ["absent"]
        self.stored(store)
        assert [one.state for one in store.decisions()] == ["holds"]
        assert DENIED not in self.words(store)

    def test_actors_merged_over_articles_are_one(self, store):
        texts = [simple(number, speaker=name) for number, name in ((1, "Anna Kovac"), (2, "A. M. Kovac"))]
        keys = [self.stored(store, told) for told in texts]
        about = [
            subject("actor", name, article=key, text=told.text)
            for name, key, told in zip(("Anna Kovac", "A. M. Kovac"), keys, texts, strict=True)
        ]
        store.decide(decision("merge", *about, name="Anna Kovac"))
        (kovac,) = store.actors(Filters())
        assert (kovac.name, kovac.articles, kovac.aliases) == ("Anna Kovac", 2, ("A. M. Kovac",))

    def test_deleting_an_article_deletes_what_was_decided_about_its_words(self, store):
        key = self.stored(store)
        store.decide(decision("reject", subject("statement", DENIED, article=key)))
        store.delete(key)
        assert store.decisions() == []
