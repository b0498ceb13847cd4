import re
from datetime import date, timedelta
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.server.pictures import (
    Contacts,
    Figure,
    Link,
    Moment,
    Party,
    Quoted,
    Said,
    Share,
    Spot,
    event_map,
    figures_over_time,
    network,
    quoted,
    standalone,
    statements_by_week,
    style,
    timeline,
)
from onrecord.server.pictures.drawing import SMALL, SVG
from onrecord.server.pictures.lettering import fitting, width
from onrecord.server.pictures.outlines import Window, seen
from onrecord.server.pictures.rooms import Box, box_of
from onrecord.server.pictures.scales import DAY, UNITS, WEEK, TimeScale, round_step, unit_for

MONDAY = date(2024, 3, 4)
HOSTILE = "\"><script>alert('x')</script>\x00\ud800]]>&amp;<!-- ‮"
DRAWN = {"svg", "title", "desc", "g", "a", "path", "rect", "circle", "text", "clipPath"}
LARGEST = 300_000

days = st.dates(min_value=date(2019, 1, 1), max_value=date(2026, 12, 31)) | st.dates()
words = st.text(max_size=60) | st.just(HOSTILE)
hrefs = st.none() | st.just("/actors/x?a=1&b=2") | st.just("javascript:alert(1)")
numbers = st.integers(0, 5) | st.integers(0, 10**9)
keys = st.sampled_from("abcdefghij")
moments = st.lists(st.builds(Moment, day=days, lane=words, label=words, href=hrefs, weighs=st.floats(0, 9)), max_size=40)
contacts = st.lists(st.builds(Contacts, one=keys, other=keys, number=numbers, href=hrefs), max_size=40)
parties = st.fixed_dictionaries(
    {
        key: st.builds(Party, key=st.just(key), name=words, href=hrefs, type=st.sampled_from(["person", "country", "group"]))
        for key in "abcdefghij"
    }
)
spots = st.lists(
    st.builds(Spot, name=words, latitude=st.floats(-90, 90), longitude=st.floats(-180, 180), number=numbers, href=hrefs), max_size=25
)
said = st.lists(st.builds(Said, day=days, group=words, number=numbers, href=hrefs), max_size=40)
shares = st.lists(st.builds(Share, label=words, number=st.integers(0, 9)), max_size=5).map(tuple)
people = st.lists(st.builds(Quoted, name=words, number=numbers, href=hrefs, shares=shares), max_size=40)
bounds = st.sampled_from(["exact", "at_least", "at_most", "about"])
figures = st.lists(
    st.builds(
        Figure,
        day=days,
        kind=st.sampled_from(["killed", "injured"]) | words,
        value=numbers,
        bound=bounds,
        by=words,
        outlet=words,
        href=hrefs,
    ),
    max_size=40,
)

PICTURES = {
    "timeline": (timeline, moments),
    "network": (lambda drawn: network(drawn[0].values(), drawn[1]), st.tuples(parties, contacts)),
    "map": (event_map, spots),
    "weeks": (statements_by_week, said),
    "quoted": (quoted, people),
    "figures": (figures_over_time, figures),
}
EACH = pytest.mark.parametrize("kind", PICTURES)


def on(number):
    return MONDAY + timedelta(days=number)


def elements(svg):
    return list(ElementTree.fromstring(svg).iter())


def tag(element):
    return element.tag.removeprefix(f"{{{SVG}}}")


def texts(svg):
    """The words in a drawing, each with its room."""
    for element in elements(svg):
        if tag(element) == "text":
            place = float(element.get("x", 0)), float(element.get("y"))
            yield (
                element.text,
                box_of(element.text or "", *place, anchor=element.get("text-anchor"), small=element.get("font-size") == str(SMALL)),
            )


def overlaps(svg):
    return [
        (one, other)
        for (one, box), (other, its) in combinations(texts(svg), 2)
        if box.meets(Box(its.left + 0.2, its.top + 0.2, its.right - 0.2, its.bottom - 0.2))
    ]


def cut_off(svg):
    whole = Box(*map(float, ElementTree.fromstring(svg).get("viewBox").split()))
    return [
        text for text, box in texts(svg) if not box.is_within(Box(whole.left - 0.2, whole.top - 0.2, whole.right + 0.2, whole.bottom + 0.2))
    ]


