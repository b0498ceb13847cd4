"""Commands, run within the process of the tests."""

from typer.testing import CliRunner

from onrecord.cli.app import app


def command(*arguments):
    """What a command ends with, and what it prints on standard output and standard error."""
    done = CliRunner().invoke(app, list(map(str, arguments)))
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr
