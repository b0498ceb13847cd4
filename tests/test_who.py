"""Who is who in an article, read with the shipped language pipeline."""

import pytest

from onrecord import Page

NOT_YET = pytest.mark.xfail(reason="not read rightly yet")


def read(pipeline, text, published="2018-04-29"):
    return pipeline(Page(id="x", text=text, published=published))


def named(pipeline, text, published="2018-04-29"):
    return {actor.name: actor for actor in read(pipeline, text, published).actors}


def mentions(actor):
    return [mention.text for mention in actor.mentions if mention.form != "pronoun"]


def speakers(pipeline, text, published="2018-04-29"):
    record = read(pipeline, text, published)
    return [record.actor(statement.speaker).name if statement.speaker else None for statement in record.statements]


def test_a_capital_that_acts_is_its_country(pipeline):
    state = named(pipeline, "Washington said on Monday that it would send aid to the island. Tehran rejected the offer.")["United States"]
    assert (state.type, state.country, state.wikidata, mentions(state)) == ("country", "USA", "Q30", ["Washington"])


def test_brussels_is_belgium_only_where_belgium_is_named(pipeline):
    text = "Brussels said on Monday that it would sue the company."
    assert speakers(pipeline, text) == ["Brussels"]
    assert speakers(pipeline, f"{text} Belgium rejected the offer.")[0] == "Belgium"


@pytest.mark.parametrize(
    "text",
    [
        "Islamic State fighters said on Monday that they would attack the town.",
        "Islamic State fighters attacked the town on Monday, officials said.",
        pytest.param("Islamic State militants said on Monday that they would attack the town.", marks=NOT_YET),
    ],
)
def test_those_who_fight_for_a_body_are_the_body(pipeline, text):
    state = named(pipeline, f"{text} Islamic State seized a village.")["Islamic State"]
    assert mentions(state) == ["Islamic State", text.partition(" said")[0].partition(" attacked")[0], "Islamic State"]


def test_so_many_who_fight_for_a_body_are_some_of_them(pipeline):
    found = named(pipeline, "Six Islamic State militants said on Monday that they would attack the town.")
    assert found["Six Islamic State militants"].type == "group"


def test_six_who_fight_for_a_body_named_before_are_some_of_them(pipeline):
    text = "Al Qaeda attacked the town on Monday. Al Qaeda militants seized a village. Six militants died."
    assert mentions(named(pipeline, text)["Al Qaeda"]) == ["Al Qaeda", "Al Qaeda", "Al Qaeda militants"]


def test_a_government_s_own_people_are_no_people_named_before(pipeline):
    text = "Ninety people fled the port of Zell on Monday. The union said that the army had shelled its own people in April."
    found = named(pipeline, text)
    assert mentions(found["its own people"]) == ["its own people"]


def test_who_is_described_before_a_given_name_is_a_person(pipeline):
    text = "“We have won,” foreman Piotr Lis told neighbours on Monday. The owner, Kamil Zych, said the blasting would stop."
    found = named(pipeline, text)["Kamil Zych"]
    assert (found.type, mentions(found)) == ("person", ["The owner", "Kamil Zych"])


def test_a_last_name_that_is_a_country_s_is_the_person_s(pipeline):
    text = "Rep. Jim Jordan met reporters on Monday. “We will see the papers,” Jordan said."
    assert speakers(pipeline, text) == ["Jim Jordan"]


def test_people_who_are_called_like_parties_are_people(pipeline):
    found = named(pipeline, "Diana visited Paris on Monday. Hill said on Monday that it failed. Hezbollah said no.")
    types = {"Diana": "person", "Hill": "person", "Hezbollah": "organization"}
    assert {name: actor.type for name, actor in found.items() if name in types} == types


def test_a_son_is_not_his_father(pipeline):
    text = "Ivan Kovac said on Monday that it failed. Ivan Kovac Jr. said that it worked. “It is over,” Kovac Jr. said."
    assert speakers(pipeline, text) == ["Ivan Kovac", "Ivan Kovac Jr.", "Ivan Kovac Jr."]


