"""One line to the data: right dtypes, the panel of municipality × measure × year, what a column means."""

import subprocess
import sys
from dataclasses import fields

import builders
import pandas as pd
import pytest
from stated import Stated

from pipeline import datasets
from pipeline.datasets import ALL_DATASETS, append_run
from pipeline.errors import Unusable
from pipeline.records import IndicatorLink
from pipeline.sets import write_datasets

ID = builders.DOCUMENT_ID


def publish(out, *values, documents=None):
    """Datasets with one indicator for each document that values are of."""
    documents = documents or [builders.document(municipality="Sala", municipality_code="1981", period_start=2031)]
    ids = [document.document_id for document in documents]
    indicators = [builders.indicator(indicator_id=f"{id_}-i0001", document_id=id_, goal_id=None) for id_ in ids]
    links = [
        IndicatorLink(row.indicator_id, row.document_id, "m-1", "Nöjda (%)", None, None, 1.0, "exact", "", False)
        for row in indicators
    ]
    series = Stated(list(documents), indicators, list(values), links).series
    rows = {"documents": documents, "indicators": indicators, "indicator_values": values, "indicator_links": links}
    rows["indicator_series"] = series
    write_datasets(rows, append_run(None, builders.run_row()), out)
    return out


def value(number=1, document=ID, **changes):
    plain = {"value_id": f"{document}-v{number:04}", "indicator_id": f"{document}-i0001", "document_id": document}
    return builders.indicator_value(**{**plain, "needs_review": False, "flags": (), **changes})


# ------------------------------------------------------------------ load


def test_the_module_is_imported_without_pandas():
    code = "import sys; from pipeline import datasets; print('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "False"


@pytest.mark.parametrize("name", [dataset.name for dataset in ALL_DATASETS])
def test_every_dataset_is_loaded_with_its_columns(name, samples):
    frame = datasets.load(name, samples)
    assert list(frame) == list(datasets.describe(name).index)
    assert len(frame) == datasets.read_table(name, samples).num_rows


def test_whole_numbers_stay_whole_and_dates_are_dates(tmp_path):
    frame = datasets.load(
        "indicator_values", publish(tmp_path, value(), value(2, year=None, value=None, comparator=None))
    )
    assert str(frame["year"].dtype) == "Int16"
    assert frame["year"].tolist() == [2031, pd.NA]
    assert frame["value"].isna().tolist() == [False, True]
    assert frame["value"].dtype == "float64"
    assert isinstance(frame["value_type"].dtype, pd.CategoricalDtype)
    assert frame["as_of"].dtype.kind == "M"
    assert frame[~frame["needs_review"]].shape[0] == 2


def test_a_municipality_code_keeps_its_leading_zero(tmp_path):
    documents = [builders.document(municipality="Norrtälje", municipality_code="0188")]
    assert datasets.load("documents", publish(tmp_path, documents=documents))["municipality_code"][0] == "0188"


def test_an_unknown_name_is_answered_with_the_names_there_are(samples):
    with pytest.raises(Unusable, match="indicator_values"):
        datasets.load("indicator_value", samples)


def test_a_folder_without_datasets_is_told(tmp_path):
    with pytest.raises(Unusable, match="Run `malkedja extract` first"):
        datasets.load("goals", tmp_path)


# ------------------------------------------------------------------ panel


def test_the_kinds_of_one_year_stand_beside_each_other(tmp_path):
    out = publish(
        tmp_path,
        value(1, value_type="outcome", year=2030, value=81.0, comparator="="),
        value(2, value_type="target", year=2031),
        value(3, value_type="forecast", year=2031, value=83.0, comparator="="),
        value(4, value_type="target", year=None),
        value(5, value_type="target", year=2032, value=None, comparator=None),
    )
    panel = datasets.panel(out)
    assert panel["year"].tolist() == [2030, 2031]
    assert panel[["municipality", "measure", "unit"]].drop_duplicates().values.tolist() == [["Sala", "Nöjda (%)", "%"]]
    assert panel["outcome"].fillna(0).tolist() == [81.0, 0]
    assert panel[["forecast", "target", "target_comparator"]].iloc[1].tolist() == [83.0, 85.0, ">="]
    assert not panel["needs_review"].any()