@EACH
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_values_make_a_drawing_that_is_sound_harmless_and_readable(kind, data):
    draw, values = PICTURES[kind]
    given_values = data.draw(values)
    picture = draw(given_values)
    if picture is None:
        return
    for element in elements(picture.svg):
        assert tag(element) in DRAWN
        assert not any(name == "style" or name.startswith("on") for name in element.attrib)
        assert re.match(r"/|https?://", element.get("href", "/"))
    assert picture.svg == draw(given_values).svg
    assert len(picture.svg) < LARGEST
    assert overlaps(picture.svg) == []
    assert cut_off(picture.svg) == []


@EACH
def test_nothing_is_no_picture(kind):
    draw, _ = PICTURES[kind]
    assert draw(({}, []) if kind == "network" else []) is None


ONE = {
    "timeline": ([Moment(day=MONDAY, lane="Contacts", label="Kovac meets Roth")], "One event on 4 March 2024.", ("2024-03-04", "Contacts", "Kovac meets Roth")),
    "network": (
        ({"a": Party(key="a", name="Anna Kovac", href="/actors/a"), "b": Party(key="b", name="Roth")}, [Contacts(one="a", other="b")]),
        "One contact among 2 actors. Most: Anna Kovac (1) and Roth (1).",
        (Link(text="Anna Kovac", href="/actors/a"), "Roth", 1),
    ),
    "map": ([Spot(name="Brno", latitude=49.2, longitude=16.61, number=2)], "Two events in Brno.", ("Brno", 2, "49.20", "16.61")),
    "weeks": ([Said(day=MONDAY, group="Kovac")], "One statement on 4 March 2024, all of Kovac.", ("Kovac", "week of 4 Mar 2024", 1)),
    "quoted": ([Quoted(name="Kovac", number=3)], "Three statements, all of Kovac.", ("Kovac", 3)),
    "figures": (
        [Figure(day=MONDAY, kind="killed", value=12, bound="at_least", by="police", outlet="The Example")],
        "One figure told on 4 March 2024. Killed: 12, last at least 12 (police in The Example, 4 March 2024).",
        ("2024-03-04", "killed", "at least 12", "police", "The Example"),
    ),
}  # fmt: skip


@EACH
def test_one_value_is_drawn_described_and_in_the_table(kind):
    draw, _ = PICTURES[kind]
    values, description, row = ONE[kind]
    picture = draw(values)
    assert (picture.description, picture.rows) == (description, (row,))
    assert len(picture.columns) == len(row)


@EACH
def test_screen_readers_are_told_title_and_description(kind):
    draw, _ = PICTURES[kind]
    picture = draw(ONE[kind][0])
    root = ElementTree.fromstring(picture.svg)
    named = {element.get("id"): element.text for element in root}
    assert [named[id] for id in root.get("aria-labelledby").split()] == [picture.title, picture.description]
    assert root.get("role") == ("group" if kind == "network" else "img")


MANY = {
    "timeline": [Moment(day=on(i * i % 900), lane=f"Lane {i % 11}", label=f"What happened as number {i}", href=f"/events/{i}") for i in range(5000)],
    "network": (
        {str(i): Party(key=str(i), name=f"Somebody Called {i}", href=f"/actors/{i}") for i in range(400)},
        [Contacts(one=str(i % 13), other=str(i * 7 % 400), href=f"/events?n={i}") for i in range(5000)],
    ),
    "map": [Spot(name=f"Town {i}", latitude=i * 37 % 1100 / 10 - 50, longitude=i * 53 % 3400 / 10 - 170, href=f"/events?n={i}") for i in range(5000)],
    "weeks": [Said(day=on(i * 13 % 5000), group=f"Speaker {i % 90}", href=f"/actors/{i % 90}") for i in range(5000)],
    "quoted": [Quoted(name=f"Speaker {i}", number=i % 70 + 1, href=f"/actors/{i}") for i in range(5000)],
    "figures": [Figure(day=on(i * 7 % 300), kind=("killed", "injured")[i % 2], value=i % 97, by=f"Official {i % 40}", outlet="The Example", href=f"/s/{i}") for i in range(5000)],
}  # fmt: skip


