"""Correcting by pages and by the API: who may, what comes of it, what is refused."""

import json
import re

import pytest

pytest.importorskip("fastapi", reason="pip install 'onrecord[server]'")

from onrecord.server import Tokens
from tests.serving import HERE, Tags, client_of, collection_of, form_token
from tests.storing import TALKS, simple, talks

OVER, VOTE = "“It is over,”", "“We will vote on Monday,”"
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def database():
    return "sqlite"


@pytest.fixture
def collection(made):
    two = talks(id="tuesday", text=TALKS + "\nMore follows.", publisher="Another")
    with collection_of(made, talks(url="https://example.org/talks").reading(), simple(1).reading(), two.reading()) as opened:
        yield opened


@pytest.fixture
def client(collection):
    return client_of(collection, by="Eva")


def key_of(collection, words, article="monday/lead"):
    return next(one.key for one in collection.statements() if one.words == words and one.article.id == article)


def statement(collection, key):
    return next(one for one in collection.statements() if one.key == key)


def send(client, path="/decide", **fields):
    return client.post(path, data={"form_token": form_token(client, "/review"), "then": "/review"} | fields)


def key_made(answer):
    return re.search(r"done=(\w{20})", answer.headers["location"])[1]


class TestDeciding:
    def test_accepting_goes_back_and_says_so(self, client, collection):
        key = key_of(collection, OVER)
        answer = send(client, accept=key, then="/review?what=statements#q-x")
        assert (answer.status_code, answer.headers["location"]) == (303, f"/review?what=statements&done={key_made(answer)}#q-x")
        page = client.get(answer.headers["location"]).text
        assert ">accepted</strong>" in page
        assert f'name="undo" value="{key_made(answer)}"' in page
        assert statement(collection, key).standing == "accepted"

    def test_rejected_statement_of_a_page_of_its_own_leads_to_the_article(self, client, collection):
        key = key_of(collection, OVER)
        answer = send(client, reject=key, then=f"/statements/{key}")
        assert client.get(answer.headers["location"]).status_code == 200
        assert client.get(f"/statements/{key}").status_code == 404

    def test_undoing_is_a_further_decision(self, client, collection):
        key = key_of(collection, OVER)
        made = key_made(send(client, reject=key))
        undone = key_made(send(client, undo=made))
        assert [(one.kind, one.by, one.undone) for one in collection.decisions()] == [("reject", "Eva", True), ("undo", "Eva", False)]
        assert statement(collection, key).standing == "read"
        send(client, undo=undone)
        assert client.get(f"/statements/{key}").status_code == 404

    def test_changed_speaker_and_act_and_nothing_else(self, client, collection):
        key = key_of(collection, OVER)
        fields = {"speaker": "Anna Kovac", "act": "deny", "kind": "direct", "nature": "utterance", "negated": "false", "words": OVER}
        assert send(client, decide="correct", about=key, why="read it", **fields).status_code == 303
        (made,) = collection.decisions()
        assert (dict(made.to), made.why) == ({"speaker": "Anna Kovac", "act": "deny"}, "read it")
        assert statement(collection, key).speaker.name == "Anna Kovac"

    def test_emptied_speaker_is_nobody(self, client, collection):
        key = key_of(collection, OVER)
        send(client, decide="correct", about=key, speaker="", act="say")
        assert statement(collection, key).speaker is None

    def test_event_is_corrected(self, client, collection):
        attack = next(collection.events(type="ASSAULT")).reports[0].key
        send(client, decide="correct", about=attack, killed="9", date="2021-03", place="", status="occurred")
        assert dict(collection.decisions()[0].to) == {"killed": 9, "date": "2021-03", "status": "occurred"}

    def test_to_whom_and_as_cited_by_whom(self, client, collection):
        key = key_of(collection, OVER)
        fields = {"addressees": "Anna Kovac; Olga Dahl", "relayed_by": "", "speaker": "Ivan Holm"}
        answer = send(client, decide="correct", about=key, then=f"/review/{key}", **fields)
        assert dict(collection.decisions()[0].to) == {"addressees": ["Anna Kovac", "Olga Dahl"]}
        page = client.get(answer.headers["location"]).text
        assert 'name="addressees" value="Anna Kovac; Olga Dahl"' in page
        assert "addressees <strong>Anna Kovac; Olga Dahl</strong>" in page

    def test_nobody_takes_part_any_more(self, client, collection):
        meeting = collection.doubtful(next(collection.events(type="meet")).report).item
        fields = {"actors": "; ".join(who.name for who in meeting.actors), "recipients": ""}
        answer = send(client, decide="correct", about=meeting.key, **fields)
        assert dict(collection.decisions()[0].to) == {"recipients": []}
        assert "recipients <strong>nobody</strong>" in client.get(answer.headers["location"]).text

    def test_who_decided_and_when_is_shown(self, client, collection):
        key = key_of(collection, OVER)
        send(client, decide="correct", about=key, act="deny", why="heard it")
        for path in (f"/statements/{key}", "/articles/monday%2Flead", f"/review/{key}", "/decisions", "/review?state=decided"):
            page = client.get(path).text
            assert "by <strong>Eva</strong>, <time" in page, path
        assert "heard it" in page

    def test_somebody_is_renamed_linked_and_rejected(self, client, collection):
        key = next(collection.actors(speaker="Holm")).key
        answer = send(client, decide="rename", about=key, name="Ivan P. Holm", then=f"/actors/{key}")
        assert "Ivan P. Holm" in client.get(answer.headers["location"]).text
        key = next(collection.actors(speaker="Ivan P. Holm")).key
        answer = send(client, decide="link", about=key, wikidata="Q2", then=f"/actors/{key}")
        assert "Ivan P. Holm" in client.get(answer.headers["location"]).text
        assert next(collection.actors(speaker="Q2")).name == "Ivan P. Holm"
        send(client, decide="reject", about=next(collection.actors(speaker="Q2")).key, then="/actors")
        assert list(collection.actors(speaker="Q2")) == []


