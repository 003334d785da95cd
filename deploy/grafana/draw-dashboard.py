#!/usr/bin/env python3
"""Draws cim-dashboard.json as an SVG from what a Prometheus has: a picture of it without Grafana.

Every panel asks its own queries, in the dashboard's own grid. Needs nothing but Python 3.8.
"""

import argparse
import json
import math
import pathlib
import re
import time
import urllib.parse
import urllib.request
from xml.sax.saxutils import escape

WIDTH, MARGIN, HEADER = 1440, 16, 44
ROW = 34  # height of one row of the grid, with the gap below it
GAP = 8
PAGE, PANEL, BORDER, TEXT, FAINT = "#111217", "#181b1f", "#2a2d34", "#d5d6e0", "#9a9ca8"
COLORS = {"green": "#6cb35f", "red": "#e3505d", "orange": "#f2914a", "blue": "#5b9cf5"}
PALETTE = (
    "#6cb35f #f0c94a #5b9cf5 #f2914a #e3505d #b48ae0 #4fc0c0 #d872b8 "
    "#a7c957 #c8946b #8fa8c8 #e8e0a0 #7f7fd8 #4f9d8f #e0a0a0 #b0b0b0"
).split()


class Prometheus:
    """Of one range of time."""

    def __init__(self, url, start, end, step, scrape):
        self.url, self.start, self.end, self.step = url.rstrip("/"), start, end, step
        self.rate_interval = max(step + scrape, 4 * scrape)

    def ask(self, query):
        """A list of (labels, [(time, value)]); what is no number is left out."""
        query = query.replace("$__rate_interval", f"{self.rate_interval}s")
        query = query.replace("$instance", ".*")
        range_ = {"query": query, "start": self.start, "end": self.end, "step": self.step}
        address = f"{self.url}/api/v1/query_range?{urllib.parse.urlencode(range_)}"
        with urllib.request.urlopen(address, timeout=30) as answer:
            result = json.load(answer)["data"]["result"]
        return [(one["metric"], numbers(one["values"])) for one in result]

    def panel(self, panel):
        """A list of (legend, points), of all queries of a panel."""
        found = []
        for target in panel["targets"]:
            for labels, points in self.ask(target["expr"]):
                legend = re.sub(r"{{(\w+)}}", lambda m: labels.get(m[1], ""), target["legendFormat"])
                if points:
                    found.append((legend.strip(), points))
        return found

    def starts(self, dashboard):
        """When processes were started: such an annotation has the time as its value."""
        times = {
            value / 1000
            for annotation in dashboard["annotations"]["list"]
            for _, points in self.ask(annotation["expr"])
            for _, value in points
        }
        return sorted(t for t in times if self.start < t < self.end)


def numbers(values):
    points = [(float(t), float(v)) for t, v in values]
    return [(t, v) for t, v in points if math.isfinite(v)]


def trimmed(value):
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:.0f}"


def text_of(value, unit):
    if unit == "percentunit":
        return trimmed(value * 100) + "%"
    if unit == "s" and 0 < value < 1:
        return trimmed(value * 1e3) + " ms" if value >= 1e-3 else trimmed(value * 1e6) + " µs"
    base, names = (1024, ["", " KiB", " MiB", " GiB"]) if unit == "bytes" else (1000, ["", "K", "M", "G"])
    power = 0
    while power < 3 and value >= base ** (power + 1):
        power += 1
    return trimmed(value / base**power) + names[power] + {"ops": "/s", "s": " s"}.get(unit, "")


class Scale:
    """Where a value is between the lowest and the highest line, and which values have a line."""

    def __init__(self, values, unit, logarithmic):
        self.of = math.log10 if logarithmic else float
        if logarithmic:
            values = [v for v in values if v > 0] or [1]
            low = math.floor(math.log10(min(values)))
            high = max(low + 1, math.ceil(math.log10(max(values))))
            self.ticks = [10.0**power for power in range(low, high + 1)]
        else:
            most = max(values, default=0) or 1
            if unit == "bytes":
                step = 2 ** math.ceil(math.log2(most / 4))
            else:
                power = 10 ** math.floor(math.log10(most / 4))
                step = next(f * power for f in (1, 2, 2.5, 5, 10) if f * power >= most / 4.001)
            if unit == "short":
                step = max(1, step)
            self.ticks = [step * i for i in range(math.ceil(most / step * 0.999) + 1)]
        self.low, self.high = self.of(self.ticks[0]), self.of(self.ticks[-1])

    def part(self, value):
        value = max(value, self.ticks[0])
        return (self.of(value) - self.low) / (self.high - self.low)


