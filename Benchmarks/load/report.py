"""Puts the figures of a run into docs/performance.md, between its marks, and draws docs/performance.svg.

    report.py [RESULTS]      default .build/bench-load/results.jsonl
"""
import math
import pathlib
import sys

from figures import NAMES, STEP_NAMES, STEPS, Figures, targets, targets_of_growth

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
COLORS = {"ours": "#00796b", "deciding": "#7cb342", "hand": "#e65100", "dlt": "#5e35b1"}
BEGIN, END = "<!-- figures: made by Benchmarks/load/report.py -->", "<!-- end of figures -->"


def short(value):
    if value is None: return ""
    if isinstance(value, int): return str(value)
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:.0f}"


def times(value, own):
    return f"{value / own:.1f}" if value is not None and own else ""


def tables(figures, head):
    lines = [f"Measured on {head['at']}: {head['cpu']}, {head['system']}; contactsync {head['contactsync']}, PostgreSQL "
             f"{head['postgres']}, nginx {head['nginx']}, Python {head['python']} with {', '.join(head['packages'])}.", ""]
    for size in figures.sizes:
        runs = max(len(figures.all(tool, size, "full")) for tool in figures.tools)
        counted = f"medians of {runs} runs" if runs > 1 else "one run"
        lines += [f"### {size:,} contacts", "", f"The figures are {counted}. ×: how many times what contactsync takes.", ""]
        for step in STEPS:
            lines += [f"| {STEP_NAMES[step]} | client CPU s | × | PostgreSQL CPU s | × | wall s | × | peak MB |",
                      "| --- | --- | --- | --- | --- | --- | --- | --- |"]
            for tool in figures.tools:
                cells = [NAMES[tool]]
                for kind in ("client", "postgres", "wall"):
                    value, own = figures.median(tool, size, step, kind), figures.median("ours", size, step, kind)
                    cells += [short(value), "" if tool == "ours" else times(value, own)]
                peak = figures.median(tool, size, step, "peak")
                if peak is not None: lines.append("| " + " | ".join(cells + [f"{peak:.0f}"]) + " |")
            lines.append("")
        lines += ["| wanted | measured | at most | |", "| --- | --- | --- | --- |"]
        lines += verdicts(targets(figures, size))
        lines.append("")
    lines += stages(figures)
    if len(figures.sizes) > 1:
        lines += ["### Growth", "", "| full load, from … to … contacts | client CPU | PostgreSQL CPU | wall | peak memory |",
                  "| --- | --- | --- | --- | --- |"]
        for less, more in zip(figures.sizes, figures.sizes[1:]):
            for tool in figures.tools:
                ratio = lambda kind: times(figures.median(tool, more, "full", kind), figures.median(tool, less, "full", kind))
                if figures.median(tool, more, "full", "client") is None: continue
                lines.append(f"| {NAMES[tool]}, {less:,} to {more:,} | " + " | ".join(map(ratio, ("client", "postgres", "wall", "peak"))) + " |")
        lines += ["", "| wanted of growth | measured | at most | |", "| --- | --- | --- | --- |"]
        lines += verdicts(targets_of_growth(figures)) + [""]
    return lines


def verdicts(targets):
    return [f"| {text} | {short(own)} | {short(bound)} | {'holds' if holds else '**not reached**'} |" for text, own, bound, holds in targets]


def stages(figures):
    """A table of the stages of a full load, where they are known."""
    rows = []
    for size in figures.sizes:
        for tool in figures.tools:
            found = figures.stages(tool, size, "full")
            if found: rows.append(f"| {NAMES[tool]}, {size:,} contacts | " + " | ".join(f"{found[stage]:,.0f}" for stage in found) + " |")
    if not rows: return []
    return ["### Stage by stage", "", "Wall milliseconds of a full load, as the run stores them (`fct_runs`); extracting goes on "
            "while loading does.", "", "| | extract | transform | load | settle |", "| --- | --- | --- | --- | --- |", *rows, ""]


class Panel:
    """One diagram with logarithmic axes: a value of the full load over the number of contacts."""
    WIDTH, HEIGHT = 300, 240

    def __init__(self, figures, title, kind, left, top):
        self.figures, self.title, self.kind, self.left, self.top = figures, title, kind, left, top
        values = [figures.median(tool, size, "full", kind) for tool in figures.tools for size in figures.sizes]
        values = [value for value in values if value]
        self.low, self.high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
        self.first, self.last = math.log10(figures.sizes[0]), math.log10(figures.sizes[-1])

    def x(self, size):
        return self.left + self.WIDTH * (0.5 if self.first == self.last else (math.log10(size) - self.first) / (self.last - self.first))

    def y(self, value):
        return self.top + self.HEIGHT * (1 - (math.log10(value) - self.low) / max(1, self.high - self.low))

    def parts(self):
        yield f'<text x="{self.left}" y="{self.top - 14}" class="title">{self.title}</text>'
        for power in range(self.low, self.high + 1):
            y = self.y(10.0**power)
            yield f'<line x1="{self.left}" x2="{self.left + self.WIDTH}" y1="{y:.1f}" y2="{y:.1f}" class="grid"/>'
            yield f'<text x="{self.left - 6}" y="{y + 4:.1f}" class="end">{10.0**power:g}</text>'
        for size in self.figures.sizes:
            yield f'<text x="{self.x(size):.1f}" y="{self.top + self.HEIGHT + 18}" class="middle">{size:,}</text>'
        for tool in self.figures.tools:
            points = [(self.x(size), self.y(value)) for size in self.figures.sizes
                      if (value := self.figures.median(tool, size, "full", self.kind))]
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
            yield f'<polyline points="{path}" fill="none" stroke="{COLORS[tool]}" stroke-width="2"/>'
            for x, y in points: yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{COLORS[tool]}"/>'


def drawing(figures):
    panels = [Panel(figures, title, kind, 50 + number * 380, 50) for number, (title, kind) in enumerate(
        (("full load: client CPU seconds", "client"), ("wall seconds", "wall"), ("peak memory, MB", "peak")))]
    width = 380 * len(panels)
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 360" width="{width}" height="360" role="img">',
             "<title>Loading contacts: client CPU seconds, wall seconds and peak memory over the number of contacts</title>",
             "<style>text{font:12px sans-serif;fill:#333}.title{font-weight:bold}.end{text-anchor:end}.middle{text-anchor:middle}"
             ".grid{stroke:#ddd}</style>", f'<rect width="{width}" height="360" fill="#fff"/>']
    for panel in panels: parts += panel.parts()
    for number, tool in enumerate(figures.tools):
        x = 50 + number * 240
        parts.append(f'<rect x="{x}" y="330" width="14" height="4" fill="{COLORS[tool]}"/><text x="{x + 20}" y="336">{NAMES[tool]}</text>')
    return "\n".join(parts + ["</svg>", ""])


def main():
    path = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".build" / "bench-load" / "results.jsonl"
    figures, head = Figures.read(path)
    page = ROOT / "docs" / "performance.md"
    before, _, rest = page.read_text().partition(BEGIN)
    after = rest.partition(END)[2]
    page.write_text("\n".join([before + BEGIN, *tables(figures, head), END]) + after)
    (ROOT / "docs" / "performance.svg").write_text(drawing(figures))


if __name__ == "__main__": main()
