# SPDX-License-Identifier: Apache-2.0
"""Pictures and page show the figures that were measured, and nothing else."""

import json
import xml.etree.ElementTree as xml

import pytest

from parts import charts, growth, order, page, scale, spread


@pytest.mark.parametrize("top, expected", [(0, [0, 1]), (7, [0, 2, 4, 6, 8]), (0.9, [0, .2, .4, .6, .8, 1]),
                                           (2500, [0, 500, 1000, 1500, 2000, 2500])])
def test_an_axis_ends_at_a_round_figure(top, expected):
    assert scale.ticks(top) == pytest.approx(expected)


def test_a_logarithmic_axis_encloses_its_figures():
    assert scale.decades(3, 70) == [2, 5, 10, 20, 50, 100]
    assert scale.decades(10, 10) == [10]
    place = scale.logarithmic(1, 100, 0, 200)
    assert [place(value) for value in (1, 10, 100)] == pytest.approx([0, 100, 200])


def test_names_of_curves_that_meet_do_not_lie_on_each_other():
    taken = []
    places = [charts.free_place(100, taken) for _ in range(3)]
    assert len({round(place) for place in places}) == 3
    assert min(abs(a - b) for a in places for b in places if a != b) >= 14


def test_each_picture_is_well_formed_and_says_how_it_was_measured(result):
    pictures = charts.of(result)
    assert set(pictures) == {"latency.svg", "cost.svg", "throughput.svg"}
    for source in pictures.values():
        words = " ".join(xml.fromstring(source).itertext())
        assert "tests/benchmark/run" in words and "2026-01-02" in words
        assert "prefers-color-scheme: dark" in source


def test_bars_are_as_long_as_their_figures(result):
    bars = [bar for bar in xml.fromstring(charts.throughput(result).source()).iter(
        "{http://www.w3.org/2000/svg}rect") if len(bar)]
    widths = {bar[0].text: float(bar.get("width")) for bar in bars}
    decided = widths["platform, payments decided: 1,000 a second"]
    assert widths["pgbench, eight statements: 2,000 a second"] == pytest.approx(2 * decided, rel=0.01)


def test_a_result_without_figures_has_no_pictures():
    assert charts.of({"machine": {}}) == {}


def test_a_block_of_the_page_is_replaced_and_text_around_it_stays():
    text = "a\n<!-- figures: one -->\nold\n<!-- end of figures -->\nb\n" \
           "<!-- figures: two -->\nold\n<!-- end of figures -->\n"
    filled = page.fill(text, {"one": "new"})
    assert filled == "a\n<!-- figures: one -->\nnew\n<!-- end of figures -->\nb\n" \
                     "<!-- figures: two -->\n*Not measured yet.*\n<!-- end of figures -->\n"
    assert page.fill(filled, {"one": "new"}) == filled


def test_page_and_pictures_are_those_of_the_figures_beside_them():
    blocks, pictures = page.build()
    assert page.fill(page.PAGE.read_text(), blocks) == page.PAGE.read_text(), \
        "tests/benchmark/run --page was not run"
    for name, source in pictures.items():
        assert (page.FOLDER / name).read_text() == source, f"{name}: run tests/benchmark/run --page"


def test_every_block_of_the_page_has_figures_that_fill_it(result, growth_result, fraud_result, screening_result,
                                                          tmp_path):
    profiled = {"command": "tests/benchmark/profile", "began": "2026-01-02", "commit": "abc", "payments": 10,
                "load": result["loads"][0] | {"seconds": 1},
                "profile": {"work": [], "objects": [], "databases": {}},
                "statements": [{"database": "clearway_payment", "statement": "append_events", "calls": 1,
                                "microseconds": 2, "rows": 1, "wal_bytes": 1}]}
    whole = {**result, "runs": 3, "spread": spread.of([order.headline(result)] * 3)}
    for name, figures in (("run", whole), ("growth", growth_result), ("fraud", fraud_result),
                          ("screening", screening_result), ("profile", profiled)):
        (tmp_path / f"{name}.json").write_text(json.dumps(figures))
    blocks, _ = page.build(tmp_path)
    wanted = {name for _, name, _ in page.BLOCK.findall(page.PAGE.read_text())}
    assert wanted <= set(blocks), wanted - set(blocks)
    assert blocks["latency.svg"] == \
        f"![Latency of a payment's answer over the arrival rate]({tmp_path.name}/latency.svg)"


def test_growth_has_a_table_and_pictures_of_each_size(growth_result):
    table = growth.tables(growth_result)[0]
    assert table.head == ["payments stored", "1,000", "10,000"]
    assert ["CPU a payment, best load, ms", "1.000", "1.500"] in table.rows
    assert set(charts.of_growth(growth_result)) == {"growth_cost.svg", "growth_latency.svg"}
    assert charts.of_growth({"growth": growth_result["growth"][:1]}) == {}
