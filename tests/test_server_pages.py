import csv
import io
import json
import re
from dataclasses import asdict

import pytest

pytest.importorskip("fastapi", reason="pip install 'onrecord[server]'")

import itertools

from tests.serving import FakeReader, Tags, client_of, collection_of, form_token
from tests.storing import TALKS, Told, simple, talks

LISTS = ["articles", "statements", "events", "actors", "disputes"]
PAGES = [
    "/",
    *(f"/{name}" for name in LISTS),
    "/stories",
    "/pictures",
    "/search?q=vote",
    "/read",
    "/sign-in",
    "/articles/monday%2Flead",
    "/articles/monday%2Flead/versions",
    "/actors/Q1",
    "/nowhere",
]


@pytest.fixture
def database():
    return "sqlite"


@pytest.fixture
def collection(made):
    two = talks(id="tuesday", text=TALKS + "\nMore follows.", publisher="Another", url="https://another.example/talks")
    with collection_of(made, talks(url="https://example.org/talks").reading(), two.reading(), simple(1).reading()) as opened:
        yield opened


@pytest.fixture
def client(collection):
    return client_of(collection)


def keys(collection):
    statement = next(collection.statements(speaker="kovac"))
    return statement, next(collection.events(type="meet"))


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_well_formed_with_one_heading_and_labelled_fields(client, path):
    tags = Tags(client.get(path).text)
    assert (tags.wrong, tags.open) == ([], [])
    names = [tag for tag, _ in tags.found]
    assert (names.count("h1"), names.count("main"), names.count("nav") >= 1) == (1, 1, True)
    labelled = {attributes.get("for") for tag, attributes in tags.found if tag == "label"}
    fields = [attributes for tag, attributes in tags.found if tag in ("input", "select", "textarea") and attributes.get("type") != "hidden"]
    assert {field["id"] for field in fields} <= labelled
    ids = [attributes["id"] for _, attributes in tags.found if "id" in attributes]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", PAGES)
def test_headings_skip_no_level(client, path):
    levels = [int(tag[1]) for tag, _ in Tags(client.get(path).text).found if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("path", PAGES)
def test_links_within_the_pages_lead_somewhere(client, path):
    links = {
        attributes["href"] for tag, attributes in Tags(client.get(path).text).found if tag == "a" and attributes["href"].startswith("/")
    }
    for link in links:
        assert client.get(link).status_code in (200, 307), link


def test_start_has_what_is_new_biggest_and_disputed(client):
    page = client.get("/").text
    assert all(words in page for words in ("Talks in Oslo", "Biggest stories", "Disputed", "independent origin"))


def test_empty_collection_says_how_to_begin(made):
    with collection_of(made) as collection:
        assert "onrecord add" in client_of(collection).get("/").text


def test_article_has_marked_text_and_its_record_beside(client):
    page = client.get("/articles/monday%2Flead").text
    tags = Tags(page)
    marks = [attributes for tag, attributes in tags.found if tag == "span" and "said" in attributes.get("class", "").split()]
    assert {mark["data-of"] for mark in marks} >= {"s1", "s2"}
    ids = {attributes.get("id") for _, attributes in tags.found}
    assert {"t-s1", "r-s1", "t-e1", "r-e1"} <= ids
    assert "promised" in page
    assert "as cited by" in page


def test_article_is_found_by_id_address_and_key(client, collection):
    key = next(collection.articles(publisher="The Example")).key
    for name in ("monday%2Flead", "https%3A%2F%2Fexample.org%2Ftalks", key):
        assert "Talks in Oslo" in client.get(f"/articles/{name}").text


def test_statement_is_cited_with_a_link_to_its_words(client, collection):
    statement, _ = keys(collection)
    page = client.get(f"/statements/{statement.key}").text
    assert "#:~:text=" in page
    assert "Another" in page


def test_what_is_alike_is_shown_with_its_differences(client, collection):
    statement, _ = keys(collection)
    page = client.get(f"/statements/{statement.key}/alike").text
    assert "exact" in page
    assert ({"Another", "The Example"} - {statement.article.publisher}).pop() in page


def test_story_has_reports_word_and_denial(client, collection):
    attack = next(collection.events(type="ASSAULT"))
    page = client.get(f"/stories/{attack.key}").text
    assert all(words in page for words in ("Denied by", "Reports", "What became of it", "Figures side by side"))


def test_event_of_one_article_leads_to_its_story(client, collection):
    _, event = keys(collection)
    answer = client.get(f"/events/{event.report}")
    assert (answer.status_code, answer.headers["location"]) == (307, f"/stories/{event.key}")


def test_actor_has_names_statements_and_company(client):
    page = client.get("/actors/Q1").text
    assert all(words in page for words in ("Anna Kovac", "Prime Minister", "Ivan Holm", "reporters", "promise"))


@pytest.mark.parametrize("what", LISTS)
def test_lists_as_csv_and_json_have_all_rows(client, collection, what):
    everything = [json.loads(json.dumps(asdict(one))) for one in getattr(collection, what)()]
    assert client.get(f"/{what}.json").json() == everything
    rows = list(csv.DictReader(io.StringIO(client.get(f"/{what}.csv").text)))
    assert len(rows) == len(everything)


def test_filters_in_the_address_narrow_page_csv_and_json(client):
    asked = "speaker=kovac&publisher=Another&to="
    assert client.get(f"/statements?{asked}").text.count('class="item statement"') == 1
    assert len(client.get(f"/statements.json?{asked}").json()) == 1
    assert f"/statements.csv?{'speaker=kovac&amp;publisher=Another'}" in client.get(f"/statements?{asked}").text


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("act=shout", "act is one of"),
        ("since=yesterday", "since is a day (YYYY-MM-DD)"),
        ("place=Oslo", "are not told apart by"),
        ("page=0", "greater than or equal to 1"),
        ("min_confidence=2", "from 0 to 1"),
        ("page=99999999999999999999", "less than or equal to"),
    ],
)
def test_wrong_filters_are_told(client, asked, says):
    for suffix in ("", ".json"):
        answer = client.get(f"/statements{suffix}?{asked}")
        assert answer.status_code == 400
        assert says in answer.text