def test_undone_decision_that_is_no_longer_here_is_told(client, collection):
    made = collection.decide("reject", key_of(collection, OVER), by="Eva")
    collection.decide("undo", made.key, by="Eva")
    collection.delete("monday/lead")
    assert "What is no longer here" in client.get("/decisions").text


class TestMerging:
    def test_actors_are_merged_by_name(self, client, collection):
        one = next(collection.actors(speaker="Kovac"))
        answer = send(client, "/decide/same-actor", about=one.key, other="Ivan Holm", then=f"/actors/{one.key}")
        assert answer.status_code == 303
        assert client.get(answer.headers["location"]).status_code == 200
        assert [actor.name for actor in collection.actors(speaker="Holm")] == ["Anna Kovac"]

    def test_actors_are_merged_by_the_address_of_a_page(self, client, collection):
        one, other = next(collection.actors(speaker="Kovac")), next(collection.actors(speaker="Holm"))
        send(client, "/decide/same-actor", about=one.key, other=f"{HERE}/actors/{other.key}?x=1")
        assert [actor.name for actor in collection.actors(speaker="Holm")] == ["Anna Kovac"]

    def test_of_several_with_a_name_one_is_chosen(self, client, collection):
        collection.store(simple(5, speaker="Petr Kovac").reading())
        collection.store(simple(6, speaker="Olga Kovac").reading())
        holm = next(collection.actors(speaker="Holm"))
        answer = send(client, "/decide/same-actor", about=holm.key, other="Kovac")
        page = Tags(answer.text)
        assert (answer.status_code, page.wrong) == (200, [])
        others = [attributes["value"] for tag, attributes in page.found if tag == "button" and attributes.get("name") == "other"]
        assert len(others) == 3
        assert collection.decisions() == []

    def test_name_of_nobody_is_told(self, client, collection):
        one = next(collection.actors(speaker="Kovac"))
        answer = send(client, "/decide/same-actor", about=one.key, other="Zebedee")
        assert answer.status_code == 422
        assert "Nobody else here is called &#39;Zebedee&#39;." in answer.text

    def test_stories_are_merged_and_a_report_is_split_off(self, client, collection):
        meeting, attack = (next(collection.events(type=type)) for type in ("meet", "ASSAULT"))
        address, page = f"{HERE}/stories/{attack.key}", f"/stories/{meeting.key}"
        answer = send(client, "/decide/same-event", about=meeting.key, other=address, then=page)
        assert answer.status_code == 303
        assert [one.kind for one in collection.decisions()] == ["merge"]
        assert client.get(answer.headers["location"]).status_code == 200
        assert send(client, split=meeting.reports[0].key).status_code == 303

    def test_event_is_named_by_the_address_of_its_page(self, client, collection):
        meeting = next(collection.events(type="meet"))
        assert send(client, "/decide/same-event", about=meeting.key, other="what happened").status_code == 422
        assert send(client, "/decide/same-event", about=meeting.key, other=f"/stories/{meeting.key}").status_code == 422