@EACH
def test_thousands_of_values_make_a_small_drawing_and_nothing_of_it_overlaps(kind):
    draw, _ = PICTURES[kind]
    picture = draw(MANY[kind])
    assert len(picture.svg) < LARGEST
    assert len(list(texts(picture.svg))) > 10
    assert (overlaps(picture.svg), cut_off(picture.svg)) == ([], [])


def test_what_is_left_out_is_said():
    assert "The 15 most connected are drawn; 385 more are in the table." in PICTURES["network"][0](MANY["network"]).description
    assert [text for text, _ in texts(figures_over_time(MANY["figures"]).svg) if "more are in the table" in text]
    assert "4,975 more are in the table" in quoted(MANY["quoted"]).description
    assert "and 4,975 more, with" in quoted(MANY["quoted"]).svg
    assert "83 more are drawn as one" in statements_by_week(MANY["weeks"]).description


def test_moment_is_a_dot_that_leads_to_its_page():
    svg = timeline([Moment(day=MONDAY, lane="Contacts", label="Kovac meets Roth", href="/events/e1")]).svg
    (link,) = [element for element in elements(svg) if tag(element) == "a"]
    assert (link.get("href"), link.get("aria-label")) == ("/events/e1", "4 March 2024: Kovac meets Roth")
    assert [tag(child) for child in link] == ["title", "circle"]


def test_day_with_too_many_for_dots_is_a_column():
    svg = timeline([Moment(day=MONDAY, lane="Contacts", label=f"Call {i}") for i in range(30)]).svg
    drawn = [tag(element) for element in elements(svg)]
    assert (drawn.count("rect"), drawn.count("circle")) == (1, 0)


def test_tie_is_thicker_the_more_contacts_there_are_whoever_is_named_first():
    known = [Party(key=key, name=key) for key in "abc"]
    svg = network(known, [Contacts(one="a", other="b", number=2), Contacts(one="b", other="a"), Contacts(one="b", other="c")]).svg
    widths = {element.find(f"{{{SVG}}}title").text: float(element[1].get("stroke-width")) for element in elements(svg) if tag(element) == "g" and len(element) > 1 and element[1].get("class") == "tie"}  # fmt: skip
    assert widths["a and b: 3 contacts"] > widths["b and c: 1 contact"]


def test_kinds_of_actors_have_shapes_of_their_own():
    known = [Party(key="a", name="Kovac"), Party(key="b", name="Velmora", type="country")]
    svg = network(known, [Contacts(one="a", other="b")]).svg
    assert [text for text, _ in texts(svg)][-2:] == ["person", "country"]
    assert {tag(element) for element in elements(svg) if element.get("class") in ("c1", "c2")} == {"circle", "path"}


def test_crowded_places_are_one_point():
    svg = event_map([Spot(name="Brno", latitude=49.2, longitude=16.61, number=4), Spot(name="Tuřany", latitude=49.15, longitude=16.66), Spot(name="Lima", latitude=-12, longitude=-77)]).svg  # fmt: skip
    assert "Brno and 1 more place" in [text for text, _ in texts(svg)]
    assert [tag(element) for element in elements(svg)].count("circle") == 2


def test_map_goes_across_the_date_line_where_that_is_nearer():
    svg = event_map([Spot(name="Suva", latitude=-18.1, longitude=178.4), Spot(name="Apia", latitude=-13.8, longitude=-171.8)]).svg
    suva, apia = (float(element.get("cx")) for element in elements(svg) if tag(element) == "circle")
    assert {"Suva", "Apia"} <= {text for text, _ in texts(svg)}
    assert 100 < abs(suva - apia) < 800


def test_place_off_the_earth_is_left_out():
    assert event_map([Spot(name="Nowhere", latitude=91, longitude=0)]) is None


def test_land_is_cut_off_at_the_window():
    window = Window(west=10, south=45, east=20, north=50)
    cut = {part.country: points for part, points in seen(window)}
    assert {"Austria", "Czechia", "Slovenia"} <= set(cut)
    assert "Spain" not in cut
    assert all(points.min() >= 10 and points[:, 0].max() <= 20.001 and points[:, 1].max() <= 50.001 for points in cut.values())


@pytest.mark.parametrize(
    ("undated", "said"), [(1, "One statement of unknown day is not drawn."), (53, "53 statements of unknown day are not drawn.")]
)
def test_statements_of_unknown_day_are_counted_below(undated, said):
    picture = statements_by_week([Said(day=MONDAY, group="Kovac")], undated=undated)
    assert picture.description.endswith(said)
    assert f">{said}</text>" in picture.svg