def test_long_list_has_pages(made):
    with collection_of(made, *(simple(number).reading() for number in range(60))) as collection:
        client = client_of(collection)
        first, second = (client.get(f"/statements?page={number}").text for number in (1, 2))
        assert first.count('class="item statement"') == 50
        assert second.count('class="item statement"') == 10
        assert 'href="/statements?page=2"' in first
        assert 'rel="next"' not in second
        assert "1–50 of 60" in first


def test_search_for_a_name_leads_to_who_has_it_and_to_what_they_say(client, collection):
    somebody = next(collection.actors(speaker="Holm"))
    page = client.get("/search?q=Holm").text
    assert f'href="/actors/{somebody.wikidata or somebody.key}">{somebody.name}<' in page
    assert 'href="/statements?speaker=Ivan+Holm"' in page or 'href="/statements?speaker=Ivan%20Holm"' in page


def test_search_shows_where_the_words_stand_and_narrows_down(client):
    page = client.get("/search?q=vote").text
    assert "<mark>vote</mark>" in page
    narrowed = client.get("/search?q=vote&publisher=Another&what=statement").text
    assert narrowed.count('class="item"') == 1


def test_search_shows_brackets_of_a_quotation_as_they_stand(client, collection):
    collection.store(simple(1, "They [the voters] will elect nobody").reading())
    assert "They [the voters] will <mark>elect</mark> nobody" in client.get("/search?q=elect").text


def test_search_that_finds_nothing_has_nothing_to_narrow_down(client):
    assert "Narrow down" in client.get("/search?q=vote").text
    assert "Narrow down" not in client.get("/search?q=unheard").text


def test_somebody_on_whose_word_an_event_is_twice_is_named_once(client, collection):
    told = Told("Anna Kovac said troops had left. They left at night, she told reporters.", id="night")
    words = [told.said("Anna Kovac", words) for words in ("troops had left", "They left at night")]
    told.did("RETREAT", "left", attributed_to=tuple(words))
    collection.store(told.reading())
    assert "on the word of Anna Kovac <" in " ".join(client.get("/articles/night").text.split())


