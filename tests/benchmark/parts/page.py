# SPDX-License-Identifier: Apache-2.0
"""Fills the blocks of docs/PERFORMANCE.md from the figures of docs/performance, so that page and
measurement cannot disagree. A block:

  <!-- figures: loads -->
  ...
  <!-- end of figures -->

holds a table by its name, or a picture by its file's name."""

import json
import re

from parts import charts, fraud, growth, order, profile, screening, spread, statements
from parts.machine import ROOT
from parts.table import Table, markdown

PAGE = ROOT / "docs" / "PERFORMANCE.md"
FOLDER = ROOT / "docs" / "performance"
BLOCK = re.compile(r"(<!-- figures: ([\w.-]+) -->\n).*?(<!-- end of figures -->)", re.DOTALL)


def run_tables(result):
    return order.tables(result) + spread.tables(result)


def profile_tables(result):
    load = result["load"]
    head = Table("profile", ["profiled", ""], [
        ["command", result["command"]], ["when, of which commit", f"{result['began'][:10]}, {result['commit']}"],
        ["payments", f"{result['payments']:,} in {load['seconds']:.0f} s, p50 {load['p50_ms']:.1f} ms"]])
    return [head, *profile.tables(result["profile"], load),
            *statements.tables(result["statements"], result["payments"])]


# File of figures -> what makes tables of it, and what makes pictures. Each file's own `command` says how
# it was measured.
SOURCES = {"run.json": (run_tables, charts.of),
           "growth.json": (growth.tables, charts.of_growth),
           "fraud.json": (fraud.tables, lambda _: {}),
           "screening.json": (screening.tables, lambda _: {}),
           "profile.json": (profile_tables, lambda _: {})}


def build(folder=FOLDER):
    """({block: Markdown}, {file name: SVG}) of the figures that the folder has."""
    blocks, pictures = {}, {}
    for name, (tables_of, pictures_of) in SOURCES.items():
        if (folder / name).exists():
            result = json.loads((folder / name).read_text())
            blocks.update({table.name: markdown(table) for table in tables_of(result)})
            pictures.update(pictures_of(result))
    blocks.update({name: f"![{title_of(source)}]({folder.name}/{name})" for name, source in pictures.items()})
    return blocks, pictures


def title_of(picture):
    return re.search("<title>(.*?)</title>", picture)[1]


def fill(text, blocks):
    """A block that no figures are there for says so; nothing old stays."""
    def replace(found):
        return found[1] + blocks.get(found[2], "*Not measured yet.*") + "\n" + found[3]

    return BLOCK.sub(replace, text)


def write():
    blocks, pictures = build()
    PAGE.write_text(fill(PAGE.read_text(), blocks))
    write_pictures(pictures, FOLDER)
    return sorted(blocks), sorted(pictures)


def write_pictures(pictures, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name, source in pictures.items():
        (folder / name).write_text(source)
