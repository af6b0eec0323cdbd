"""Medians of the results of a run, for those who show them."""
import json
import statistics

STEPS = ("full", "again", "quiet", "night")
PARTIES = 100_000
NAMES = {
    "ours": "contactsync", "deciding": f"contactsync, {PARTIES:,} parties", "hand": "hand-written Python", "dlt": "dlt, pyarrow"}
STEP_NAMES = {
    "full": "full load", "again": "everything again, unchanged", "quiet": "a night without changes", "night": "a night, 1 % changed"}
# Tables that account for runs; every other one holds data.
BOOKKEEPING = {"run", "run_account", "linked_account", "window_checkpoint", "call_failure", "frequency_snapshot", "sweep_seen"}


class Figures:
    """What was measured, by tool, number of contacts, and step."""

    def __init__(self, results):
        self.results = results

    @staticmethod
    def read(path):
        """The figures of a file of results, and what its first line says of the machine."""
        lines = [json.loads(line) for line in open(path)]
        return Figures([each for each in lines if "tool" in each]), lines[0]

    @property
    def tools(self):
        return [tool for tool in NAMES if any(each["tool"] == tool for each in self.results)]

    @property
    def sizes(self):
        return sorted({each["size"] for each in self.results})

    def all(self, tool, size, step):
        return [each for each in self.results if (each["tool"], each["size"], each["step"]) == (tool, size, step)]

    def median(self, tool, size, step, kind):
        """None where it was not measured."""
        found = [each[kind] for each in self.all(tool, size, step)]
        return statistics.median(found) if found else None

    def stages(self, tool, size, step):
        """Median wall milliseconds of extract, transform, load and settle; empty where they are not known."""
        found = [each["stages"] for each in self.all(tool, size, step) if each.get("stages")]
        return {stage: statistics.median(each[stage] for each in found) for stage in found[0]} if found else {}

    def written(self, size, step):
        """The most rows of data that contactsync has written in a step."""
        return max((sum(count for table, count in (each["written"] or {}).items() if table not in BOOKKEEPING)
                    for each in self.all("ours", size, step)), default=0)

    def requests(self, size, step, kind):
        """The most requests of a kind that contactsync has sent in a step."""
        return max((each["requests"].get(kind, 0) for each in self.all("ours", size, step)), default=0)


def targets(figures, size):
    """What the project wants of itself at a size: (what, value, bound, whether it holds)."""
    value = lambda tool, step, kind: figures.median(tool, size, step, kind)
    found = []

    def judge(text, tool, step, kind, bound):
        own, limit = value(tool, step, kind), bound() if callable(bound) else bound
        if own is not None and limit is not None: found.append((text, own, limit, own <= limit))

    def share(tool, step, kind, part):
        return lambda: None if value(tool, step, kind) is None else value(tool, step, kind) * part

    judge("full load, client CPU s: 1/6 of hand-written Python", "ours", "full", "client", share("hand", "full", "client", 1 / 6))
    judge("full load, client CPU s: 1/20 of dlt", "ours", "full", "client", share("dlt", "full", "client", 1 / 20))
    judge("full load, wall s: 1/2.5 of hand-written Python", "ours", "full", "wall", share("hand", "full", "wall", 1 / 2.5))
    judge("full load with deciding, client CPU s: twice that without", "deciding", "full", "client", share("ours", "full", "client", 2))
    judge("full load, peak memory MB", "ours", "full", "peak", 40)
    if size == 100_000:
        judge("a night, 1 % changed, client CPU s", "ours", "night", "client", 0.08)
        judge("a night, 1 % changed, wall s: 1/3 of hand-written Python", "ours", "night", "wall", share("hand", "night", "wall", 1 / 3))
    judge("a night without changes, client CPU s", "ours", "quiet", "client", 0.03)
    if "ours" in figures.tools:
        for step in ("again", "quiet"):
            rows = figures.written(size, step)
            found.append((f"{STEP_NAMES[step]}, rows of data written", rows, 0, rows == 0))
        for kind in ("contacts", "sync-status"):
            count = figures.requests(size, "quiet", kind)
            found.append((f"{STEP_NAMES['quiet']}, requests for {kind}", count, 1, count <= 1))
    return found


def targets_of_growth(figures):
    """The same of ten times the contacts: no more than eleven times the time of any stage, and hardly more memory."""
    found = []
    for less, more in zip(figures.sizes, figures.sizes[1:]):
        if more != 10 * less or less < 100_000: continue
        for tool in ("ours", "deciding"):
            before, after = figures.stages(tool, less, "full"), figures.stages(tool, more, "full")
            for kind in ("client", "postgres", "wall"):
                low, high = figures.median(tool, less, "full", kind), figures.median(tool, more, "full", kind)
                if low and high: found.append((f"{NAMES[tool]}, {less:,} to {more:,}: {kind}, times", high / low, 11, high <= 11 * low))
            for stage in before:
                if before[stage] and stage in after:
                    ratio = after[stage] / before[stage]
                    found.append((f"{NAMES[tool]}, {less:,} to {more:,}: {stage}, times", ratio, 11, ratio <= 11))
    peaks = [peak for size in figures.sizes if (peak := figures.median("ours", size, "full", "peak"))]
    if len(peaks) > 1:
        found.append(("full load, peak memory of the sizes apart, MB", max(peaks) - min(peaks), 5, max(peaks) - min(peaks) <= 5))
    return found
