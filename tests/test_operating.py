"""What docs/operating.md tells people to run, as far as a machine without containers and services can tell."""

import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import typer

pytest.importorskip("fastapi", reason="pip install 'onrecord[server]'")

from starlette.testclient import TestClient
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from onrecord import Collection
from onrecord.cli.app import app
from onrecord.server import Tokens, application
from tests.commands import command
from tests.serving import collection_of
from tests.storing import simple

ROOT = Path(__file__).parents[1]
FILES = ROOT / "examples/operating"
DOCUMENT = (ROOT / "docs/operating.md").read_text("utf-8")
NAME = "news.example.org"
UNITS = sorted(path.name for path in FILES.glob("*.service"))


@pytest.fixture
def database():
    return "sqlite"


def lines_to_run():
    """The lines of the document's shell blocks, those that go on put together."""
    blocks = re.findall(r"```sh\n(.*?)```", DOCUMENT, re.S)
    return [line for block in blocks for line in block.replace("\\\n", "").splitlines() if line]


def onrecord_lines(text):
    """Arguments of onrecord wherever it is run in lines of a shell or a unit."""
    found = [
        re.search(r"(?:/onrecord| onrecord(?: onrecord)?) ((?:serve|token|add|watch|stats|backup|restore|verify|reread|doctor)\b.*)", line)
        for line in text
    ]
    return [shlex.split(one[1].rstrip("'").replace("%%", "%")) for one in found if one]


def check(arguments):
    """Raise a usage error where onrecord has no such command or options."""
    group = typer.main.get_command(app)
    name, *rest = arguments
    group.commands[name].make_context(name, rest)


@pytest.mark.parametrize("arguments", onrecord_lines(lines_to_run()), ids=" ".join)
def test_commands_of_the_document_are_onrecords(arguments):
    check(arguments)


@pytest.mark.parametrize("unit", UNITS)
def test_commands_of_units_are_onrecords(unit):
    (arguments,) = onrecord_lines(re.findall(r"^ExecStart=(.*)$", (FILES / unit).read_text("utf-8"), re.M))
    check(arguments)


def test_commands_are_looked_at():
    assert len(onrecord_lines(lines_to_run())) > 12
    with pytest.raises(Exception, match="No such option"):
        check(["serve", "--nonsense"])


def test_files_that_the_document_names_are_there():
    named = set(re.findall(r"examples/operating/[\w.-]+", DOCUMENT))
    assert {Path(path).name for path in named} == {path.name for path in FILES.iterdir()}


def test_backup_restore_and_verify_as_told(folder, made):
    with collection_of(made, simple(1).reading()):
        pass
    assert command("backup", "--db", made, folder / "backup.db")[0] == 0
    Path(made).rename(folder / "broken.db")
    assert command("restore", "--db", made, folder / "backup.db")[0] == 0
    assert command("verify", "--db", made)[0] == 0
    with Collection(made) as collection:
        assert collection.totals()["articles"] == 1


class TestUnits:
    @pytest.fixture
    def units(self, tmp_path):
        """The units, with a program that is there on each machine."""
        if shutil.which("systemd-analyze") is None:
            pytest.skip("systemd is not installed")
        for path in FILES.glob("onrecord*"):
            (tmp_path / path.name).write_text(path.read_text("utf-8").replace("/opt/onrecord/bin/onrecord serve", "/bin/true"))
        return tmp_path

    @pytest.mark.parametrize("name", ["onrecord.service", "onrecord-backup.service", "onrecord-backup.timer"])
    def test_unit_is_sound(self, units, name):
        done = subprocess.run(["systemd-analyze", "verify", str(units / name)], capture_output=True, text=True)
        assert (done.returncode, [line for line in done.stderr.splitlines() if "onrecord" in line]) == (0, [])

    def test_unit_may_do_little(self, units):
        done = subprocess.run(
            ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(units / "onrecord.service")],
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout

    def test_unit_demands_tokens(self):
        (arguments,) = onrecord_lines(re.findall(r"^ExecStart=(.*)$", (FILES / "onrecord.service").read_text("utf-8"), re.M))
        assert "--name" in arguments
        assert "--host" not in arguments


