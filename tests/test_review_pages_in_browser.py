"""The review pages in Chromium: boxes lie on the words, rows and boxes light each other, corrections come out right."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import builders
import pdfplumber
import pytest
from browser import chromium, needs_chromium
from click.testing import CliRunner
from PIL import Image

from normalizers.text import fold_text
from pipeline.cli import app
from pipeline.datasets import append_run, read_table
from pipeline.run import extract_folder
from pipeline.sets import write_datasets

pytestmark = needs_chromium
RAW = Path(__file__).parents[1] / "data" / "raw"
PLAN = "saffle-kommunstyrelsen-verksamhetsplan-2025.pdf"
NASTY = "</script><script>window.ran=1</script>'\"><img src=x onerror=window.ran=1> \u2028 & <b>fet</b>"


@pytest.fixture(scope="module")
def browser():
    with chromium() as one:
        yield one


@pytest.fixture(scope="module")
def site(samples, tmp_path_factory):
    to = tmp_path_factory.mktemp("site")
    result = CliRunner().invoke(app, ["report", str(samples), "--raw", str(RAW), "--to", str(to), "--workers", "1"])
    assert result.exit_code == 0, result.output
    return to


@pytest.fixture
def page(browser):
    """A fresh window that stops the test where the page logs an error, such as a broken policy."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, accept_downloads=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield opened
    context.close()
    assert errors == []


def document_of(out: Path, name: str = PLAN) -> str:
    rows = read_table("documents", out).to_pylist()
    return next(row["document_id"] for row in rows if row["source_path"] == name)


def open_plan(page: Any, site: Path, out: Path, fragment: str = "") -> str:
    id_ = document_of(out)
    page.goto(f"{(site / 'documents' / f'{id_}.html').as_uri()}{fragment}")
    return id_


def values_of(out: Path, id_: str) -> list[dict[str, Any]]:
    return [row for row in read_table("indicator_values", out).to_pylist() if row["document_id"] == id_]


def short(row: dict[str, Any]) -> str:
    return str(row["value_id"]).rpartition("-")[2]


# ------------------------------------------------------------------ pages and boxes


BOXES = """() => Object.fromEntries([...document.querySelectorAll('rect[data-kind="indicator_values"]')].map((box) => {
    const at = box.getBoundingClientRect(), of = box.closest('.paper').querySelector('img').getBoundingClientRect();
    return [box.dataset.row, [(at.left - of.left) / of.width, (at.top - of.top) / of.height,
                              (at.right - of.left) / of.width, (at.bottom - of.top) / of.height]];
}))"""  # row -> its box as shares of the picture's width and height


def test_the_boxes_lie_on_the_words(page, site, samples):
    id_ = open_plan(page, site, samples)
    places = page.evaluate(BOXES)
    checked = 0
    with pdfplumber.open(RAW / PLAN) as pdf:
        for row in values_of(samples, id_):
            if row["in_text"]:
                continue
            sheet = pdf.pages[row["page"] - 1]
            left, top, right, bottom = places[short(row)]
            words = sheet.within_bbox(
                (left * sheet.width - 1, top * sheet.height - 1, right * sheet.width + 1, bottom * sheet.height + 1)
            ).extract_text()
            assert fold_text(words).startswith(fold_text(row["raw"])), row  # a footnote mark may follow
            checked += 1
    assert checked > 20


def ink(page: Any, x: float, y: float, width: float, height: float) -> float:
    """The share of dark dots in a part of the window."""
    clip = {"x": x, "y": y, "width": width, "height": height}
    shot = Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("L")
    return sum(shot.histogram()[:110]) / (shot.width * shot.height)


def test_the_picture_under_a_box_has_the_words(page, site, samples):
    id_ = open_plan(page, site, samples)
    row = next(row for row in values_of(samples, id_) if not row["in_text"])
    box = page.locator(f'rect[data-row="{short(row)}"]')
    box.scroll_into_view_if_needed()
    sheet = page.locator(f"#sida-{row['page']} img")
    page.wait_for_function("(image) => image.complete && image.naturalWidth", arg=sheet.element_handle())
    at, of = box.bounding_box(), sheet.bounding_box()
    inner = {"y": at["y"] + 2, "width": at["width"] - 4, "height": at["height"] - 4}  # without the box's own line
    assert ink(page, at["x"] + 2, **inner) > 0.02
    assert ink(page, of["x"] + 2, **inner) == 0.0, "nothing is printed in the margin"


def test_rows_and_boxes_light_each_other(page, site, samples):
    id_ = open_plan(page, site, samples)
    one, other = (short(row) for row in values_of(samples, id_)[:2])
    row, box = page.locator(f"#{one}"), page.locator(f'rect[data-row="{one}"]')
    row.hover()
    assert "lit" in box.get_attribute("class")
    page.locator(f'rect[data-row="{other}"]').hover(force=True)
    assert "lit" in page.locator(f"#{other}").get_attribute("class")
    assert "lit" not in (box.get_attribute("class") or "")


