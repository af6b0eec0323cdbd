"""How near to the limit that a slow server sets a run comes: each response takes 100 ms, however many are asked for at once.

    latency.py [CONTACTS] [--accounts 1,4,8] [--milliseconds 100] [--program PATH]      default 20,000 contacts an account

The serial limit of one account is its requests one after the other; k accounts at once can at best be k times as fast.
All of the run counts: start, listing, reading, storing, settling. What a bare client takes that reads one account's pages over
one connection, and does nothing with them, is said first.
"""
import argparse
import http.client
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

import pages
import server
from bench import count_lines, free_port
from tools import HERE, ROOT, WORK, Cluster, Ours


def bare(port, count):
    """Seconds for so many pages."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    begun = time.monotonic()
    for number in range(1, count + 1):
        connection.request("GET", f"/full/contacts?cursor=c{number:07d}")
        connection.getresponse().read()
    return time.monotonic() - begun


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("contacts", nargs="?", type=int, default=20_000)
    parser.add_argument("--accounts", default="1,4,8")
    parser.add_argument("--milliseconds", type=int, default=100)
    parser.add_argument("--program", default=str(ROOT / ".build" / "release" / "contactsync"))
    options = parser.parse_args()
    counts = [int(count) for count in options.accounts.split(",")]
    data = WORK / "data" / f"{options.contacts}-accounts-{max(counts)}"
    pages.make(options.contacts, data, accounts=max(counts))
    folder, port = pathlib.Path(tempfile.mkdtemp(prefix="nginx-")), free_port()
    serving = server.start(data, folder, port)
    slow_port = free_port()
    slow = subprocess.Popen([sys.executable, HERE / "slow.py", str(slow_port), str(port), str(options.milliseconds)])
    server.wait_for(f"http://127.0.0.1:{slow_port}/quiet/contacts")
    print(f"{options.contacts:,} contacts an account, {options.milliseconds} ms a response")
    count = -(-options.contacts // pages.PAGE)
    print(f"a bare client: {count} requests, limit {count * options.milliseconds / 1000:.2f} s, wall {bare(slow_port, count):.2f} s")
    print("accounts  requests  limit s   wall s  of the limit  client CPU s  peak MB")
    try:
        for count in counts:
            with Cluster(options.program) as cluster:
                subject = Ours(cluster, f"http://127.0.0.1:{slow_port}", accounts=count)
                before = count_lines(folder / "access.log")
                taken = subject.step("full")
                requests = count_lines(folder / "access.log") - before
                limit = requests * options.milliseconds / 1000 / count
                print(f"{count:8} {requests:9} {limit:8.2f} {taken.wall:8.2f} {100 * limit / taken.wall:11.1f} % "
                      f"{taken.client:13.2f} {taken.peak:8.0f}",
                      flush=True)
    finally:
        for each in (slow, serving):
            each.terminate()
            each.wait()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__": main()
