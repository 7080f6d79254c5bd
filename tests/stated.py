"""Published rows for tests of what documents state together: plans with indicators, values and links."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import builders
from hypothesis import strategies as st

from pipeline.datasets import table_of
from pipeline.followup import follow_targets
from pipeline.packing import records_of
from pipeline.records import Document, Indicator, IndicatorLink, IndicatorValue
from pipeline.series import build_series
from pipeline.statements import Statement, gather_statements
from pipeline.tables import BY_NAME

AUGUST = date(2031, 8, 31)


@dataclass
class Stated:
    """Rows of several documents; `document`, then `value` for what it states."""

    documents: list[Document] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    values: list[IndicatorValue] = field(default_factory=list)
    links: list[IndicatorLink] = field(default_factory=list)

    def document(self, name: str, start: int | None = 2031, **changes: Any) -> str:
        """A plan of Bräcke's council for one year, named by a hex digit; returns its id."""
        plain: dict[str, Any] = {
            "document_id": name * 16,
            "source_path": f"{name}.pdf",
            "municipality": "Bräcke",
            "document_type": "operational_plan",
            "period_start": start,
            "period_end": start,
        }
        self.documents.append(builders.document(**plain | changes))
        return name * 16

    def indicator(self, document_id: str, name: str = "Sjukfrånvaro", cluster: str = "m-1", doubt: bool = False) -> str:
        indicator_id = f"{document_id}-i{len(self.indicators) + 1:04}"
        self.indicators.append(builders.indicator(indicator_id=indicator_id, document_id=document_id, name=name))
        self.links.append(
            IndicatorLink(indicator_id, document_id, cluster, name, None, None, 1.0, "exact", "Same wording", doubt)
        )
        return indicator_id

    def value(self, indicator_id: str, value_type: str, year: int | None, value: float | None, **changes: Any) -> str:
        """A sure value in per cent; returns its id."""
        value_id = f"{indicator_id[:16]}-v{len(self.values) + 1:04}"
        plain: dict[str, Any] = {
            "value_id": value_id,
            "indicator_id": indicator_id,
            "document_id": indicator_id[:16],
            "year": year,
            "value_type": value_type,
            "value": value,
            "comparator": None if value is None else "=",
            "unit": None if value is None else "%",
            "raw": "–" if value is None else f"{value:g}",
            "page": len(self.values) + 1,
            "confidence": 1.0,
            "needs_review": False,
            "flags": (),
        }
        self.values.append(builders.indicator_value(**plain | changes))
        return value_id

    def states(self, document_id: str, value_type: str, year: int | None, value: float | None, **changes: Any) -> str:
        """A value of an indicator of its own; returns the value's id."""
        return self.value(self.indicator(document_id), value_type, year, value, **changes)

    @property
    def table(self):
        return table_of(BY_NAME["indicator_values"], self.values)

    @property
    def statements(self) -> list[Statement]:
        return gather_statements(self.documents, self.indicators, self.table, self.links)

    @property
    def series(self):
        return records_of(build_series(self.statements, self.table), BY_NAME["indicator_series"])

    @property
    def followup(self):
        return self.follow(self.statements)

    def follow(self, statements: list[Statement]):
        """What came of the targets among these statements, in whatever order they are."""
        in_use = {row.value_id for row in self.series}
        return records_of(follow_targets(statements, self.table, in_use), BY_NAME["target_followup"])


VALUES = st.lists(
    st.fixed_dictionaries(
        {
            "document": st.integers(0, 4),
            "cluster": st.sampled_from(["m-1", "m-2"]),
            "value_type": st.sampled_from(["baseline", "outcome", "target", "forecast"]),
            "year": st.sampled_from([None, 2030, 2031]),
            "value": st.sampled_from([None, 1.0, 2.0, 1000.0]),
            "unit": st.sampled_from([None, "%", "tkr", "mnkr"]),
            "comparator": st.sampled_from(["=", ">=", "<="]),
            "component": st.sampled_from([None, "kvinnor"]),
            "as_of": st.sampled_from([None, AUGUST]),
            "flags": st.sampled_from([(), ("relative-change",)]),
        }
    ),
    max_size=25,
)


def state_all(drawn: list[dict[str, Any]]) -> Stated:
    """What `VALUES` has drawn, in five documents; one of them without a year, one without a municipality."""
    stated = Stated()
    for name, start in zip("abcde", (2030, 2031, 2031, None, 2032), strict=True):
        stated.document(name, start, municipality=None if name == "e" else "Bräcke")
    for one in drawn:
        one = dict(one)
        document, cluster = "abcde"[one.pop("document")] * 16, one.pop("cluster")
        if one["value"] is None:
            one |= {"unit": None, "comparator": None}
        stated.value(stated.indicator(document, cluster=cluster), **one, page=1)
    return stated
