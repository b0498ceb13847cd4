"""Many articles: inputs cut into shards, each read by one loaded pipeline and written as Parquet, by processes of this machine or actors of a Ray cluster.

``plan_of`` cuts (or finds what an earlier run cut), ``read_all`` reads the shards that are missing, ``finish`` says what is the same over all of them, ``readings`` reads it back. Nothing
is held of a run but what is under its folder (docs/bulk.md): whoever is killed, and whenever, the next run goes on.
"""

from onrecord.bulk.crew import Lost, Workers
from onrecord.bulk.finishing import Summary, finish
from onrecord.bulk.planning import ARTICLES_IN_A_SHARD, Plan, plan_of
from onrecord.bulk.running import ARTICLES_OF_A_WORKER, read_all
from onrecord.bulk.shards import Done, Job, Shard
from onrecord.bulk.stored import is_output, readings

__all__ = [
    "ARTICLES_IN_A_SHARD",
    "ARTICLES_OF_A_WORKER",
    "Done",
    "Job",
    "Lost",
    "Plan",
    "Shard",
    "Summary",
    "Workers",
    "finish",
    "is_output",
    "plan_of",
    "read_all",
    "readings",
]
