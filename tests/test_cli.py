import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli.app import app

SEED = str(Path(__file__).parents[1] / "examples/putin-le-pen.txt")


def onrecord(*arguments, stdin=b""):
    done = subprocess.run([sys.executable, "-m", "onrecord", *arguments], input=stdin, capture_output=True, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_readout_says_who_said_what_to_whom():
    code, out, err = onrecord("read", SEED)
    assert (code, err) == (0, "")
    assert "Dmitry Peskov denied, to journalists" in out
    assert "passed on by AFP" in out
    assert "12 killed" in out
    assert "broken-line-joined" in out
    assert "\x1b" not in out


def test_json_lines_on_standard_output_only():
    code, out, _ = onrecord("read", SEED, "--json", "--publisher", "The Example")
    record = json.loads(out)
    assert code == 0
    assert (record["schema"], record["article"]["id"], record["article"]["publisher"]) == ("onrecord/1", "putin-le-pen", "The Example")


def test_one_failure_costs_nothing_else_and_is_named(tmp_path):
    (tmp_path / "good.txt").write_text("The minister said on Monday that the talks would go on.")
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01")
    code, out, err = onrecord("read", str(tmp_path), "missing.txt", "--json")
    assert code == 1
    assert [json.loads(line)["article"]["id"] for line in out.splitlines()] == ["good"]
    assert "bad.txt" in err
    assert "missing.txt" in err


def test_standard_input():
    code, out, _ = onrecord("read", "-", "--json", "--published", "2021-03-05", stdin=b"The minister met her on Friday, she said.")
    assert code == 0
    assert json.loads(out)["article"]["published"] == "2021-03-05"


def test_two_processes_print_what_one_prints(tmp_path):
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(f"Minister {name.upper()}. Novak said on Monday that the talks would go on.")
    assert onrecord("read", "--json", str(tmp_path), "--processes", "2") == onrecord("read", "--json", str(tmp_path))


@pytest.mark.parametrize(
    "arguments",
    [
        ("read",),
        ("read", "--no-such-option", SEED),
        ("nonsense",),
        ("read", SEED, "--processes", "0"),
        ("read", SEED, "--processes", "2", "--why"),
    ],
)
def test_wrong_usage_is_two(arguments):
    assert onrecord(*arguments)[0] == 2


def test_run_that_cannot_go_on_is_three():
    code, out, err = onrecord("read", SEED, "--pipeline", "no_such_pipeline")
    assert (code, out) == (3, "")
    assert "no_such_pipeline" in err


def test_schema_is_json():
    code, out, _ = onrecord("schema")
    assert code == 0
    assert json.loads(out)["title"] == "Record"


def test_doctor_finds_a_working_installation():
    code, out, _ = onrecord("doctor")
    assert code == 0
    assert "en_onrecord-" in out
    assert "onnxruntime: " in out
    assert "reading without a network" in out
    assert "onnxruntime" in out
    assert "knowledge: 2026" in out
    assert "countries by the last year of a known head of state or government: known to 2026 (" in out
    assert "FAIL" not in out


def test_doctor_finds_a_missing_model():
    code, out, _ = onrecord("doctor", "--pipeline", "no_such_pipeline")
    assert code == 3
    assert "FAIL" in out


def commands():
    """The command and all its subcommands."""
    groups = {group.name: group.typer_instance for group in app.registered_groups}
    inner = [[name, command.name or command.callback.__name__] for name, group in groups.items() for command in group.registered_commands]
    return [[], *([command.name or command.callback.__name__] for command in app.registered_commands), *inner]


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_help_shows_an_example(command):
    done = CliRunner().invoke(app, [*command, "--help"])
    assert done.exit_code == 0
    assert re.search(" ".join(["Example: .*onrecord", *command]), " ".join(done.output.split()))


def test_why_words_are_taken_for_an_actor_goes_to_standard_error():
    text = b"By Jan Novak\n\nAnna Kovac, a senator, spoke on Monday. Kovac said that she would stay."
    code, out, err = onrecord("read", "--why", "-", stdin=text)
    assert code == 0
    assert f"Anna Kovac <- Kovac [{text.rindex(b'Kovac')}-{text.rindex(b'Kovac') + 5}]: the name" in err
    assert "Anna Kovac <- she" in err
    assert "<-" not in out


class TestVerify:
    def test_records_with_their_texts_hold(self, tmp_path):
        code, out, _ = onrecord("read", SEED, "--json", "--text")
        assert code == 0
        (tmp_path / "records.jsonl").write_text(out, encoding="utf-8")
        assert onrecord("verify", str(tmp_path / "records.jsonl"))[0] == 0

    def test_what_does_not_hold_is_named_by_article_and_place(self):
        record = json.loads(onrecord("read", SEED, "--json", "--text")[1])
        record["statements"][2]["cue"]["start"] -= 1
        lines = [json.dumps(record), "{}"]
        code, out, err = onrecord("verify", "-", stdin="\n".join(lines).encode())
        assert code == 1
        assert "putin-le-pen: statements[2].cue: " in err
        assert "line 2: no record: " in err
        assert "2 faults" in out

    def test_without_text_a_record_does_not_hold(self):
        code, _, err = onrecord("verify", "-", stdin=onrecord("read", SEED, "--json")[1].encode())
        assert code == 1
        assert "--text" in err

    @pytest.mark.parametrize("name", ["missing.jsonl", "empty.jsonl"])
    def test_no_records_are_three(self, tmp_path, name):
        (tmp_path / "empty.jsonl").touch()
        code, _, err = onrecord("verify", str(tmp_path / name))
        assert code == 3
        assert name in err

    def test_text_goes_with_json(self):
        code, _, err = onrecord("read", SEED, "--text")
        assert code == 2
        assert "--json" in err