def test_the_same_words_are_for_the_same_source(pipeline):
    text = "A senior bank official said on Monday that the plan failed. “It is over,” a senior bank official said."
    assert len({statement.speaker for statement in read(pipeline, text).statements}) == 1


def test_the_same_words_are_for_other_victims(pipeline):
    text = "A police officer was killed in Kabul on Monday. A police officer was killed in Herat on Tuesday."
    assert [actor.name for actor in read(pipeline, text).actors] == ["A police officer", "A police officer"]


@pytest.mark.xfail(reason='"The two" is taken for no actor')
def test_the_two_may_be_either_pair_where_two_are_named_in_turn(pipeline):
    text = (
        "Ana Roth met Ivan Kovac in Oslo. The two agreed on a plan. Angela Merkel met Emmanuel Macron in Paris. The two agreed on a treaty."
    )
    assert named(pipeline, text)["The two"].members == ()


def test_a_number_of_people_speak(pipeline):
    assert speakers(pipeline, "A number of officials said on Monday that the plan failed.") == ["A number of officials"]


def test_a_body_is_called_by_its_noun_before_its_whole_name(pipeline):
    text = "The Observatory said on Monday that ten people died. The Ruritanian Observatory for Human Rights has watched the war for years."
    assert speakers(pipeline, text) == ["Ruritanian Observatory for Human Rights"]


def test_whose_words_follow_who_is_who_it_describes(pipeline):
    text = "Vit Roth met Senator Ivan Kovac of Ohio, the Republican leader, who said on Monday that the bill was fine."
    assert speakers(pipeline, text) == ["Ivan Kovac"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("According to statistics compiled by the Bank of Ruritania, prices rose by a third.", "Bank of Ruritania"),
        ("According to Pentagon data, spending rose by a third.", "Pentagon"),
        ("According to a new poll, people want the bridge to be closed.", None),
    ],
)
def test_documents_speak_for_who_made_them_and_polls_for_nobody(pipeline, text, speaker):
    assert speakers(pipeline, text) == [speaker]


@pytest.mark.parametrize("known", ["Nikki Haley", "Hillary Clinton", "Condoleezza Rice"])
def test_he_is_nobody_who_is_known_to_be_a_woman(pipeline, known):
    record = pipeline(Page(id="a", text=f"{known} met the mayor on Monday. “It was close,” he said.", published="2018-04-28"))
    (said,) = record.statements
    assert record.actor(said.speaker).name == "the mayor"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Eric Trump praised the plan on Sunday.\n\nPresident Trump said the tariffs would stay.", ["Donald Trump"]),
        ("Donald Trump Jr. praised the plan on Sunday.\n\nPresident Trump said the tariffs would stay.", ["Donald Trump"]),
        (
            "Eric Trump praised the plan on Sunday.\n\nPresident Trump said it would stay. “We will win,” Trump told reporters.",
            ["Donald Trump"],
        ),
        ("Justin Trudeau arrived on Sunday.\n\nPrime Minister Trudeau said the talks would go on.", ["Justin Trudeau"]),
    ],
)
def test_an_office_with_a_last_name_is_who_holds_it_and_no_namesake(pipeline, text, who):
    record = read(pipeline, text)
    names = {actor.id: actor.name for actor in record.actors}
    said = [names[one.speaker] for one in record.statements if "plan" not in one.content[0].text]
    assert sorted(set(said)) == who


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Bureau of Roads and Bridges director Dr. Hanna Brekke said the bridge was safe.", "Hanna Brekke"),
        ("House Committee on Natural Resources Chairman Tom Halvorsen said the plan was dead.", "Tom Halvorsen"),
    ],
)
def test_who_heads_a_body_of_a_long_name_speaks_and_not_the_body(pipeline, text, who):
    assert speakers(pipeline, text) == [who]


@pytest.mark.parametrize(
    ("handle", "name"),
    [("@realAnaKovac", "Ana Kovac"), ("@SenKovac", "Ana Kovac"), ("@KovacFans", "@KovacFans"), ("@NightTram", "@NightTram")],
)
def test_a_name_in_a_social_network_is_whose_name_is_in_it(pipeline, handle, name):
    text = f"Senator Ana Kovac met farmers in Bergen on Monday. {handle} said that the roads would be mended by May."
    assert speakers(pipeline, text) == [name]


