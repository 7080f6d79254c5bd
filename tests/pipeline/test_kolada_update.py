"""`malkedja kolada update`, against a server on this machine that speaks Kolada's pages."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner

from pipeline import kolada_update
from pipeline.cli import app
from pipeline.errors import Unusable
from pipeline.kolada import read_measures
from pipeline.kolada_update import update_catalogue


def measure(number, title=None):
    return {
        "id": f"N{number:05d}",
        "title": title or f"Bänkar i parken nummer {number}, antal",
        "description": "Antal bänkar.\nRäknat i juni.",
        "operating_area": "Kultur och fritid",
        "is_divided_by_gender": 0,
    }


class Api:
    """A server with a list of measures in pages; tests set how it misbehaves."""

    def __init__(self):
        self.measures = [measure(number) for number in range(1, 8)]
        self.per_page = 3
        self.failures = []  # statuses to answer with first
        self.next_name = "next_url"
        self.next_of = lambda number: self.link(number + 1) if number * self.per_page < len(self.measures) else None
        self.body_of = lambda number: None  # another body for a page
        self.asked = []
        api = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                api.asked.append(self.path)
                status, body = api.answer(self.path)
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/v3/kpi"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})

    def link(self, number):
        return f"{self.url}?page={number}&per_page={self.per_page}"

    def answer(self, path):
        if self.failures:
            return self.failures.pop(0), b"busy"
        number = int(parse_qs(urlsplit(path).query).get("page", ["1"])[0])
        body = self.body_of(number)
        if body is None:
            start = (number - 1) * self.per_page
            values = self.measures[start : start + self.per_page]
            page = {"count": len(self.measures), "values": values, self.next_name: self.next_of(number)}
            body = json.dumps(page).encode()
        return 200, body

    def close(self):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def api():
    server = Api()
    server.thread.start()
    yield server
    server.close()


@pytest.fixture(autouse=True)
def straight_to_this_machine(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(kolada_update, "BACKOFF", 0.0)


def test_every_page_is_fetched_and_kept(api, tmp_path):
    path = tmp_path / "new folder" / "kolada.csv"
    changes = update_catalogue(path, api.url)
    assert [one.kolada_id for one in read_measures(path)] == [one["id"] for one in api.measures]
    assert read_measures(path)[0].description == "Antal bänkar. Räknat i juni."
    assert (changes.count, changes.first) == (7, True)
    assert len(api.asked) == 3
    assert [file.name for file in path.parent.iterdir()] == ["kolada.csv"]


@pytest.mark.parametrize("name", ["next_url", "next_page", "next"])
def test_the_next_page_is_found_under_any_of_its_names(name, api, tmp_path):
    api.next_name = name
    assert update_catalogue(tmp_path / "kolada.csv", api.url).count == 7


def test_a_link_within_the_server_may_be_short(api, tmp_path):
    api.next_of = lambda number: f"/v3/kpi?page={number + 1}" if number < 3 else None
    assert update_catalogue(tmp_path / "kolada.csv", api.url).count == 7


def test_a_server_that_is_busy_is_asked_again(api, tmp_path):
    api.failures = [503, 503]
    assert update_catalogue(tmp_path / "kolada.csv", api.url).count == 7
    assert len(api.asked) == 5


def test_what_changed_is_told(api, tmp_path):
    path = tmp_path / "kolada.csv"
    update_catalogue(path, api.url)
    api.measures = [measure(1, "Soffor i parken, antal"), *api.measures[2:], measure(9)]
    changes = update_catalogue(path, api.url)
    assert [one.kolada_id for one in changes.added] == ["N00009"]
    assert [one.kolada_id for one in changes.removed] == ["N00002"]
    assert changes.renamed == (("N00001", "Bänkar i parken nummer 1, antal", "Soffor i parken, antal"),)
    assert "7 measures: 1 added, 1 removed, 1 renamed." in str(changes)
    assert "N00001 Bänkar i parken nummer 1, antal -> Soffor i parken, antal" in str(changes)


def test_the_same_catalogue_gives_the_same_bytes(api, tmp_path):
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    update_catalogue(one, api.url)
    api.measures.reverse()
    update_catalogue(other, api.url)
    assert one.read_bytes() == other.read_bytes()


BROKEN = {
    "always busy": (lambda api: api.failures.extend([503] * 20), "answered with errors 5 times"),
    "not there": (lambda api: api.failures.append(404), "error 404"),
    "cut JSON": (
        lambda api: setattr(api, "body_of", lambda n: b'{"values": [' if n == 2 else None),
        "not answer with JSON",
    ),
    "a list": (lambda api: setattr(api, "body_of", lambda n: b"[]"), "no list 'values'"),
    "no values": (lambda api: setattr(api, "body_of", lambda n: b'{"count": 1}'), "no list 'values'"),
    "no title": (
        lambda api: api.measures.append({"id": "N00009", "title": " "}),
        "without id or title: {'id': 'N00009'",
    ),
    "a circle": (lambda api: setattr(api, "next_of", lambda n: api.link(2)), "round in a circle"),
    "elsewhere": (lambda api: setattr(api, "next_of", lambda n: "http://localhost/v3/kpi?page=2"), "another server"),
    "cut short": (lambda api: setattr(api, "next_of", lambda n: None), "3 measures of the 7"),
    "nothing": (lambda api: api.measures.clear(), "no measures at all"),
    "collapse": (lambda api: setattr(api, "measures", api.measures[:3]), "gave 3 measures, but"),
}


@pytest.mark.parametrize("spoil, told", BROKEN.values(), ids=BROKEN)
def test_a_catalogue_that_is_not_whole_changes_nothing(spoil, told, api, tmp_path):
    path = tmp_path / "kolada.csv"
    update_catalogue(path, api.url)
    before = path.read_bytes()
    spoil(api)
    with pytest.raises(Unusable, match=told.replace("{", r"\{")):
        update_catalogue(path, api.url)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["kolada.csv"]


def test_half_of_the_measures_is_enough(api, tmp_path):
    path = tmp_path / "kolada.csv"
    update_catalogue(path, api.url)
    api.measures = api.measures[:4]
    assert len(update_catalogue(path, api.url).removed) == 3


def test_a_broken_file_is_replaced(api, tmp_path):
    path = tmp_path / "kolada.csv"
    path.write_text("nonsense", encoding="utf-8")
    assert update_catalogue(path, api.url).first


def test_the_command_keeps_it_in_the_data_folder(api, tmp_path, monkeypatch):
    monkeypatch.setenv("MALKEDJA_DATA", str(tmp_path / "data"))
    result = CliRunner().invoke(app, ["kolada", "update"], env={"MALKEDJA_KOLADA_URL": api.url})
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("7 measures.")
    assert len(read_measures(tmp_path / "data" / "kolada.csv")) == 7


def test_no_network_is_told_in_one_line(api, tmp_path):
    api.close()
    result = CliRunner().invoke(app, ["kolada", "update", "--url", api.url, "--to", str(tmp_path / "kolada.csv")])
    assert result.exit_code == 2
    assert result.stderr.startswith("malkedja: 127.0.0.1 cannot be reached.") and result.stderr.count("\n") == 1
    assert not (tmp_path / "kolada.csv").exists()


@pytest.mark.parametrize("url", ["kolada.se", "file:///etc/hostname", "https://"])
def test_an_address_that_is_none_is_told(url, tmp_path):
    result = CliRunner().invoke(app, ["kolada", "update", "--url", url, "--to", str(tmp_path / "kolada.csv")])
    assert result.exit_code == 2
    assert "is no address of an API" in result.stderr