def test_weeks_begin_on_monday():
    picture = statements_by_week([Said(day=MONDAY, group="Kovac"), Said(day=on(6), group="Kovac"), Said(day=on(7), group="Kovac")])
    assert [row[1:] for row in picture.rows] == [("week of 4 Mar 2024", 2), ("week of 11 Mar 2024", 1)]


def test_too_many_weeks_are_months():
    picture = statements_by_week([Said(day=on(0), group="Kovac"), Said(day=on(2000), group="Kovac")])
    assert (picture.title, picture.columns[1]) == ("Statements a month by speaker", "Month")


def test_shares_that_leave_a_rest_say_so():
    picture = quoted([Quoted(name="Ministers", number=10, shares=(Share(label="women", number=3), Share(label="men", number=5)))])
    assert (picture.columns, picture.rows) == (("Who", "Statements", "men", "women", "not known"), (("Ministers", 10, 5, 3, 2),))


def test_at_least_is_open_upwards_and_at_most_downwards():
    def arrow(bound):
        svg = figures_over_time([Figure(day=MONDAY, kind="killed", value=50, bound=bound), Figure(day=on(1), kind="killed", value=100)]).svg
        (path,) = [element.get("d") for element in elements(svg) if element.get("class", "").endswith("line")]
        start, end = re.match(r"M[\d.]+ ([\d.]+)V([\d.]+)", path).groups()
        return float(end) - float(start)

    assert arrow("at_least") < 0 < arrow("at_most")


def test_figure_on_one_day_by_several_is_one_point_that_names_them():
    svg = figures_over_time([Figure(day=MONDAY, kind="killed", value=12, by=by, outlet="The Example") for by in ("police", "a doctor")]).svg
    assert "12: a doctor and 1 more" in [text for text, _ in texts(svg)]
    assert "a doctor in The Example, police in The Example" in svg


def test_picture_of_its_own_has_its_style_and_whole_addresses():
    picture = timeline([Moment(day=MONDAY, lane="Contacts", label='<a href="/x">', href="/events/e1")])
    alone = standalone(picture, base="http://localhost:8000")
    root = ElementTree.fromstring(alone)
    assert tag(root[0]) == "style"
    assert (next(text for text, _ in texts(alone)), overlaps(alone)) == ("Time line", [])
    assert "prefers-color-scheme: dark" in root[0].text
    assert [element.get("href") for element in root.iter(f"{{{SVG}}}a")] == ["http://localhost:8000/events/e1"]
    assert '4 March 2024: <a href="/x">' in [element.text for element in root.iter(f"{{{SVG}}}title")]


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("part", [0, 1], ids=["light", "dark"])
def test_colours_stand_out_from_the_ground(part):
    scheme = style().split("@media")[part]
    colours = dict(re.findall(r"--([\w]+): (#\w{6})", scheme))
    ground = luminance(colours["ground"])

    def contrast(name):
        low, high = sorted((luminance(colours[name]), ground))
        return (high + 0.05) / (low + 0.05)

    assert all(contrast(f"c{number}") >= 4.5 for number in range(1, 9))
    assert contrast("ink") >= 7
    assert contrast("dim") >= 4.5


@given(text=st.text(), room=st.floats(0, 400))
def test_fitting_words_fit(text, room):
    assert width(fitting(text, room)) <= room


@given(first=st.dates(), last=st.dates(), least=st.sampled_from([DAY, WEEK]))
def test_days_of_a_scale_stand_within_it_and_marks_in_order(first, last, least):
    first, last = min(first, last), max(first, last)
    scale = TimeScale.over(first, last, unit_for(first, last, 100, least=least), 10, 810)
    marks = [day for day, _ in scale.marks()]
    assert 10 <= scale.x(first.toordinal()) <= scale.x(last.toordinal() + 1) <= 810.001
    assert marks == sorted(set(marks))
    assert len(marks) <= 11


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
@given(day=st.dates())
def test_unit_begins_not_after_its_day_and_is_not_longer_than_said(unit, day):
    assert 0 <= day.toordinal() - unit.start(day).toordinal() < unit.length


@given(most=st.floats(1, 10**12))
def test_steps_of_an_axis_are_few(most):
    assert most / round_step(most) <= 4.001
