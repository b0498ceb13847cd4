"""What contacts were about, read from sentences with the shipped language pipeline."""

import pytest

from onrecord import Page

# Cases that a reader should get right, and this one does not: they show where to go on.
NOT_YET = pytest.mark.xfail(reason="not read rightly yet")


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("Kovac met Holm in Oslo on Monday to discuss grain exports and the border.", [("grain exports", True), ("the border", True)]),
        ("Ministers from Norway and Denmark held talks on fishing quotas in Oslo.", [("fishing quotas", True)]),
        pytest.param("Kovac spoke to Holm by phone about the hostages.", [("the hostages", True)], marks=NOT_YET),
        ("Ana Roth spoke to Jan Holm by phone about the treaty.", [("the treaty", True)]),
        ("Kovac met Holm in Oslo on Monday.", []),
    ],
)
def test_topics(pipeline, text, topics):
    (event,) = pipeline(Page(id="x", text=text)).events
    assert [(topic.text, topic.discussed) for topic in event.topics] == topics


@NOT_YET
def test_what_was_not_discussed_is_no_meeting(pipeline):
    assert pipeline(Page(id="x", text="Kovac and Holm did not discuss grain exports.")).events == ()


def test_a_denied_event_is_tied_to_its_denial(pipeline):
    record = pipeline(Page(id="x", text="Mr Kovac denied on Monday that he had met Ivan Holm in Oslo."))
    (event,) = record.events
    assert (event.status, event.denied_by) == ("denied", (record.statements[0].id,))
