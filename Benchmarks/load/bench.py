"""Measures loading from HTTP into PostgreSQL: contactsync beside dlt and hand-written Python, in one run on one machine.

    make bench                                  10,000 and 100,000 contacts
    make bench SIZES="10000 100000 1000000"     other sizes
    make bench WITH="--tools ours,hand --repeat 1"

Each tool gets a fresh PostgreSQL that contactsync starts and the same server of pages (nginx), and does four things: it loads
all contacts, reads them all again unchanged, has a night in which nothing changed, and one in which 1 % changed. CPU seconds
are those of the command with all its children, and of PostgreSQL with all its processes meanwhile. Of several repetitions
the median counts. The figures of each go to .build/bench-load/results.jsonl.
"""
import argparse
import collections
import json
import os
import pathlib
import platform
import shutil
import socket
import subprocess
import tempfile
import time

import pages
import server
from figures import NAMES, PARTIES, STEP_NAMES, STEPS, Figures, targets, targets_of_growth
from tools import ROOT, WORK, Cluster, Dlt, Hand, Ours

TOOLS = {
    "ours": lambda cluster, base, parties: Ours(cluster, base),
    "deciding": lambda cluster, base, parties: Ours(cluster, base, parties),
    "hand": lambda cluster, base, parties: Hand(cluster, base),
    "dlt": lambda cluster, base, parties: Dlt(cluster, base)}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def expected_rows(step, size):
    return {"full": size, "again": size, "quiet": 0, "night": -(-size // 100)}[step]


def measure(tool, size, base, parties, options, record):
    with Cluster(options.program) as cluster:
        subject = TOOLS[tool](cluster, base, parties)
        for step in STEPS:
            seen = count_lines(options.access)
            taken = subject.step(step)
            if taken.rows != expected_rows(step, size):
                raise SystemExit(f"{NAMES[tool]}, {STEP_NAMES[step]}: {taken.rows} rows instead of {expected_rows(step, size)}")
            record({"tool": tool, "size": size, "step": step, "wall": round(taken.wall, 3), "client": round(taken.client, 3),
                    "postgres": round(taken.server, 2), "peak": round(taken.peak, 1), "requests": requests(options.access, seen),
                    "written": getattr(taken, "written", None), "stages": getattr(taken, "stages", None)})


def count_lines(path):
    with open(path, "rb") as file: return sum(1 for _ in file)


def warm(data):
    """Reads all pages once, so that nobody's first load waits for the disk under the server."""
    for path in sorted(data.rglob("*")):
        if path.is_file(): path.read_bytes()


def requests(path, seen):
    """How many there were of each kind behind the lines of the log that were seen before."""
    with open(path) as file: addresses = [line.split()[2].partition("?")[0] for line in list(file)[seen:]]
    return dict(collections.Counter(address.rpartition("/")[2] for address in addresses))


def versions(program):
    """What was measured where, for the head of the results."""
    said = lambda *command: subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    with Cluster(program) as cluster: postgres = cluster.sql("show server_version").split()[0]
    wanted = [line.strip() for line in open(pathlib.Path(__file__).with_name("requirements.txt")) if not line.startswith("#")]
    return {"cpu": f"{os.cpu_count()} x {cpu}", "system": f"{platform.system()} {platform.release()}", "python": platform.python_version(),
            "postgres": postgres, "nginx": said(shutil.which("nginx") or "/usr/sbin/nginx", "-v").stderr.strip().rpartition("/")[2],
            "contactsync": said(program, "--version").stdout.strip(), "packages": wanted, "at": time.strftime("%Y-%m-%d", time.gmtime())}


def show(figures, size):
    print(f"\n{size:,} contacts")
    for step in STEPS:
        print(f"\n  {STEP_NAMES[step]:<36} client CPU s  PostgreSQL CPU s   wall s   peak MB   requests")
        for tool in figures.tools:
            values = [figures.median(tool, size, step, kind) for kind in ("client", "postgres", "wall", "peak")]
            values.append(sum(figures.all(tool, size, step)[-1]["requests"].values()))
            print("  {:<36} {:12.2f} {:17.2f} {:8.2f} {:9.0f} {:10.0f}".format(NAMES[tool], *values))
    print()
    for text, own, bound, holds in targets(figures, size): say(text, own, bound, holds)


def say(text, own, bound, holds):
    print(f"  {'holds ' if holds else 'MISSES'}  {text}: {own:.3g}, wanted at most {bound:.3g}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000])
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--tools", default=",".join(TOOLS), help="of " + ", ".join(TOOLS))
    parser.add_argument("--program", default=str(ROOT / ".build" / "release" / "contactsync"))
    parser.add_argument("--results", type=pathlib.Path, default=WORK / "results.jsonl")
    options = parser.parse_args()
    tools, sizes = options.tools.split(","), sorted(options.sizes)
    parties = WORK / "data" / f"parties-{PARTIES}.csv"
    parties.parent.mkdir(parents=True, exist_ok=True)
    if not parties.exists(): pages.write_parties(parties, PARTIES)
    results = []
    with open(options.results, "w") as file:
        def record(values):
            file.write(json.dumps(values, sort_keys=True) + "\n")
            file.flush()
            if "tool" in values: results.append(values)

        record(versions(options.program))
        for size in sizes:
            data = WORK / "data" / str(size)
            pages.make(size, data)
            warm(data)
            folder, port = pathlib.Path(tempfile.mkdtemp(prefix="nginx-")), free_port()
            options.access = folder / "access.log"
            serving = server.start(data, folder, port)
            try:
                for _ in range(options.repeat):
                    for tool in tools: measure(tool, size, f"http://127.0.0.1:{port}", parties, options, record)
            finally:
                serving.terminate()
                serving.wait()
                shutil.rmtree(folder, ignore_errors=True)
            show(Figures(results), size)
        for text, own, bound, holds in targets_of_growth(Figures(results)): say(text, own, bound, holds)


if __name__ == "__main__": main()
