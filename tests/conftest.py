import gzip
import os

import pytest
from hypothesis import settings

from onrecord import Pipeline
from tests.building import GUM

# Shared machines are slow now and then; time is tested where it matters.
settings.register_profile("onrecord", deadline=None)
settings.load_profile("onrecord")
# What whoever runs the tests has added to the knowledge must not change them.
os.environ["ONRECORD_KNOWLEDGE"] = os.devnull


@pytest.fixture(scope="session")
def pipeline():
    return Pipeline()


@pytest.fixture(scope="session")
def nlp(pipeline):
    return pipeline.nlp


@pytest.fixture
def gum_file(tmp_path):
    path = tmp_path / "gum.conllu.gz"
    path.write_bytes(gzip.compress(GUM.encode()))
    return path