def test_they_are_all_who_are_named_together_wherever_that_is(pipeline):
    text = "The tariff drew anger from shipyard owners and dock workers in Bergen. They said on Monday that it would close three yards."
    (together,) = speakers(pipeline, text)
    assert together == "shipyard owners and dock workers"


@pytest.mark.parametrize("who", ["One Briton who left", "An individual close to the talks", "One of the officials", "A plaintiff"])
def test_somebody_without_a_name_is_a_person(pipeline, who):
    (actor,) = (actor for actor in read(pipeline, f"{who} said on Monday that the ship had sunk.").actors)
    assert actor.type == "person"


def test_what_stands_between_sentences_without_a_space_is_no_part_of_a_name(pipeline):
    text = 'Ana Kovac met farmers in Bergen. The road is "old and dangerous."Kovac said that it would be mended.--Kovac said so on Monday.'
    assert not any(mark in actor.name for actor in read(pipeline, text).actors for mark in '"-')


def test_a_name_does_not_end_with_a_small_word(pipeline):
    text = "The Norwegian Embassy in Accra warned travellers on Monday. “Stay at home,” the embassy said. Moon Jae-in said that he would."
    names = [mention.text for actor in read(pipeline, text).actors for mention in actor.mentions]
    assert not any(name.endswith((" in", " of", " and", "Moon Jae")) for name in names)
    assert any("Moon Jae-in" in name for name in names)


@pytest.mark.parametrize(
    "text",
    [
        "The Norwegian Fisheries Agency published new rules. “Boats under ten metres may fish from April,” the announcement said.",
        "Crews were glad. A document from the Norwegian Fisheries Agency said on Monday that boats may fish from April.",
    ],
)
def test_a_document_speaks_for_who_made_it(pipeline, text):
    assert set(speakers(pipeline, text)) == {"Norwegian Fisheries Agency"}


def test_he_may_be_far_behind_a_long_quotation(pipeline):
    quoted = " ".join(f"“We mended bridge number {number}.”" for number in range(1, 8))
    text = f"The farmers listened to Pavel Kovac on Monday. {quoted} “Then we went home,” he said."
    assert speakers(pipeline, text)[-1] == "Pavel Kovac"


@pytest.mark.parametrize(
    ("document", "body"), [("the police report", "police"), ("a hospital statement", "hospital"), ("court filings", None)]
)
def test_a_document_is_of_the_body_that_is_named_with_it(pipeline, document, body):
    assert speakers(pipeline, f"The driver fled on foot, according to {document}.") == [body]


def test_no_body_is_somebody_described(pipeline):
    found = named(pipeline, "Ben Kovac of Northern Light, a left-leaning publication, said on Monday that the plan was stupid.")
    assert mentions(found["Ben Kovac"]) == ["Ben Kovac"]


def test_the_firm_is_no_news_agency(pipeline):
    text = "“We sold nothing,” Ana Kovac told Reuters on Monday. A lawyer said that the firm had misled customers."
    assert mentions(named(pipeline, text)["Reuters"]) == ["Reuters"]


def test_a_namesake_from_a_country_that_is_not_in_the_text_is_nobody(pipeline):
    text = "President Donald Trump met Sen. Ted Cruz on Monday. “That is nuts,” said Christopher Hayes, who hosts a show."
    assert named(pipeline, text, "2017-06-16")["Christopher Hayes"].wikidata is None


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Councillor Neil Prior said the bridge would open in May.", "Neil Prior"),
        ("Mary Prior told reporters that the school was safe.", "Mary Prior"),
        ("Senator Pat Judge warned that the levee would break.", "Pat Judge"),
    ],
)
def test_a_last_name_that_is_a_word_too_is_part_of_the_name(pipeline, text, speaker):
    assert speakers(pipeline, text) == [speaker]


