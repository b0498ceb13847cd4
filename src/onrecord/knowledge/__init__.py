"""Who and where things are, as far as the shipped tables know: people and their offices by date, countries, organisations."""

from onrecord.knowledge.countries import country_of_adjective, country_of_capital, country_of_name, country_of_phrase, name_of_country
from onrecord.knowledge.database import knowledge_version
from onrecord.knowledge.items import id_of_country, item_named
from onrecord.knowledge.media import is_medium, is_programme, is_social_medium
from onrecord.knowledge.offices import holder_of
from onrecord.knowledge.people import (
    Gender,
    Person,
    Term,
    gender_of_given_name,
    is_prominent_last_name,
    past_people,
    people_named,
    prominent_people,
)

__all__ = [
    "Gender",
    "Person",
    "Term",
    "country_of_adjective",
    "country_of_capital",
    "country_of_name",
    "country_of_phrase",
    "gender_of_given_name",
    "holder_of",
    "id_of_country",
    "is_medium",
    "is_programme",
    "is_prominent_last_name",
    "is_social_medium",
    "item_named",
    "knowledge_version",
    "name_of_country",
    "past_people",
    "people_named",
    "prominent_people",
]