class TestContainer:
    @pytest.fixture
    def instructions(self):
        text = (FILES / "Containerfile").read_text("utf-8").replace("\\\n", " ")
        return [line.split(None, 1) for line in text.splitlines() if line and not line.startswith("#")]

    def test_it_runs_as_somebody_without_rights(self, instructions):
        users = [rest for word, rest in instructions if word == "USER"]
        assert users[-1] == "10001"
        assert [word for word, _ in instructions].index("USER") < [word for word, _ in instructions].index("ENTRYPOINT")

    def test_what_it_runs_is_onrecord_for_others(self, instructions):
        facts = dict(instructions)
        arguments = [part.strip(' "') for part in facts["CMD"].strip("[]").split(",")]
        assert facts["ENTRYPOINT"] == '["onrecord"]'
        check(arguments)
        assert arguments[arguments.index("--host") + 1] == "0.0.0.0"

    def test_all_that_the_wheel_is_made_of_is_copied(self, instructions):
        copied = {path.rstrip("/") for word, rest in instructions if word == "COPY" and "--from" not in rest for path in rest.split()[:-1]}
        project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
        wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
        needed = ["pyproject.toml", *project["project"]["license-files"], *wheel["only-include"], *wheel["force-include"]]
        needed += [one["path"] for one in project["tool"]["hatch"]["metadata"]["hooks"]["fancy-pypi-readme"]["fragments"]]
        assert [path for path in needed if path.split("/")[0] not in copied] == []

    def test_extras_that_it_installs_are_ours(self, instructions):
        extras = re.search(r"'\.\[(.*?)\]'", " ".join(rest for word, rest in instructions if word == "RUN"))[1].split(",")
        project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
        assert set(extras) <= set(project["project"]["optional-dependencies"])


class TestProxies:
    @pytest.mark.skipif(shutil.which("caddy") is None, reason="Caddy is not installed")
    def test_caddy_takes_its_file(self):
        done = subprocess.run(
            ["caddy", "adapt", "--config", str(FILES / "Caddyfile"), "--adapter", "caddyfile"], capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr

    @pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed")
    def test_nginx_takes_its_file(self, tmp_path):
        server = re.sub(r"\n *ssl_.*", "", (FILES / "nginx.conf").read_text("utf-8")).replace("443 ssl", "127.0.0.1:18443")
        whole = f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ access_log off; {server} }}"
        (tmp_path / "nginx.conf").write_text(whole)
        done = subprocess.run(["nginx", "-t", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    @pytest.fixture
    def client(self, made, tmp_path):
        """A browser at https://news.example.org, whose requests come as nginx.conf passes them on."""
        with collection_of(made, simple(1).reading()) as collection:
            tokens = Tokens(tmp_path / "tokens.json")
            self.token = tokens.make("reader", "Eva")
            served = application(collection, hosts={"127.0.0.1", NAME}, tokens=tokens)
            behind = ProxyHeadersMiddleware(served, trusted_hosts="testclient")
            client = TestClient(behind, base_url=f"http://{NAME}", follow_redirects=False)
            client.headers |= passed_on()
            yield client

    def test_cookies_are_secure_and_forms_are_ours(self, client):
        data = {"token": self.token, "form_token": form_token_over_tls(client), "then": "/articles"}
        answer = client.post("/sign-in", data=data, headers={"Origin": f"https://{NAME}"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/articles")
        cookie = answer.headers["set-cookie"].lower()
        assert all(word in cookie for word in ("secure", "httponly", "samesite=lax"))

    def test_forms_of_the_same_name_without_tls_are_not(self, client):
        data = {"token": self.token, "form_token": form_token_over_tls(client)}
        assert client.post("/sign-in", data=data, headers={"Origin": f"http://{NAME}"}).status_code == 403

    def test_other_names_are_refused(self, client):
        assert client.get("/sign-in", headers={"Host": "evil.example"}).status_code == 421

    def test_signing_in_is_counted_for_each_visitor_behind_the_proxy(self, client):
        data = {"token": "guess", "form_token": form_token_over_tls(client)}
        answers = [client.post("/sign-in", data=data, headers={"X-Forwarded-For": f"203.0.113.{number}"}) for number in range(12)]
        assert {answer.status_code for answer in answers} == {403}


def passed_on():
    """The headers that nginx.conf sets."""
    values = {"$host": NAME, "$scheme": "https", "$remote_addr": "203.0.113.7", '""': None}
    found = re.findall(r"proxy_set_header (\S+) (.*);", (FILES / "nginx.conf").read_text("utf-8"))
    return {name: values[value] for name, value in found if values[value] is not None}


def form_token_over_tls(client):
    """The token of the form to sign in; its Secure cookie is kept by hand, for the client believes it talks plainly."""
    answer = client.get("/sign-in")
    client.headers["Cookie"] = answer.headers["set-cookie"].partition(";")[0]
    return re.search(r'name="form_token" value="(\w+)"', answer.text)[1]