@pytest.mark.parametrize("medium", ["CNN's", "Sky News'", "Fox News’s", "The Christian Science Monitor's"])
def test_whoever_tells_a_medium_s_reporter_tells_nobody_else(pipeline, medium):
    record = read(pipeline, f"“I never said so,” Senator Ada Brandt told {medium} Ana Cabrera on Sunday.")
    told = [record.actor(participant.actor).name for statement in record.statements for participant in statement.addressees]
    assert (told, record.actors[-1].type) == (["Ana Cabrera"], "person")


def test_a_medium_s_reporter_is_a_person_though_a_label_says_a_body(pipeline):
    assert named(pipeline, "The talks failed, according to CNN's Ana Cabrera.")["Ana Cabrera"].type == "person"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ruud Vermeer beat Ivan Kovac in Basel. The Dutchman said he was tired.", "Ruud Vermeer"),
        ("Lars Holm led from the start. “I was lucky,” said the 27-year-old.", "Lars Holm"),
        ("Nurse Ida Blom was attacked on Friday. The 44-year-old told police that she had seen nobody.", "Ida Blom"),
        (
            "British Foreign Secretary Ada Brandt met her Russian counterpart, Igor Savin, in Oslo. The Russian said the talks were useful.",
            "Igor Savin",
        ),
        ("The Americans said they would leave. The Iranian said he was innocent.", "The Iranian"),
    ],
)
def test_an_age_or_a_nationality_stands_for_who_was_named(pipeline, text, name):
    assert speakers(pipeline, text)[-1] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Former Prime Minister Ana Roth met her successor, Jan Hus, in Prague. The prime minister said the talks went well.", "Jan Hus"),
        ("Ex-mayor Tom Reed sued his successor, Ida Blom, on Monday. The mayor denied the claim.", "Ida Blom"),
        ("Governor Ada Lind met former governor Ole Berg on Friday. The governor said it was an honour.", "Ada Lind"),
        ("Governor Ada Lind met former governor Ole Berg on Friday. The former governor said it was an honour.", "Ole Berg"),
        ("Former minister Pavel Dusek left on Monday. The minister said he had been lied to.", "Pavel Dusek"),
    ],
)
def test_who_held_an_office_before_is_not_called_by_it_beside_the_holder(pipeline, text, name):
    assert speakers(pipeline, text)[-1] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "The Union of Northern Farmers, known by its acronym SLB, met the minister. SLB said it would strike.",
            "Union of Northern Farmers",
        ),
        ("The National Grain Board, also called Zerno, raised its price. Zerno said it had no choice.", "National Grain Board"),
        ("Abu Nasr al-Masri, better known as Hamdun, was arrested on Monday. Hamdun said he was innocent.", "Abu Nasr al-Masri"),
        ("The Grain Board, led by Ivan Kovac, met Zerno. Zerno said it had no choice.", "Zerno"),
    ],
)
def test_what_somebody_is_known_as_is_their_name(pipeline, text, name):
    assert speakers(pipeline, text) == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The UN food agency said millions were hungry. The United Nations called for calm.", ["The UN food agency", "United Nations"]),
        ("The EU border agency said crossings had doubled.", ["The EU border agency"]),
        ("The AFP news agency said the town had fallen. AFP said a doctor had died.", ["AFP", "AFP"]),
    ],
)
def test_an_agency_of_a_body_is_not_the_body(pipeline, text, names):
    assert speakers(pipeline, text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Fishermen and trawlermen clashed near the port on Monday, injuring five.", {"Fishermen", "trawlermen"}),
        ("Settlers and goat herders fought over a well near Mopti on Saturday.", {"Settlers", "goat herders"}),
        ("Indian and French ships took part in drills off Goa on Friday.", {"Indian and French ships"}),
        ("A Chinese warship rammed a Philippine vessel near the reef on Monday.", {"A Chinese warship", "a Philippine vessel"}),
    ],
)
def test_herders_and_ships_act(pipeline, text, names):
    assert set(named(pipeline, text)) == names


def test_a_last_name_that_no_label_covers_is_the_person_s_again(pipeline):
    text = "Transport Secretary Neil Abbot vowed to reopen the coastal line by Easter. Abbot said the bridge was safe."
    assert speakers(pipeline, text) == ["Neil Abbot", "Neil Abbot"]
