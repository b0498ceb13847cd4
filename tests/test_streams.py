"""What the command does where it cannot read or write: one line, exit code 3, no traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord import __version__

ARTICLE = "“The bridge will be closed,” Anna Kovac told reporters in Prague.\n"
FULL = Path("/dev/full")


def shell(redirected, *arguments, **changed):
    """Run the command with its streams redirected by a shell."""
    line = ["sh", "-c", f'"$@" {redirected}', "sh", sys.executable, "-m", "onrecord", *arguments]
    done = subprocess.run(line, capture_output=True, check=False, env=os.environ | changed)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def assert_one_line(code, err, *words):
    assert code == 3
    assert err.count("\n") == 1
    assert err.startswith("onrecord: ")
    assert all(word in err for word in words)


@pytest.mark.parametrize("arguments", [("schema",), ("--version",), ("schema", "--help")])
@pytest.mark.parametrize(
    ("redirected", "reason"),
    [
        (">&-", "closed"),
        pytest.param(">/dev/full", "No space left", marks=pytest.mark.skipif(not FULL.exists(), reason="no full device here")),
    ],
)
def test_standard_output_that_cannot_be_written_to(redirected, reason, arguments):
    code, out, err = shell(redirected, *arguments)
    assert_one_line(code, err, "standard output", reason)
    assert out == ""


def test_reader_that_has_seen_enough():
    code, _, err = shell("| true; exit ${PIPESTATUS:-3}", "schema")
    assert (code, err.count("\n")) == (3, 1)
    assert "Broken pipe" in err


def test_output_in_an_encoding_that_lacks_a_character(tmp_path):
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    code, _, err = shell("", "read", str(tmp_path / "a.txt"), PYTHONIOENCODING="ascii")
    assert_one_line(code, err, "ascii", "U+201C", "PYTHONIOENCODING=utf-8")


def test_locale_without_an_encoding_prints_utf_8(tmp_path):
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    code, out, err = shell("", "read", str(tmp_path / "a.txt"), LANG="C", LC_ALL="C")
    assert (code, err) == (0, "")
    assert "“The bridge will be closed,”" in out


def test_standard_input_that_is_closed():
    code, out, err = shell("<&-", "read", "-")
    assert_one_line(code, err, "standard input is closed")
    assert out == ""


def test_standard_input_that_cannot_be_read():
    code, _, err = shell("0> /dev/null", "read", "-")
    assert_one_line(code, err, "standard input cannot be read")


def test_messages_that_nobody_wants():
    code, out, err = shell("2>&-", "read", "missing.txt")
    assert (code, out, err) == (1, "", "")


def test_figures_that_cannot_be_written(tmp_path):
    gold = Path(__file__).parents[1] / "benchmark/articles/reports.json"
    (tmp_path / "none.jsonl").touch()
    code, _, err = shell("", "evaluate", str(gold), "--records", str(tmp_path / "none.jsonl"), "--html", str(tmp_path / "no/misses.html"))
    assert_one_line(code, err, "misses.html", "cannot be written")


def test_the_version_is_told_without_the_language_pipeline_and_without_the_commands():
    code = """if True:
        import sys
        from onrecord.cli import main
        sys.argv = ["onrecord", "--version"]
        main()
        sys.exit(any(name in sys.modules for name in ("spacy", "numpy", "typer", "onrecord.exporting")))
    """
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, f"onrecord {__version__}\n")


def test_commands_begin_without_the_language_pipeline():
    code = "import sys, onrecord.cli.app; sys.exit(any(name in sys.modules for name in ('spacy', 'numpy', 'trafilatura')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