class TestWords:
    def select(self, client, words, nth=0, **fields):
        start = [found.start() for found in re.finditer(re.escape(words), TALKS)][nth]
        place = {"start": str(start), "end": str(start + len(words))}
        return send(client, "/decide/words", **({"article": "monday/lead", "words": words} | place | fields))

    def test_missed_statement_is_added_where_the_words_were_selected(self, client, collection):
        answer = self.select(client, "said", 1, **{"as": "statement", "speaker": "Ivan Holm", "act": "say", "kind": "indirect"})
        assert answer.status_code == 303
        (made,) = (one for one in collection.statements() if one.words == "said")
        assert (made.content[0].start, made.speaker.name, made.standing) == (TALKS.rindex("said"), "Ivan Holm", "added")

    def test_missed_event_is_added(self, client, collection):
        fields = {"as": "event", "type": "AGREE", "status": "planned", "actors": "Anna Kovac; Ivan Holm", "recipients": ""}
        assert self.select(client, "vote", **fields).status_code == 303
        (made,) = collection.events(type="AGREE")
        assert ([who.name for who in made.actors], made.status) == (["Anna Kovac", "Ivan Holm"], "planned")

    def test_statement_gets_other_words(self, client, collection):
        key = key_of(collection, OVER)
        assert self.select(client, "It is over", **{"as": "words", "number": key}).status_code == 303
        assert statement(collection, key).words == "It is over"

    def test_words_that_stand_nearer_to_the_statement_are_not_taken_for_those_selected(self, client, collection):
        answer = self.select(client, "said", 1, **{"as": "words", "number": key_of(collection, OVER)})
        assert answer.status_code == 409
        assert "select more of them" in answer.text

    def test_words_that_mean_somebody_else_are_split_off(self, client, collection):
        assert self.select(client, "Ivan Holm", **{"as": "somebody", "name": "Ivan P. Holm"}).status_code == 303
        assert [(one.kind, one.state) for one in collection.decisions()] == [("split", "holds")]

    def test_words_at_which_nothing_is_read_are_told(self, client):
        answer = self.select(client, "on Friday", **{"as": "somebody", "name": "Friday"})
        assert "nothing is read at these words" in client.get(answer.headers["location"]).text

    def test_without_a_selection_words_must_be_there_once(self, client, collection):
        fields = {"as": "statement", "article": "monday/lead"}
        assert send(client, "/decide/words", words="in Oslo on Friday", **fields).status_code == 303
        answer = send(client, "/decide/words", words="said", **fields)
        assert answer.status_code == 422
        assert "times: give words that it has once" in answer.text
        assert send(client, "/decide/words", words="never written", **fields).status_code == 422

    def test_text_that_has_changed_since_is_told(self, client, collection):
        key = key_of(collection, OVER)
        for fields, status in (({"as": "statement"}, 422), ({"as": "words", "number": key}, 409)):
            answer = send(client, "/decide/words", article="monday/lead", words="It is over", start="3", end="13", **fields)
            assert answer.status_code == status
            assert "has its text changed since?" in answer.text
        assert collection.decisions() == []

    def test_page_says_at_which_character_each_paragraph_begins(self, client):
        starts = [
            attributes["data-start"]
            for tag, attributes in Tags(client.get("/articles/monday%2Flead").text).found
            if "data-start" in attributes
        ]
        assert starts == ["0"]


