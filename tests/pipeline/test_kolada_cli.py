"""`malkedja kolada match`: a list of names in, the measures they mean out."""

import json

import pytest
from click.testing import CliRunner

from pipeline import kolada
from pipeline.cli import app


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MALKEDJA_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def run(*arguments):
    return CliRunner().invoke(app, ["kolada", "match", *map(str, arguments)])


def write(path, text, encoding="utf-8"):
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


CATALOGUE = """kolada_id,title,description,operating_area
N90001,"Besök i simhallen, antal","Antal besök. Källa: kommunen.",Kultur och fritid
N90002,"Besök i simhallen, antal/inv",,Kultur och fritid
N90003,"Nöjda gäster på badhotellet, andel (%)","Svar på en enkät,
över två rader.",Kultur och fritid
"""
NAMES = """name,unit,municipality
Gäster som är nöjda med badhotellet (%),,
Antal besök i Salas simhall,,Sala
Antal bofinkar,st,
Besök i simhallens bastu,,
"""


def test_each_name_gets_its_measure_in_the_order_of_the_list(tmp_path):
    names, catalogue = write(tmp_path / "names.csv", NAMES), write(tmp_path / "kolada.csv", CATALOGUE)
    result = run(names, "--catalogue", catalogue, "--json")
    assert result.exit_code == 0, result.output
    rows = json.loads(result.stdout)
    assert [row["name"] for row in rows] == [
        "Gäster som är nöjda med badhotellet (%)",
        "Antal besök i Salas simhall",
        "Antal bofinkar",
        "Besök i simhallens bastu",
    ]
    assert [(row["kolada_id"], row["needs_review"]) for row in rows[:3]] == [
        ("N90003", False),
        ("N90001", False),
        (None, False),
    ]
    assert rows[3]["needs_review"] and rows[3]["kolada_id"] in ("N90001", "N90002")
    assert rows[1]["score"] > 0.9 and rows[2]["score"] == 0
    assert rows[1]["runners_up"][0]["kolada_id"] == "N90002"
    assert rows[1]["runners_up"][0]["title"] == "Besök i simhallen, antal/inv"
    assert all(0 <= near["score"] <= 1 for row in rows for near in row["runners_up"])
    assert "3 measures" in result.stderr


def test_without_json_it_is_for_reading(tmp_path):
    names, catalogue = write(tmp_path / "names.csv", NAMES), write(tmp_path / "kolada.csv", CATALOGUE)
    lines = run(names, "--catalogue", catalogue).stdout.splitlines()
    assert lines[0].startswith("N90003 ") and lines[0].endswith("Gäster som är nöjda med badhotellet (%)")
    assert lines[1].strip() == "Nöjda gäster på badhotellet, andel (%)"
    assert "-              Antal bofinkar" in lines
    assert any(line.endswith("Besök i simhallens bastu (!)") for line in lines)
    assert any(line.strip().startswith("or N9000") for line in lines)


def test_without_a_catalogue_the_fetched_one_is_used_and_else_the_short_list(tmp_path, own_data_folder):
    names = write(tmp_path / "names.csv", "name\nAntal besök i simhallen\nHME totalindex\n")
    short = run(names, "--json")
    assert "the short list" in short.stderr
    assert [row["kolada_id"] for row in json.loads(short.stdout)] == [None, "U00200"]
    write(own_data_folder / "kolada.csv", CATALOGUE)
    fetched = run(names, "--json")
    assert "kolada.csv" in fetched.stderr
    assert [row["kolada_id"] for row in json.loads(fetched.stdout)] == ["N90001", None]
    assert kolada.find_default_catalogue() == own_data_folder / "kolada.csv"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_files_as_programs_write_them_are_read(encoding, delimiter, tmp_path):
    rows = (("kolada_id", "title"), ("N90001", "Nöjda gäster på badhotellet"))
    text = "\r\n".join(delimiter.join(row) for row in rows)
    catalogue = write(tmp_path / "kolada.csv", text, encoding)
    names = write(
        tmp_path / "names.csv", f"Name{delimiter}unit\r\nNöjda gäster på badhotellet{delimiter}%\r\n", encoding
    )
    result = run(names, "--catalogue", catalogue, "--json")
    assert [row["kolada_id"] for row in json.loads(result.stdout)] == ["N90001"], result.stderr


BAD_CATALOGUES = {
    "empty": ("", "is empty"),
    "no title": ("kolada_id,name\nN90001,Bad\n", "lacks the column title"),
    "no measures": ("kolada_id,title\n", "holds no measures"),
    "half a measure": ("kolada_id,title\nN90001,Bad\nN90002,\n", "line 3: a measure needs both"),
    "twice": ("kolada_id,title\nN90001,Bad\nN90001,Sim\n", "line 3: N90001 stands there twice"),
    "quote left open": ('kolada_id,title\nN90001,"Bad\n', "no CSV file that can be read"),
}


@pytest.mark.parametrize("text, told", BAD_CATALOGUES.values(), ids=BAD_CATALOGUES)
def test_a_catalogue_that_cannot_be_used_is_told(text, told, tmp_path):
    names, catalogue = write(tmp_path / "names.csv", NAMES), write(tmp_path / "kolada.csv", text)
    result = run(names, "--catalogue", catalogue, "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"malkedja: {catalogue}") and told in result.stderr


BAD_NAMES = {"empty": ("", "is empty"), "no name": ("namn,unit\nBad,st\n", "lacks the column name")}


@pytest.mark.parametrize("text, told", BAD_NAMES.values(), ids=BAD_NAMES)
def test_a_list_that_cannot_be_used_is_told(text, told, tmp_path):
    result = run(write(tmp_path / "names.csv", text))
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


def test_a_file_that_is_no_text_is_told(tmp_path):
    (tmp_path / "names.csv").write_bytes(b"name\n\x81\x8d\x8f\n")
    result = run(tmp_path / "names.csv")
    assert result.exit_code == 2 and "is not text in UTF-8" in result.stderr


def test_a_list_without_names_gives_an_empty_list(tmp_path):
    result = run(write(tmp_path / "names.csv", "name\n"), "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])
