from html import escape

import pytest

pytest.importorskip("fastapi", reason="pip install 'onrecord[server]'")

from xml.etree.ElementTree import fromstring

from onrecord.collection import Filters
from onrecord.server.kept import Kept
from onrecord.server.picturing import MOST_AT_A_CONTACT, who_met_whom
from onrecord.server.rendering import environment
from onrecord.storage.viewing.pictured import Contact, Participant
from tests.serving import Tags, client_of, collection_of
from tests.storing import Told, place_of, simple, talks

HOSTILE = "Jan <script>alert(1)</script> Novak"


def attack(number, dead, place="Bergen"):
    """An article about an attack, placed on the map."""
    text = f"The Hardanger League attacked a bakery in {place} and killed {dead} people, “as we feared,” Eva Holm said."
    told = Told(text, id=f"attack {number}", publisher=f"Paper {number}", published=f"2021-03-0{number}")
    told.said("Eva Holm", "“as we feared,”", cue="said")
    told.did("ASSAULT", "attacked", actors=["Hardanger League"], killed=(dead, f"{dead} people"), status="occurred", evidence=text[: text.index(",")],
             date=("2021-03-01", "The"), place=place)  # fmt: skip
    event = told.events[0]
    placed = place_of(text, place, name=place, country="NOR", latitude=60.39, longitude=5.32)
    told.events[0] = type(event)(**{name: getattr(event, name) for name in event.__slots__} | {"place": placed})
    return told


def hostile():
    text = f"{HOSTILE} met Ivan Holm on Friday. “It is over,” {HOSTILE} said."
    told = Told(text, id="hostile", publisher="<b>Paper</b>", published="2021-03-07")
    told.said(HOSTILE, "“It is over,”", cue="said")
    told.did("CONSULT", "met", actors=[HOSTILE], recipients=["Ivan Holm"], status="occurred")
    return told


@pytest.fixture
def database():
    return "sqlite"


@pytest.fixture
def collection(made):
    told = [talks(url="https://example.org/talks"), simple(1), attack(1, 6), attack(2, 8), hostile()]
    with collection_of(made, *(one.reading() for one in told)) as opened:
        yield opened


@pytest.fixture
def client(collection):
    return client_of(collection)


@pytest.fixture
def story(collection):
    return next(collection.events(type="ASSAULT", status="occurred"))


@pytest.fixture
def pages(story):
    return {
        "/": ["The biggest stories in time", "Who is quoted how much"],
        "/actors/Q1": ["Statements a week by act", "Who met whom"],
        f"/stories/{story.key}": ["Figures as they were told", "Where its reports have it"],
        "/pictures": ["Who met whom", "Where it happened", "Statements a week by speaker", "Who is quoted how much"],
    }


def test_pages_have_their_pictures_with_titles_and_tables(client, pages):
    for path, titles in pages.items():
        page = client.get(path).text
        tags = Tags(page)
        assert (tags.wrong, tags.open) == ([], []), path
        assert [title for title in titles if f"<strong>{title}</strong>" not in page] == []
        frames = [facts for tag, facts in tags.found if facts.get("class") == "picture-frame" and facts.get("tabindex") == "0"]
        assert len(frames) == page.count("<svg") == page.count("As a table") == len(titles)
        assert "/static/pictures.css" in page


def test_pictures_fit_a_policy_without_inline_styles(client, pages):
    for path in pages:
        tags = Tags(client.get(path).text)
        assert not [tag for tag, facts in tags.found if tag == "style" or "style" in facts]
    answer = client.get("/static/pictures.css")
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, "text/css")
    assert ".picture" in answer.text


def test_each_picture_is_a_file_of_its_own(client, pages):
    files = {facts["href"] for path in pages for tag, facts in Tags(client.get(path).text).found if tag == "a" and "download" in facts}
    assert len(files) == 9
    for address in files:
        answer = client.get(address)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml"), address
        assert fromstring(answer.text).tag.endswith("svg")
        assert answer.headers["content-disposition"].startswith("attachment")


