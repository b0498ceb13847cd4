"""What is known of people and their offices by date, organisations and places (``Knowledge``), and names of countries, media and given names."""

from onrecord.knowledge.countries import (
    countries_sharing,
    country_codes,
    country_in_text,
    country_of_adjective,
    country_of_capital,
    country_of_name,
    country_of_phrase,
    country_of_seat,
    is_another_place,
    is_given_name,
    is_nationality,
    is_part_of_country,
    name_of_country,
    names_of_country,
    state_abbreviated,
)
from onrecord.knowledge.given_names import Gender, gender_of_given_name
from onrecord.knowledge.items import most_named
from onrecord.knowledge.knowledge import Knowledge, added_file
from onrecord.knowledge.media import is_medium, is_programme, is_social_medium
from onrecord.knowledge.offices import Offices, is_out_of_office, office_names
from onrecord.knowledge.people import People, Person, Term
from onrecord.knowledge.places import KnownPlace, Places
from onrecord.knowledge.schema import Source

__all__ = [
    "Gender",
    "Knowledge",
    "KnownPlace",
    "Offices",
    "People",
    "Person",
    "Places",
    "Source",
    "Term",
    "added_file",
    "countries_sharing",
    "country_in_text",
    "country_of_adjective",
    "country_of_capital",
    "country_of_name",
    "country_of_phrase",
    "country_of_seat",
    "gender_of_given_name",
    "is_another_place",
    "is_given_name",
    "is_nationality",
    "is_medium",
    "is_out_of_office",
    "is_part_of_country",
    "is_programme",
    "is_social_medium",
    "country_codes",
    "most_named",
    "name_of_country",
    "names_of_country",
    "office_names",
    "state_abbreviated",
]
