"""The search on this machine: finds words with å, ä and ö, leads to the row on its page, changes nothing."""

import asyncio

import pytest
from click.testing import CliRunner

from pipeline.cli import app
from pipeline.serve import DATABASE, HOST, make_app, serve_app, write_database

ADDRESS = "http://127.0.0.1:8001"


@pytest.fixture(scope="module")
def site(samples, tmp_path_factory):
    folder = tmp_path_factory.mktemp("serve")
    CliRunner().invoke(app, ["report", str(samples), "--to", str(folder / "pages")])
    write_database(samples, folder / f"{DATABASE}.db", ADDRESS)
    return make_app(folder / f"{DATABASE}.db", folder / "pages")


def get(site, path, **options):
    return asyncio.run(site.client.get(path, **options))


def found(site, words):
    answer = get(site, f"/{DATABASE}/search.json", params={"_search": words, "_shape": "array", "_size": "max"})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_words_are_found_and_lead_to_the_row_on_its_page(site):
    rows = found(site, "sjukfrånvaro")
    assert rows
    assert all("sjukfrånvaro" in row["words"].casefold() for row in rows)
    row = rows[0]
    assert row["look"].startswith(f"{ADDRESS}/granskning/documents/")
    page = get(site, row["look"].removeprefix(ADDRESS).partition("#")[0])
    assert page.status_code == 200
    assert f'id="{row["look"].partition("#")[2]}"' in page.text


def test_letters_with_rings_and_dots_are_letters_of_their_own(site):
    assert found(site, "sjukfranvaro") == []


def test_the_place_is_searched_too(site):
    assert {row["municipality"] for row in found(site, "Vadstena soliditet")} == {"Vadstena"}


def test_the_pages_are_there_and_nothing_of_the_programs_own(site):
    assert get(site, "/granskning/index.html").status_code == 200
    tables = {table["name"] for table in get(site, f"/{DATABASE}.json").json()["tables"] if not table["hidden"]}
    assert {"goals", "indicator_values", "search"} <= tables
    assert not tables & {"traces", "runs", "identities"}


def test_nothing_can_be_changed(site):
    answer = get(site, f"/{DATABASE}.json", params={"sql": "delete from goals"})
    assert answer.status_code == 400
    assert found(site, "sjukfrånvaro")


def test_it_answers_this_machine_alone(site, monkeypatch):
    asked = []

    class Server:
        def __init__(self, config):
            asked.append((config.host, config.port))

        async def serve(self):
            pass

    monkeypatch.setattr("uvicorn.Server", Server)
    serve_app(site, 8002)
    assert asked == [(HOST, 8002)]
    assert HOST == "127.0.0.1"