class Picture:

    def __init__(self, prometheus, dashboard):
        self.prometheus = prometheus
        self.starts = prometheus.starts(dashboard)
        self.parts = []

    def rect(self, x, y, w, h, fill, more=""):
        self.parts.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" fill="{fill}" {more}/>')

    def text(self, x, y, text, size=11, color=FAINT, more=""):
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{color}" {more}>{escape(text)}</text>'
        )

    def path(self, points, color, more="", end=""):
        way = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        self.parts.append(f'<path d="M{way}{end}" stroke="{color}" {more}/>')

    def at(self, x, w):
        """From a time to its place in a plot of such a width."""
        start, end = self.prometheus.start, self.prometheus.end
        return lambda t: x + w * (t - start) / (end - start)

    def times(self, x, y, w, h):
        """Lines and clock below a plot."""
        start, end = self.prometheus.start, self.prometheus.end
        step = next((s for s in (30, 60, 120, 300, 600, 1800, 3600) if (end - start) / s <= 8), 14400)
        at = self.at(x, w)
        for t in range(math.ceil(start / step) * step, int(end) + 1, step):
            self.path([(at(t), y), (at(t), y + h)], BORDER)
            clock = time.strftime("%H:%M:%S" if step < 60 else "%H:%M", time.gmtime(t))
            self.text(at(t), y + h + 15, clock, more='text-anchor="middle"')

    def legend(self, x, y, w, names):
        """Written upwards from y; the height that it took."""
        lines, used = [[]], 0
        for name in names:
            wide = 24 + 6 * len(name[0])
            if used + wide > w and lines[-1]:
                lines.append([])
                used = 0
            lines[-1].append((x + used, *name))
            used += wide
        for i, line in enumerate(reversed(lines)):
            for left, name, color in line:
                self.rect(left, y - 6 - 15 * i, 12, 3, color, 'rx="1.5"')
                self.text(left + 16, y - 1 - 15 * i, name, color=TEXT)
        return 15 * len(lines)

    def is_gap(self, before, after):
        """Whether nothing was measured between two points."""
        return after[0] - before[0] > 1.5 * self.prometheus.step

    def curve(self, points, place, color, floor, opacity):
        """A line with a gap where nothing was measured."""
        pieces = [[]]
        for t, value in points:
            if pieces[-1] and self.is_gap(pieces[-1][-1], (t, value)):
                pieces.append([])
            pieces[-1].append((t, value))
        for piece in pieces:
            drawn = [place(t, value) for t, value in piece]
            if len(drawn) == 1:
                drawn.append((drawn[0][0] + 1, drawn[0][1]))
            around = [(drawn[0][0], floor), *drawn, (drawn[-1][0], floor)]
            self.path(around, "none", f'fill="{color}" fill-opacity="{opacity}"', "Z")
            self.path(drawn, color, 'fill="none" stroke-width="1.4" stroke-linejoin="round"')

    def timeseries(self, panel, x, y, w, h):
        defaults = panel["fieldConfig"]["defaults"]
        unit, custom = defaults["unit"], defaults["custom"]
        found = self.prometheus.panel(panel)
        colors = [PALETTE[i % len(PALETTE)] for i in range(len(found))]
        h -= self.legend(x, y + h, w, [(name, color) for (name, _), color in zip(found, colors)]) + 24
        x, w = x + 58, w - 62
        values = [value for _, points in found for _, value in points]
        scale = Scale(values, unit, custom.get("scaleDistribution", {}).get("type") == "log")
        for tick in scale.ticks:
            height = y + h * (1 - scale.part(tick))
            self.path([(x, height), (x + w, height)], BORDER)
            self.text(x - 8, height + 4, text_of(tick, unit), more='text-anchor="end"')
        self.times(x, y, w, h)
        at = self.at(x, w)
        for t in self.starts:
            self.path([(at(t), y), (at(t), y + h)], COLORS["orange"], 'stroke-dasharray="3 3" stroke-opacity="0.8"')
        for (_, points), color in zip(found, colors):
            place = lambda t, value: (at(t), y + h * (1 - scale.part(value)))
            self.curve(points, place, color, y + h, custom["fillOpacity"] / 100)
        if not found:
            self.text(x + w / 2, y + h / 2, "No data", 14, more='text-anchor="middle"')

    def state_timeline(self, panel, x, y, w, h):
        states = panel["fieldConfig"]["defaults"]["mappings"][0]["options"]
        found = sorted(self.prometheus.panel(panel))
        names = [(state["text"], COLORS[state["color"]]) for state in states.values()]
        h -= self.legend(x, y + h, w, names) + 24
        label = 8 + max((6.2 * len(name) for name, _ in found), default=0)
        self.times(x + label, y, w - label - 4, h)
        at = self.at(x + label, w - label - 4)
        for i, (name, points) in enumerate(found):
            top, high = y + h * i / len(found), h / len(found) - 6
            self.text(x + label - 8, top + high / 2 + 4, name, color=TEXT, more='text-anchor="end"')
            since = 0
            for j in range(1, len(points) + 1):
                if j == len(points) or points[j][1] != points[since][1] or self.is_gap(points[j - 1], points[j]):
                    state = states[f"{points[since][1]:.0f}"]
                    left = at(points[since][0])
                    right = at(min(points[j - 1][0] + self.prometheus.step, self.prometheus.end))
                    self.rect(left, top, right - left, high, COLORS[state["color"]], 'fill-opacity="0.8"')
                    since = j

    def stat(self, panel, x, y, w, h):
        defaults = panel["fieldConfig"]["defaults"]
        points = next((points for _, points in self.prometheus.panel(panel)), [])
        if not points:
            self.text(x + w / 2, y + h / 2, "No data", 14, more='text-anchor="middle"')
            return
        last = points[-1][1]
        steps = defaults["thresholds"]["steps"]
        color = COLORS[[step for step in steps if step["value"] is None or last >= step["value"]][-1]["color"]]
        most = max(value for _, value in points) or 1
        at = self.at(x - 10, w + 20)
        self.curve(points, lambda t, v: (at(t), y + h + 8 - 0.4 * h * v / most), color, y + h + 8, 0.15)
        self.text(x + w / 2, y + h / 2 + 2, text_of(last, defaults["unit"]), 30, color, 'text-anchor="middle" font-weight="600"')

    def panel(self, panel, top):
        place = panel["gridPos"]
        unit = (WIDTH - 2 * MARGIN + GAP) / 24
        x, y = MARGIN + place["x"] * unit, HEADER + (place["y"] - top) * ROW
        w, h = place["w"] * unit - GAP, place["h"] * ROW - GAP
        if panel["type"] == "row":
            self.text(x + 2, y + 19, "▾  " + panel["title"], 15, TEXT, 'font-weight="600"')
            return
        self.rect(x, y, w, h, PANEL, f'stroke="{BORDER}" rx="3"')
        self.text(x + 10, y + 20, panel["title"], 13, TEXT, 'font-weight="500"')
        draw = {"timeseries": self.timeseries, "state-timeline": self.state_timeline, "stat": self.stat}
        draw[panel["type"]](panel, x + 10, y + 34, w - 20, h - 42)

    def draw(self, title, panels):
        top = min(panel["gridPos"]["y"] for panel in panels)
        bottom = max(panel["gridPos"]["y"] + panel["gridPos"]["h"] for panel in panels)
        height = HEADER + (bottom - top) * ROW + GAP
        self.rect(0, 0, WIDTH, height, PAGE)
        self.text(MARGIN, 29, title, 20, TEXT, 'font-weight="600"')
        start, end = time.gmtime(self.prometheus.start), time.gmtime(self.prometheus.end)
        spoken = time.strftime("%Y-%m-%d  %H:%M:%S", start) + time.strftime(" – %H:%M:%S UTC", end)
        self.text(WIDTH - MARGIN, 28, spoken, 13, FAINT, 'text-anchor="end"')
        for panel in panels:
            self.panel(panel, top)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
            f'viewBox="0 0 {WIDTH} {height}" font-family="Inter, Helvetica, Arial, sans-serif">\n'
            + "\n".join(self.parts)
            + "\n</svg>\n"
        )


def of_row(panels, title):
    """A row, and what is below it until the next one."""
    rows = [panel["title"] if panel["type"] == "row" else None for panel in panels]
    begin = rows.index(title)
    ends = [i for i, row in enumerate(rows) if row and i > begin]
    return panels[begin : ends[0] if ends else None]


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--prometheus", default="http://127.0.0.1:9090", help="its URL")
    options.add_argument("--minutes", type=float, default=15, help="how much is drawn")
    options.add_argument("--end", type=int, default=int(time.time()), help="seconds since 1970; now")
    options.add_argument("--scrape", type=int, default=15, help="seconds from one scrape to the next")
    options.add_argument("--row", help="draw only the row of this title")
    given = options.parse_args()
    dashboard = json.loads(pathlib.Path(__file__).with_name("cim-dashboard.json").read_text("utf-8"))
    start = given.end - int(given.minutes * 60)
    step = max(given.scrape, math.ceil((given.end - start) / 200))
    prometheus = Prometheus(given.prometheus, start, given.end, step, given.scrape)
    panels = of_row(dashboard["panels"], given.row) if given.row else dashboard["panels"]
    print(Picture(prometheus, dashboard).draw(dashboard["title"], panels), end="")


if __name__ == "__main__":
    main()