def test_a_click_on_a_box_goes_to_its_row(page, site, samples):
    id_ = open_plan(page, site, samples)
    last = short(values_of(samples, id_)[-1])
    page.locator(f'rect[data-row="{last}"]').click(force=True)
    assert page.evaluate("document.activeElement.id") == last
    assert page.locator(f"#{last}").is_visible()


# ------------------------------------------------------------------ search, filter, sort, keys


def visible_rows(page: Any, kind: str) -> int:
    return page.locator(f'.row[data-kind="{kind}"]:visible').count()


def test_search_shows_only_what_has_the_words(page, site, samples):
    open_plan(page, site, samples)
    before = visible_rows(page, "indicators")
    page.locator("#search").fill("soliditet")
    found = page.locator(".row.card:visible")
    assert 0 < found.count() < before
    assert all("soliditet" in text.lower() for text in found.all_inner_texts())
    page.locator("#search").fill("")
    assert visible_rows(page, "indicators") == before


def test_only_what_is_to_be_reviewed(page, site, samples):
    rows = [row for row in read_table("indicator_values", samples).to_pylist() if row["needs_review"]]
    id_ = rows[0]["document_id"]
    page.goto((site / "documents" / f"{id_}.html").as_uri())
    page.locator("#only-review").check()
    own = [row for row in rows if row["document_id"] == id_]
    assert visible_rows(page, "indicator_values") == len(own)
    assert page.locator(".row[data-review] .mark:visible").first.inner_text().startswith("⚑ Granska")


def test_kinds_can_be_hidden_with_their_boxes(page, site, samples):
    open_plan(page, site, samples)
    assert page.locator('rect[data-kind="sections"]:visible').count() == 0
    page.locator('[data-show="sections"]').check()
    assert page.locator('rect[data-kind="sections"]:visible').count() > 0
    page.locator('[data-show="indicators"]').uncheck()
    assert visible_rows(page, "indicators") == 0
    assert page.locator('rect[data-kind="indicators"]:visible').count() == 0


def test_the_overview_is_searched_filtered_and_sorted(page, site):
    page.goto((site / "index.html").as_uri())
    rows = page.locator("#list tbody tr:visible")
    all_ = rows.count()
    page.locator("#search").fill("säffle kommunstyrelsen")
    assert 0 < rows.count() < all_
    assert all("Säffle" in text for text in rows.all_inner_texts())
    page.locator("#search").fill("")
    page.locator("#only-review").check()
    assert 0 < rows.count() < all_
    page.locator("#only-review").uncheck()
    page.get_by_role("button", name="Indikatorer").click()
    assert page.locator('th[aria-sort="descending"]').inner_text().startswith("Indikatorer")
    at = page.evaluate("document.querySelector('th[aria-sort]').cellIndex")
    column = page.evaluate(
        "(at) => [...document.querySelectorAll('#list tbody tr')].map((r) => +r.cells[at].textContent)", at
    )
    assert column == sorted(column, reverse=True)


def test_the_keyboard_goes_through_what_is_to_be_reviewed(page, site, samples):
    rows = [row for row in read_table("indicator_values", samples).to_pylist() if row["needs_review"]]
    page.goto((site / "documents" / f"{rows[0]['document_id']}.html").as_uri())
    page.keyboard.press("n")
    first = page.evaluate("document.activeElement.id")
    assert page.locator(f"#{first}").get_attribute("data-review") is not None
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") != first
    page.keyboard.press("p")
    assert page.evaluate("document.activeElement.id") == first
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()


def test_a_link_from_the_list_of_what_to_review_opens_the_row(page, site):
    page.goto((site / "review.html").as_uri())
    page.locator("#list tbody a").first.click()
    page.wait_for_load_state()
    target = page.evaluate("location.hash.slice(1)")
    assert page.evaluate("document.activeElement.id") == target


# ------------------------------------------------------------------ corrections


@pytest.fixture
def small(tmp_path):
    """The folder of one plan, its datasets and its report."""
    raw, out, site = tmp_path / "raw", tmp_path / "out", tmp_path / "site"
    raw.mkdir()
    (raw / PLAN).write_bytes((RAW / PLAN).read_bytes())
    extract_folder(raw, out, workers=1, corrections=tmp_path / "corrections")
    CliRunner().invoke(app, ["report", str(out), "--to", str(site)])
    return tmp_path


