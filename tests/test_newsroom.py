import pytest

from corpora.newsroom import read_newsroom, read_planted

PAGES = {page.id: page for page in read_newsroom()}
PLANTED = read_planted()


def test_newsroom_has_sixty_articles_in_twelve_stories_at_least():
    assert len(PAGES) >= 60
    assert len(PLANTED.stories) >= 12
    assert sorted(article for story in PLANTED.stories.values() for article in story) == sorted(PAGES)


@pytest.mark.parametrize("name", PLANTED.events)
def test_triggers_stand_where_they_are_said_to(name):
    for report in PLANTED.events[name]:
        assert PAGES[report.article].text[report.start : report.end] == report.trigger


@pytest.mark.parametrize("name", PLANTED.statements)
def test_tellings_are_in_their_articles(name):
    for telling in PLANTED.statements[name]:
        assert telling.words in PAGES[telling.article].text


def test_what_is_disputed_is_planted():
    for dispute in PLANTED.disputes:
        assert dispute.get("event") in PLANTED.events or dispute.get("statement") in PLANTED.statements
    assert set(PLANTED.accounts) <= set(PLANTED.events)
