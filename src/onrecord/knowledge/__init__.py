"""Who and where things are, as far as a few tables know: countries and their words, given names."""

from onrecord.knowledge.countries import country_of_adjective, country_of_capital, country_of_name, country_of_phrase
from onrecord.knowledge.people import gender_of_given_name

__all__ = ["country_of_adjective", "country_of_capital", "country_of_name", "country_of_phrase", "gender_of_given_name"]