def test_a_range_has_a_lower_and_an_upper_end(tmp_path):
    out = publish(tmp_path, value(1, value=70.0, comparator=">="), value(2, value=75.0, comparator="<="))
    [row] = datasets.panel(out).to_dict("records")
    assert (row["target"], row["target_max"], row["target_comparator"]) == (70.0, 75.0, ">=")
    assert not row["needs_review"]


def test_a_plan_that_contradicts_itself_is_marked(tmp_path):
    out = publish(tmp_path, value(1, value=70.0), value(2, value=75.0))
    [row] = datasets.panel(out).to_dict("records")
    assert (row["differs"], row["needs_review"]) == ("target", True)


def test_the_newest_plan_counts_and_the_difference_is_told(tmp_path):
    other = "f" * 16
    plan = {"municipality": "Sala", "municipality_code": "1981", "document_type": "operational_plan"}
    old = builders.document(**plan, period_start=2030, period_end=2031)
    new = builders.document(**plan, period_start=2031, period_end=2032, document_id=other, sha256=other * 4)
    out = publish(tmp_path, value(1, value=70.0), value(1, other, value=75.0), documents=[old, new])
    [row] = datasets.panel(out).to_dict("records")
    assert (row["target"], row["differs"], row["documents"], row["needs_review"]) == (75.0, "target", 2, False)


def test_documents_without_a_municipality_stand_each_alone(tmp_path):
    other = "f" * 16
    documents = [builders.document(), builders.document(document_id=other, sha256=other * 4)]
    out = publish(tmp_path, value(1, value=70.0), value(1, other, value=75.0), documents=documents)
    assert sorted(datasets.panel(out)["target"]) == [70.0, 75.0]


def test_a_change_is_no_level(tmp_path):
    out = publish(tmp_path, value(1), value(2, value=5.0, raw="öka med 5 %", flags=("relative-change",)))
    assert datasets.panel(out)["target"].tolist() == [85.0]


def test_other_units_and_components_are_rows_of_their_own(tmp_path):
    out = publish(tmp_path, value(1), value(2, unit="st", value=9.0), value(3, component="elever", value=7.0))
    assert len(datasets.panel(out)) == 3


def test_parts_of_a_year_are_left_out_unless_asked_for(tmp_path):
    out = publish(tmp_path, value(1, as_of=pd.Timestamp("2031-08-31").date()), value(2, value=90.0))
    assert datasets.panel(out)["target"].tolist() == [90.0]
    assert sorted(datasets.panel(out, part_years=True)["target"]) == [85.0, 90.0]


def test_a_figure_to_review_marks_its_row(tmp_path):
    assert datasets.panel(publish(tmp_path, value(needs_review=True)))["needs_review"].tolist() == [True]


def test_the_panel_of_the_samples_has_every_figure_of_the_series_once(samples):
    series = datasets.load("indicator_series", samples)
    used = series[series["value"].notna() & series["year"].notna() & series["as_of"].isna()]
    panel = datasets.panel(samples)
    for kind in ("baseline", "outcome", "forecast", "target"):
        assert sorted(panel[kind].dropna()) == sorted(used.loc[used["value_type"] == kind, "value"]), kind
    assert not panel.duplicated(["municipality", "organisation", "cluster_id", "component", "unit", "year"]).any()


# ------------------------------------------------------------------ describe


def test_every_column_is_described():
    for dataset in ALL_DATASETS:
        described = datasets.describe(dataset.name)
        assert list(described.index) == [field.name for field in fields(dataset.record)]
        assert described["meaning"].str.len().gt(2).all()
    assert datasets.describe("indicators").loc["goal_id", "refers_to"] == "goals"
    assert "indicator_values" in datasets.describe().index