class TestWhatIsRefused:
    @pytest.fixture
    def tokens(self, tmp_path):
        return Tokens(tmp_path / "tokens.json")

    @pytest.mark.parametrize("path", ["/decide", "/decide/same-actor", "/decide/same-event", "/decide/words"])
    def test_readers_decide_nothing(self, collection, tokens, path):
        client = client_of(collection, tokens=tokens)
        client.headers["Authorization"] = f"Bearer {tokens.make('reader', 'Ivan')}"
        answer = client.post(path, data={"form_token": "", "accept": key_of(collection, OVER)})
        assert (answer.status_code, collection.decisions()) == (403, [])
        assert "Only editors may do this." in answer.text
        assert client.get("/review").status_code == client.get(f"/review/{key_of(collection, OVER)}").status_code == 403
        assert "Review" not in client.get("/").text
        assert 'id="decide"' not in client.get("/articles/monday%2Flead").text
        assert client.get("/decisions").status_code == 200

    def test_decisions_are_kept_under_the_name_of_the_token(self, collection, tokens):
        client = client_of(collection, tokens=tokens)
        client.headers["Authorization"] = f"Bearer {tokens.make('editor', 'Olga')}"
        send(client, accept=key_of(collection, OVER))
        assert [one.by for one in collection.decisions()] == ["Olga"]

    @pytest.mark.parametrize("token", ["", "0" * 64])
    def test_missing_and_forged_tokens_of_forms(self, client, collection, token):
        form_token(client, "/review")
        assert client.post("/decide", data={"form_token": token, "accept": key_of(collection, OVER)}).status_code == 403
        assert client.post("/decide", data={"accept": key_of(collection, OVER)}).status_code == 403
        assert collection.decisions() == []

    @pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}])
    def test_forms_of_other_sites(self, client, collection, headers):
        data = {"form_token": form_token(client, "/review"), "accept": key_of(collection, OVER)}
        assert client.post("/decide", data=data, headers=headers).status_code == 403
        assert client.post("/api/v1/decisions", json={"kind": "accept", "about": [data["accept"]]}, headers=headers).status_code == 403
        assert collection.decisions() == []

    @pytest.mark.parametrize(
        ("fields", "status", "told"),
        [
            ({"accept": "0" * 20}, 404, "there is no statement, event or actor"),
            ({"undo": "0" * 20}, 404, "there is no decision"),
            ({"decide": "crown"}, 422, "The form does not say what is decided."),
            ({}, 422, "The form does not say what is decided."),
            ({"decide": "rename", "name": "x"}, 422, "rename is about actors"),
            ({"decide": "correct", "about": "0" * 20}, 404, "there is no statement or event"),
        ],
    )
    def test_what_makes_no_sense_is_a_page_that_says_so(self, client, collection, fields, status, told):
        answer = send(client, **fields)
        assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
        assert told in answer.text
        assert collection.decisions() == []

    @pytest.mark.parametrize(
        ("fields", "told"),
        [
            ({"act": "sing"}, "act is one of say, accuse"),
            ({"words": "never written"}, "has no words"),
            ({"act": "say"}, "Nothing was changed"),
            ({"speaker": "\x00"}, "characters in it that are none"),
        ],
    )
    def test_wrong_values_are_told(self, client, collection, fields, told):
        answer = send(client, decide="correct", about=key_of(collection, OVER), **fields)
        assert answer.status_code == 422
        assert told in answer.text
        assert collection.decisions() == []

    def test_huge_field(self, client, collection):
        assert send(client, accept=key_of(collection, OVER), why="a" * 30_000).status_code == 413

    def test_leading_elsewhere(self, client, collection):
        answer = send(client, accept=key_of(collection, OVER), then="//evil.example/")
        assert answer.headers["location"].startswith("/?done=")


class TestHostileWords:
    def test_names_reasons_and_words_are_shown_as_they_are(self, collection):
        client = client_of(collection, by=SCRIPT)
        key = key_of(collection, OVER)
        answer = send(client, decide="correct", about=key, speaker=f'{SCRIPT}"', why=f"'{SCRIPT}")
        made = statement(collection, key)
        pages = (answer.headers["location"], f"/review/{key}?then=%22%3E%3Cscript%3E", "/decisions", f"/statements/{key}", "/articles/monday%2Flead", f"/actors/{made.speaker.key}")  # fmt: skip
        for path in pages:
            page = Tags(client.get(path).text)
            assert [
                attributes for tag, attributes in page.found if tag == "script" and attributes.get("src", "")[:8] != "/static/"
            ] == [], path
            assert (page.wrong, page.open) == ([], []), path

    @pytest.mark.parametrize("done", ["0" * 20, SCRIPT, "", "x" * 3000])
    def test_decision_that_is_not_there_is_told_of_by_nobody(self, client, done):
        answer = client.get("/review", params={"done": done})
        assert answer.status_code == 200
        assert 'class="done"' not in answer.text


