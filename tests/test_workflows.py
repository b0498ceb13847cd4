"""Workflows of continuous integration and of releases, as far as they can be read without running them."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


def read(name):
    return yaml.safe_load((ROOT / f".github/workflows/{name}.yml").read_text("utf-8"))


def steps(workflow):
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_and_rights_are_few(path):
    workflow = yaml.safe_load(path.read_text("utf-8"))
    used = [step["uses"] for step in steps(workflow) if "uses" in step]
    assert [one for one in used if not re.search(r"@(release/)?v\d+$", one)] == []
    assert workflow["permissions"] == {"contents": "read"}


def test_ci_runs_what_everybody_runs():
    assert ".ci/run" in [step.get("run") for step in steps(read("ci"))]
    minimum = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["requires-python"].removeprefix(">=")
    assert minimum in read("ci")["jobs"]["check-and-test"]["strategy"]["matrix"]["python"]


def test_release_finds_the_version_that_the_package_has():
    (line,) = [line for line in (ROOT / "src/onrecord/version.py").read_text("utf-8").splitlines() if line.startswith("__version__ = ")]
    program = next(step["run"] for step in steps(read("release")) if "sed" in step.get("run", ""))
    pattern = re.search(r"sed -n 's/(.*?)/\\1/p'", program)[1].replace(r"\(", "(").replace(r"\)", ")")
    assert re.fullmatch(r"\d+\.\d+\.\d+", re.search(pattern, line)[1])


def test_release_looks_for_words_that_the_example_has():
    program = next(step["run"] for step in steps(read("release")) if "onrecord read" in step.get("run", ""))
    assert re.search(r'grep -q "(.*?)"', program)[1] in (ROOT / "README.md").read_text("utf-8")


def test_only_publishing_has_a_token_and_it_waits_for_the_checks():
    jobs = read("release")["jobs"]
    assert [name for name, job in jobs.items() if "id-token" in job.get("permissions", {})] == ["publish"]
    assert jobs["publish"]["needs"] == "build"
