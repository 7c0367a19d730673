# SPDX-License-Identifier: Apache-2.0
"""The few SVG shapes that a chart needs. A picture brings its own background and follows the reader's
light or dark preference; colours are named by class. Knows no figure."""

from xml.sax.saxutils import escape

# Hues that stay apart for colour-blind readers, in the order in which series take them. Light on white,
# and the same hues raised for a dark surface.
LIGHT = ["#2f6fb3", "#d9722e", "#2c8c72", "#c44e6c", "#8a6bbf", "#b08d1f", "#4aa3c7", "#7a7f87",
         "#8c5a3c"]
DARK = ["#6aa5e3", "#f0955a", "#55bd9f", "#e67f99", "#b197e0", "#d9b848", "#7cc6e4", "#a4a9b1",
        "#c99a7c"]

FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif'
STYLE = f"""text {{ font-family: {FONT}; font-size: 12px; }}
.title {{ font-size: 15px; font-weight: 600; }}
.small {{ font-size: 11px; }}
.line {{ fill: none; stroke-width: 2; stroke-linejoin: round; }}
"""


def colours(surface, ink, muted, grid, hues):
    """Plain rules, not variables: viewers that are no browsers know only these."""
    rules = [f".surface {{ fill: {surface}; }}", f"text {{ fill: {ink}; }}",
             f"text.muted {{ fill: {muted}; }}", f".grid {{ stroke: {grid}; }}",
             f".axis {{ stroke: {muted}; }}"]
    rules += [f".f{number} {{ fill: {hue}; }} .s{number} {{ stroke: {hue}; }}"
              for number, hue in enumerate(hues)]
    return "\n".join(rules)


def style():
    light = colours("#ffffff", "#1f2328", "#59636e", "#e3e7eb", LIGHT)
    dark = colours("#15191f", "#e6eaef", "#9aa4af", "#2b323b", DARK)
    return f"<style>\n{STYLE}{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}\n</style>"


class Picture:
    def __init__(self, width, height, title, subtitle):
        self.width, self.height, self.title = width, height, title
        self._shapes = []
        self.text(16, 26, title, "title")
        self.text(16, 45, subtitle, "muted small")

    def text(self, x, y, words, classes="", anchor="start"):
        self._shapes.append(f'<text x="{x:.1f}" y="{y:.1f}" class="{classes}" text-anchor="{anchor}">'
                            f'{escape(words)}</text>')

    def line(self, x1, y1, x2, y2, classes):
        self._shapes.append(f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
                            f'class="{classes}"/>')

    def bar(self, x, y, width, height, series, tip):
        """`tip` shows under a pointer, and is what a screen reader says."""
        self._shapes.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0.5):.1f}" '
                            f'height="{height:.1f}" rx="2" class="f{series}">'
                            f'<title>{escape(tip)}</title></rect>')

    def curve(self, points, series):
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self._shapes.append(f'<polyline points="{path}" class="line s{series}"/>')

    def dot(self, x, y, series, tip):
        self._shapes.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" class="f{series}">'
                            f'<title>{escape(tip)}</title></circle>')

    def legend(self, x, y, names):
        for series, name in enumerate(names):
            self._shapes.append(f'<rect x="{x:.1f}" y="{y - 9:.1f}" width="10" height="10" rx="2" '
                                f'class="f{series}"/>')
            self.text(x + 15, y, name, "small")
            x += 30 + 6.3 * len(name)

    def source(self):
        return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" '
                f'width="{self.width}" height="{self.height}" role="img">\n'
                f'<title>{escape(self.title)}</title>\n{style()}\n'
                f'<rect width="{self.width}" height="{self.height}" rx="8" class="surface"/>\n' +
                "\n".join(self._shapes) + "\n</svg>\n")
