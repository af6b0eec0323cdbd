"""How much faster several workers are than one: many small accounts, and a server whose each answer takes 100 ms.

    workers.py [--accounts 1000] [--workers 1,5] [--how leases,shards] [--concurrency 3,4] [--contacts 20] [--program PATH]

Each worker is one `contactsync run` of the same pipeline on one database. With `shards` worker I of N has --shard I/N; with
`leases` all of them have all accounts and one --job, and leases alone decide. An account has one to three pages of so many
contacts. All of a run counts: start, listing the accounts, reading, storing. Fails when a page was asked for more than once, or a
contact is missing.

All processes on one database have at most 19 calls on their way (docs/promises.md), so workers x concurrency above 19 wait for
one another. The clients' CPU is that of all workers together.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import time
import urllib.request

import many
from bench import free_port
from measured import server_seconds
from tools import HERE, PIPELINE, ROOT, Cluster


def ask(port, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}") as answer: return json.load(answer)


class Server:
    """The server, until the context ends."""

    def __init__(self, options):
        self.port = free_port()
        command = [sys.executable, HERE / "many.py", self.port, options.accounts, options.contacts, options.milliseconds]
        self.process = subprocess.Popen([str(part) for part in command])

    def __enter__(self):
        while self.process.poll() is None:
            try:
                ask(self.port, "log")
                return self
            except OSError: time.sleep(0.1)
        raise SystemExit("the server did not start")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def measure(server, options, workers, how, concurrency):
    with Cluster(options.program) as cluster:
        lines = [json.dumps({"id": f"bench-{number}", "organization": "bench", "token": f"t{number}"})
                 for number in range(1, options.accounts + 1)]
        subprocess.run([options.program, "accounts", "import"], env=cluster.environment, input="\n".join(lines), text=True, check=True,
                       stdout=subprocess.DEVNULL)
        pipeline = cluster.folder / "backfill.yaml"
        pipeline.write_text(PIPELINE.format(name="backfill", since="beginning", concurrency=concurrency, decide="false"))
        environment = cluster.environment | {"MERGE_BASE_URL": f"http://127.0.0.1:{server.port}/api"}
        ask(server.port, "clear")
        before, begun, used = server_seconds(cluster.postmaster), time.monotonic(), os.times()
        running = []
        for worker in range(workers):
            share = ["--shard", f"{worker}/{workers}"] if how == "shards" else ["--job", "bench"]
            command = [options.program, "run", str(pipeline), "--wait", "10m", "--json", *share]
            words = open(cluster.folder / f"words-{worker}", "w")
            running.append(subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=words))
        codes = [each.wait() for each in running]
        wall, after = time.monotonic() - begun, os.times()
        log = ask(server.port, "log")
        wanted = sum(many.pages_of(number) for number in range(1, options.accounts + 1))
        found = {
            "workers": workers, "how": how if workers > 1 else "alone", "concurrency": concurrency, "wall": wall,
            "client": after.children_user + after.children_system - used.children_user - used.children_system,
            "postgres": server_seconds(cluster.postmaster) - before, "calls": log["calls"], "most": log["most"],
            "again": sum(max(0, count - 1) for _, _, count in log["pages"]),
            "missing": sum(count == 0 for _, _, count in log["pages"]),
            "short": wanted * options.contacts - int(cluster.sql("select count(*) from contactsync.contact")),
            "unsettled": int(cluster.sql("select count(*) from contactsync.linked_account where watermark is null"))}
        if any(codes):
            last = "".join((cluster.folder / f"words-{worker}").read_text()[-500:] for worker in range(workers))
            print(f"exit codes {codes}\n{last}", file=sys.stderr)
        found["failed"] = sum(code != 0 for code in codes)
        return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--accounts", type=int, default=1000)
    parser.add_argument("--workers", default="1,5")
    parser.add_argument("--how", default="leases,shards")
    parser.add_argument("--concurrency", default="3,4")
    parser.add_argument("--contacts", type=int, default=20, help="on a page")
    parser.add_argument("--milliseconds", type=int, default=100)
    parser.add_argument("--program", default=str(ROOT / ".build" / "release" / "contactsync"))
    options = parser.parse_args()
    counts = [int(count) for count in options.workers.split(",")]
    print(f"{options.accounts:,} accounts of 1 to 3 pages of {options.contacts} contacts, {options.milliseconds} ms a call")
    print("concurrency  workers  how      wall s  accounts/s  ratio   calls  at once  read twice  client CPU s  PostgreSQL CPU s")
    is_right = True
    with Server(options) as server:
        for concurrency in map(int, options.concurrency.split(",")):
            alone = None
            for workers in counts:
                for how in options.how.split(",") if workers > 1 else ["leases"]:
                    found = measure(server, options, workers, how, concurrency)
                    if workers == 1: alone = found["wall"]
                    ratio = f"{alone / found['wall']:5.2f}" if alone else "    -"
                    print("{concurrency:11}  {workers:7}  {how:<7}".format(**found),
                          f"{found['wall']:7.2f} {options.accounts / found['wall']:11.1f}  {ratio}",
                          "{calls:7} {most:8} {again:11} {client:13.2f} {postgres:17.2f}".format(**found), flush=True)
                    wrong = [name for name in ("again", "missing", "short", "unsettled", "failed") if found[name]]
                    for name in wrong: print(f"WRONG: {name}: {found[name]}", file=sys.stderr)
                    is_right = is_right and not wrong
    return 0 if is_right else 1


if __name__ == "__main__": sys.exit(main())