def test_actors_are_filtered_by_country(client):
    assert '<label for="f-place">Country</label>' in client.get("/actors").text
    assert '<label for="f-place">Place</label>' in client.get("/events").text


def test_text_of_one_kind_of_blocks_is_not_told_in_per_cent(client):
    assert "100 %" not in client.get("/articles/monday%2Flead").text


@pytest.mark.parametrize(("months", "shown"), [(24, "2020-01"), (25, "2020")])
def test_many_months_of_somebody_are_counted_by_year(client, collection, months, shown):
    for number in range(months):
        day = f"{2020 + number // 12}-{number % 12 + 1:02}-05"
        collection.store(simple(number, speaker="Eva Brandt", published=day, id=f"month {number}").reading())
    page = client.get(f"/actors/{next(collection.actors(speaker='Brandt')).key}").text
    times = page.partition(">Over time<")[2].partition("</table>")[0]
    assert re.search(r'<th scope="row">([^<]+)<', times)[1] == shown


def test_versions_show_their_differences(client, collection):
    for number in (1, 2):
        collection.store(simple(number, id="late", url="https://example.org/late").reading())
    page = client.get("/articles/late/versions?number=1").text
    assert "<del>" in page
    assert "for 1 days" in page
    assert client.get("/articles/late/versions?number=9").status_code == 404


def test_same_page_is_not_sent_twice(client, collection):
    first = client.get("/statements")
    again = client.get("/statements", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    collection.store(simple(9).reading())
    assert client.get("/statements", headers={"If-None-Match": first.headers["etag"]}).status_code == 200


def test_head_is_get_without_a_body(client):
    answer = client.head("/articles")
    assert (answer.status_code, answer.content) == (200, b"")


def test_what_is_not_there_is_a_page(client):
    answer = client.get("/statements/nowhere")
    assert answer.status_code == 404
    assert "there is no statement nowhere" in answer.text


class TestRead:
    @pytest.fixture
    def reader(self):
        return FakeReader(talks(id="pasted").reading())

    @pytest.fixture
    def client(self, collection, reader):
        return client_of(collection, reader=reader)

    def test_pasted_text_is_shown_and_not_kept(self, client, collection, reader):
        answer = client.post("/read", data={"form_token": form_token(client), "text": "A\r\ntext", "title": "Talks"})
        assert answer.status_code == 200
        assert "not kept" in answer.text
        assert "Anna Kovac" in answer.text
        assert (reader.pages[0].text, reader.pages[0].title) == ("A\ntext", "Talks")
        assert len(list(collection.articles())) == 3
        assert "/actors/" not in answer.text.partition("<main")[2]

    def test_text_is_kept_where_that_is_asked_for(self, client, collection):
        answer = client.post("/read", data={"form_token": form_token(client), "text": "A text", "keep": "yes"})
        assert answer.status_code == 303
        assert client.get(answer.headers["location"]).status_code == 200

    def test_file_is_read(self, client, reader):
        files = {
            "file": ("talks.html", b"<html><body><p>The minister said on Monday that the talks would go on for a week.</p></body></html>")
        }
        answer = client.post("/read", data={"form_token": form_token(client)}, files=files)
        assert answer.status_code == 200
        assert "The minister said" in reader.pages[0].text

    @pytest.mark.parametrize(
        ("data", "says"), [({}, "Give a text"), ({"text": "  "}, "Give a text"), ({"address": "http://127.0.0.1/"}, "no public host")]
    )
    def test_what_cannot_be_read_is_told_beside_the_form(self, client, data, says):
        answer = client.post("/read", data={"form_token": form_token(client), **data})
        assert answer.status_code == 422
        assert says in answer.text

    def test_day_that_is_none_is_told(self, client):
        assert client.post("/read", data={"form_token": form_token(client), "text": "a", "published": "soon"}).status_code == 400


def test_stories_headings_skip_no_level(client, collection):
    events = list(collection.events())
    assert events
    for event in events:
        levels = [int(tag[1]) for tag, _ in Tags(client.get(f"/stories/{event.key}").text).found if re.fullmatch("h[1-6]", tag)]
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
