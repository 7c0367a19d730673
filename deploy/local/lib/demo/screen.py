# SPDX-License-Identifier: Apache-2.0
"""What a person sees: progress, tables. Must not know what is shown."""

import sys
import threading
import time


class Progress:
    """A bar that redraws itself on a terminal, and a line each fifth of the way elsewhere."""

    def __init__(self, what, total):
        self._what, self._total = what, total
        self._done, self._shown, self._drawn = 0, 0, 0.0
        self._lock, self._began = threading.Lock(), time.monotonic()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if sys.stderr.isatty():
            self._draw(end="\n")

    def step(self, count=1):
        with self._lock:
            self._done += count
            if sys.stderr.isatty():
                if time.monotonic() - self._drawn > 0.05:
                    self._draw()
            elif self._done * 5 // self._total > self._shown:
                self._shown = self._done * 5 // self._total
                print(self._text(), file=sys.stderr, flush=True)

    def _draw(self, end=""):
        self._drawn = time.monotonic()
        print("\r\033[K" + self._text(), end=end, file=sys.stderr, flush=True)

    def _text(self):
        filled = 30 * self._done // max(self._total, 1)
        seconds = time.monotonic() - self._began
        rate = f"{self._done / seconds:5.0f}/s" if seconds > 0.2 else ""
        return (f"  {self._what:<20} [{'#' * filled}{'.' * (30 - filled)}] "
                f"{self._done:>5}/{self._total} {rate}")


def table(rows, head=None):
    """Rows of texts as lines, columns as wide as they need."""
    cells = ([head] if head else []) + [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
    lines = ["  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip()
             for row in cells]
    if head:
        lines.insert(1, "  " + "  ".join("-" * width for width in widths))
    return "\n".join(lines)