class TestReviewPage:
    @pytest.mark.parametrize("query", ["what=verses", "state=lost", "at_once=7", "since=yesterday", "page=0"])
    def test_wrong_filters_are_told(self, client, query):
        assert client.get(f"/review?{query}").status_code == 400

    def test_one_at_a_time(self, client):
        page = client.get("/review?at_once=1").text
        assert page.count('<li class="item" id="q-') == 1
        assert re.search(r"<span>1 of \d+</span>", page)
        assert "at_once=1&amp;page=2" in page

    def test_filters(self, client, collection):
        page = client.get("/review?what=events").text
        assert page.count('<li class="item" id="q-') == 4
        page = client.get("/review?speaker=Holm&what=statements").text
        assert f"q-{key_of(collection, OVER)}" in page
        assert f"q-{key_of(collection, VOTE)}" not in page

    def test_page_is_new_once_something_was_decided(self, client, collection):
        form_token(client, "/review")
        tag = client.get("/review").headers["etag"]
        assert client.get("/review", headers={"If-None-Match": tag}).status_code == 304
        send(client, accept=key_of(collection, OVER))
        assert client.get("/review", headers={"If-None-Match": tag}).status_code == 200

    def test_page_with_the_form_of_an_earlier_process_is_not_kept(self, client, monkeypatch):
        form_token(client, "/review")
        tag = client.get("/review").headers["etag"]
        monkeypatch.setattr("onrecord.server.forms.SECRET", b"another")
        assert client.get("/review", headers={"If-None-Match": tag}).status_code == 200

    def test_gold_has_the_corrected_articles(self, client, collection):
        assert client.get("/gold.json").json() == []
        send(client, accept=key_of(collection, OVER))
        answer = client.get("/gold.json")
        assert [one["id"] for one in answer.json()] == ["monday/lead"]
        assert 'filename="gold.json"' in answer.headers["content-disposition"]


class TestFailuresPage:
    def test_failures_with_their_reasons(self, client, collection, tmp_path):
        (tmp_path / "empty.txt").write_text("")
        collection.add([tmp_path / "empty.txt"])
        assert "empty.txt" in client.get("/failures").text
        (told,) = client.get("/failures.json").json()
        assert told["message"] in client.get("/failures").text.replace("&#39;", "'")
        assert client.get("/failures.csv").text.splitlines()[0] == ",".join(told)

    def test_nothing_has_failed(self, client):
        assert "Nothing has failed." in client.get("/failures").text


class TestApi:
    def make(self, client, **given):
        return client.post("/api/v1/decisions", content=json.dumps(given), headers={"Content-Type": "application/json"})

    def test_decision_is_made_and_found(self, client, collection):
        key = key_of(collection, OVER)
        answer = self.make(client, kind="correct", about=[key], to={"speaker": "Anna Kovac", "negated": True}, why="read it")
        made = answer.json()
        assert (answer.status_code, made["by"], made["to"]) == (201, "Eva", {"speaker": "Anna Kovac", "negated": True})
        assert made["about"][0]["state"] == "holds"
        assert client.get(answer.headers["location"]).json() == made
        assert client.get("/api/v1/decisions").json()["items"] == [made]
        assert client.get(f"/api/v1/statements/{key}").json()["speaker"]["name"] == "Anna Kovac"

    def test_words_at_a_place(self, client, collection):
        start = TALKS.rindex("said")
        answer = self.make(client, kind="add", article="monday/lead", words="said", start=start, end=start + 4)
        assert (answer.status_code, answer.json()["about"][0]["anchor"]["start"]) == (201, start)

    @pytest.mark.parametrize(
        ("given", "status"),
        [
            ({"kind": "crown"}, 400),
            ({"kind": "accept", "extra": 1}, 400),
            ({"kind": "accept"}, 422),
            ({"kind": "accept", "about": ["0" * 20]}, 404),
            ({"kind": "undo", "about": ["0" * 20]}, 404),
            ({"kind": "add", "article": "monday/lead", "words": "said"}, 422),
            ({"kind": "add", "article": "nowhere", "words": "said"}, 404),
            ({"kind": "accept", "why": "\x00"}, 422),
            ({"kind": "add", "article": "monday/lead", "words": "vote", "to": {"type": "AID", "actors": ["a\x00"]}, "what": "event"}, 422),
            ({"kind": "accept", "about": ["\ud800"]}, 400),
        ],
    )
    def test_wrong_ones_are_problems(self, client, given, status):
        answer = self.make(client, **given)
        assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
        assert answer.json()["detail"]

    def test_readers_make_none(self, collection, tmp_path):
        tokens = Tokens(tmp_path / "tokens.json")
        client = client_of(collection, tokens=tokens)
        client.headers["Authorization"] = f"Bearer {tokens.make('reader', 'Ivan')}"
        assert self.make(client, kind="accept", about=[key_of(collection, OVER)]).status_code == 403
        assert client.get("/api/v1/decisions").status_code == 200

    def test_it_is_described_with_examples(self, client):
        described = client.get("/openapi.json").json()
        made = described["paths"]["/api/v1/decisions"]["post"]
        assert {"201", "403", "404", "422"} <= set(made["responses"])
        assert described["components"]["schemas"]["Judgement"]["examples"][0]["kind"] == "correct"
