# SPDX-License-Identifier: Apache-2.0
"""A table of figures and its two renderings: aligned text for a terminal, Markdown for a page."""

import dataclasses


@dataclasses.dataclass
class Table:
    name: str  # of the block of a page that shows it
    head: list
    rows: list
    note: str = ""


def rate(value):
    return f"{value:,.0f}"


def text(table):
    """Columns as wide as they need; the first to the left, the others to the right."""
    cells = [table.head] + table.rows
    widths = [max(len(row[column]) for row in cells) for column in range(len(table.head))]
    lines = []
    for row in cells:
        texts = [cell.ljust(width) if column == 0 else cell.rjust(width)
                 for column, (cell, width) in enumerate(zip(row, widths))]
        lines.append("  ".join(texts).rstrip())
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines + ([table.note] if table.note else []))


def markdown(table):
    rows = [table.head, ["---"] + ["---:"] * (len(table.head) - 1)] + table.rows
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines + (["", table.note] if table.note else []))
