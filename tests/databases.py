"""A PostgreSQL server of the tests' own: in a temporary folder, on a socket in it, by a user without rights."""

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from functools import partial
from pathlib import Path

# PostgreSQL does not run as root.
UNPRIVILEGED = ("postgres", "nobody")


def postgres_programs():
    """The folder with PostgreSQL's programs; none where it is not installed."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    found = [folder for folder in folders if (folder / "initdb").exists()]
    on_path = shutil.which("initdb")
    return found[-1] if found else Path(on_path).parent if on_path else None


@contextmanager
def postgres_server():
    """A server; yields a function that makes a database and gives its URL."""
    programs = postgres_programs()
    folder = Path(tempfile.mkdtemp(prefix="onrecord-pg-", dir="/tmp"))
    user = _user()
    if user is not None:
        shutil.chown(folder, user)
    data = folder / "data"

    def run(*arguments):
        subprocess.run(list(map(str, arguments)), check=True, capture_output=True, cwd=folder, user=user)

    try:
        run(programs / "initdb", "-D", data, "-U", "tests", "--auth=trust", "--no-sync", "-E", "UTF8", "--no-locale")
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=30"
        run(programs / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", options, "start")
        try:
            yield partial(_made, programs, folder)
        finally:
            run(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _made(programs, folder, name, template="template0", on=None):
    """A database; ``on``: a new folder for its tables."""
    server = ["-h", folder, "-U", "tests"]

    def run(program, *arguments):
        subprocess.run([programs / program, *server, *arguments], check=True, capture_output=True)

    if on is not None:
        on.mkdir()
        if _user() is not None:
            shutil.chown(on, _user())
        run("psql", "-d", "postgres", "-c", f"CREATE TABLESPACE {name} LOCATION '{on}'")
    run("createdb", "-T", template, *(["-D", name] if on is not None else []), name)
    return f"postgresql://tests@/{name}?host={folder}"


def _user():
    """Whom to run the server as, if this is root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in UNPRIVILEGED if name in known)