def test_corrections_from_the_page_are_applied_by_the_next_run(page, small):
    id_ = open_plan(page, small / "site", small / "out")
    values = values_of(small / "out", id_)
    first, doubtful = values[0], next(row for row in values if row["needs_review"])
    page.locator(f"#{short(first)}").hover()
    page.locator(f"#{short(first)} [data-do=correct]").click()
    page.locator('#correct [data-column="value"] input').fill("12 345,5")
    page.locator('#correct [data-column="comparator"] select').select_option("<=")
    page.locator("#correct-reason").fill('läst fel, "kommat" syns')
    page.locator("#correct-add").click()
    page.locator(f"#{short(doubtful)} [data-do=confirm]").click()

    page.locator("[data-open=collected]").click()
    with page.expect_download() as downloading:
        page.locator("#download").click()
    (small / "corrections").mkdir()
    downloading.value.save_as(small / "corrections" / "values.csv")
    extract_folder(small / "raw", small / "out", workers=1, corrections=small / "corrections")

    now = {row["value_id"]: row for row in values_of(small / "out", id_)}
    changed = now[first["value_id"]]
    assert (changed["value"], changed["comparator"], changed["raw"]) == (12345.5, "<=", first["raw"])
    assert "corrected" in changed["flags"]
    confirmed = now[doubtful["value_id"]]
    assert (confirmed["value"], confirmed["needs_review"]) == (doubtful["value"], False)
    assert "confirmed" in confirmed["flags"]
    assert sum(row["flags"][-1:] in (["corrected"], ["confirmed"]) for row in now.values()) == 2
    codes = [row["code"] for row in read_table("problems", small / "out").to_pylist()]
    assert not [code for code in codes if code.startswith("correction")]


def test_the_line_on_the_clipboard_is_the_line_in_the_file(page, small):
    id_ = open_plan(page, small / "site", small / "out")
    row = values_of(small / "out", id_)[0]
    page.locator(f"#{short(row)}").focus()
    page.keyboard.press("r")
    page.locator('#correct [data-column="unit"] input').fill("=1+1")
    page.locator("#correct-copy").click()
    page.locator("#told.on").wait_for()
    [line] = csv.reader([page.evaluate("navigator.clipboard.readText()")])
    assert line[:3] == ["correct", "indicator_values", PLAN]
    assert line[-3:-1] == ["unit", "'=1+1"], "a spreadsheet must not calculate it"


def test_collected_corrections_outlive_the_page(page, small):
    id_ = open_plan(page, small / "site", small / "out")
    row = next(row for row in values_of(small / "out", id_) if row["needs_review"])
    page.locator(f"#{short(row)} [data-do=confirm]").click()
    page.reload()
    assert page.locator("[data-collected]").first.inner_text() == "1"
    assert page.locator(f"#{short(row)}").get_attribute("data-answered") is not None


# ------------------------------------------------------------------ safe, readable, printable


def test_nothing_that_a_plan_says_runs(page, tmp_path):
    plan = replace(
        builders.extraction(),
        document=builders.document(title=NASTY, source_path=f"{NASTY}.pdf"),
        goals=(builders.goal(title=NASTY),),
        indicators=(builders.indicator(name=NASTY, goal_id=None),),
        values=(builders.indicator_value(raw=NASTY),),
    )
    rows = {
        "documents": [plan.document],
        "goals": plan.goals,
        "indicators": plan.indicators,
        "indicator_values": plan.values,
    }
    (tmp_path / "out").mkdir()
    write_datasets(rows, append_run(None, builders.run_row()), tmp_path / "out")
    CliRunner().invoke(app, ["report", str(tmp_path / "out"), "--to", str(tmp_path / "site")])
    for name in ("index.html", "review.html", f"documents/{builders.DOCUMENT_ID}.html"):
        page.goto((tmp_path / "site" / name).as_uri())
        assert page.evaluate("window.ran") is None
        assert "<b>fet</b>" in page.locator("main").inner_text()
    page.locator("[data-do=confirm]").first.click()
    assert page.evaluate("window.ran") is None


def test_the_policy_stops_a_script_that_got_in_all_the_same(browser, site):
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    page.evaluate(
        """() => new Promise((failed) => {
            const script = document.createElement('script');
            script.textContent = 'window.ran = 1';
            document.body.append(script);
            document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.ran = 1">');
            document.body.lastElementChild.addEventListener('error', failed);
        })"""
    )
    assert page.evaluate("window.ran") is None
    page.close()


@pytest.mark.parametrize("name", ["index.html", "review.html", "document"])
def test_everything_that_can_be_used_has_a_name(name, page, site, samples):
    page.goto((site / (f"documents/{document_of(samples)}.html" if name == "document" else name)).as_uri())
    nameless = page.evaluate(
        """() => [...document.querySelectorAll('button, a, input, select, img, [role=region], nav, dialog')]
            .filter((one) => !['aria-label', 'aria-labelledby', 'alt'].some((name) => one.getAttribute(name)))
            .filter((one) => !one.textContent.trim() && !one.labels?.[0]?.textContent.trim())
            .map((one) => one.outerHTML)"""
    )
    assert nameless == []
    assert page.evaluate("document.documentElement.lang") == "sv"


def test_dark_follows_the_system_and_print_hides_the_tools(page, site, samples):
    open_plan(page, site, samples)
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(ground) != light
    page.emulate_media(media="print")
    assert not page.locator(".toolbar").is_visible()
    assert page.locator(".row.card").first.is_visible()