def test_picture_of_somebody_or_of_a_story_says_of_what(client, story):
    assert "by act: Anna Kovac" in client.get("/pictures/acts.svg?of=Q1").text
    assert "told: The Hardanger League attacked" in client.get(f"/pictures/story-figures.svg?key={story.key}").text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/pictures/nothing.svg", 404),
        ("/pictures/map.svg?since=2030", 404),
        ("/pictures/acts.svg?of=nobody", 404),
        ("/pictures/story-map.svg?key=nowhere", 404),
        ("/pictures?since=soon", 400),
    ],
)
def test_what_cannot_be_drawn_is_told(client, address, status):
    assert client.get(address).status_code == status


def test_hostile_names_are_escaped(client, collection):
    who = next(collection.actors(speaker="novak script"))
    for path in ("/", "/pictures", f"/actors/{who.key}", f"/pictures/network.svg?of={who.key}", "/pictures/quoted.svg"):
        page = client.get(path).text
        assert "<script>alert" not in page
        assert escape(HOSTILE, quote=False) in page, path


def test_filters_narrow_pictures_and_their_files(client):
    page = client.get("/pictures?speaker=kovac").text
    assert "Anna Kovac" in page
    assert "Eva Holm" not in page
    assert "/pictures/quoted.svg?speaker=kovac" in page
    assert "nothing to draw" in client.get("/pictures?since=2030").text


def test_event_is_counted_once_however_many_report_it(collection, story):
    assert len(story.reports) == 2
    assert [(one.name, one.number) for one in collection.places(Filters())] == [("Bergen", 1)]
    assert [(one.name, one.number) for one in collection.places_of(story.key)] == [("Bergen", 2)]


def test_contacts_that_are_planned_or_denied_are_not_drawn(collection, made):
    told = Told("Eva Holm will meet Jan Hus.", id="planned", published="2021-03-08")
    told.did("CONSULT", "meet", actors=["Eva Holm"], recipients=["Jan Hus"], status="planned")
    before = collection.contacts_told(Filters())
    collection.store(told.reading())
    assert collection.contacts_told(Filters()) == before


def test_statements_are_counted_by_speaker_day_act_and_kind(collection):
    counts = collection.said_counts(Filters(speaker="Q1"))
    assert [(one.name, one.day, one.act, one.kind, one.number) for one in counts] == [("Anna Kovac", "2021-03-05", "promise", "direct", 1)]


def test_table_on_a_page_is_cut(client, collection, monkeypatch):
    monkeypatch.setitem(environment().globals, "MOST_ROWS", 2)
    rows = len({one.key for one in collection.said_counts(Filters())})
    page = client.get("/pictures").text
    assert f"And {rows - 2} more." in page
    assert max(part.count("<tr>") for part in page.split("</table>")) == 3


def test_those_who_are_called_the_same_are_one_and_a_crowd_is_cut():
    people = [Participant(key=str(number), name=f"Envoy {number}", type="person") for number in range(60)]
    again = Participant(key="other", name="ENVOY 0", type="person")
    drawn = who_met_whom([Contact(key="a", people=tuple(people)), Contact(key="b", people=(again, people[1]))])
    assert len(drawn.rows) == MOST_AT_A_CONTACT * (MOST_AT_A_CONTACT - 1) // 2
    assert drawn.rows[0][2] == 2


def test_picture_is_drawn_once_until_the_collection_changes(client, collection, monkeypatch):
    asked = []
    told = collection.said_counts
    monkeypatch.setattr(collection, "said_counts", lambda filters: asked.append(filters) or told(filters))
    first = client.get("/pictures/quoted.svg").text
    assert client.get("/pictures/quoted.svg").text == first
    assert len(asked) == 1
    collection.store(simple(99).reading())
    assert client.get("/pictures/quoted.svg").text != first
    assert len(asked) == 2


def test_what_is_kept_is_no_more_than_so_much():
    made = []
    kept = Kept(2)
    for what in ("a", "b", "a", "c", "a", "b"):
        kept.get("now", what, lambda what=what: made.append(what))
    assert made == ["a", "b", "c", "b"]
