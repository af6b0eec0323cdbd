"""Compares the Spark job with one process of contactsync-transform, row by row, on made-up data.

    .build/spark/bin/python pipelines/spark/check.py --program .build/release/contactsync --parties 10000
"""

import argparse
import collections
import csv
import ctypes
import glob
import hashlib
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time

PR_SET_CHILD_SUBREAPER = 36


def generate(program, folder, parties, seed):
    """Parties and contacts as NDJSON; some contacts come twice."""
    command = [program, "sandbox", "generate", "--parties", str(parties), "--seed", str(seed), "--out", folder]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    chance = random.Random(seed)
    with open(f"{folder}/platform.csv", encoding="utf-8-sig") as rows, open(f"{folder}/parties.ndjson", "w") as out:
        before = None
        for row in csv.DictReader(rows):
            party = {key: row.get(key) or None for key in ["id", "name", "email_address", "tax_number"]}
            places = ["street_1", "street_2", "city", "country_subdivision", "zip_code", "country"]
            address = {place: row.get(place) or None for place in places}
            party["addresses"] = [address] if any(address.values()) else []
            party["phone_numbers"] = [{"number": row["phone_number"]}] if row.get("phone_number") else []
            party.update({flag: row[flag] == "true" for flag in ["is_customer", "is_supplier"]}, organization="acme")
            if chance.random() < 0.01:
                party["deleted_at"] = "2026-01-01T00:00:00Z"
            elif chance.random() < 0.01 and before:
                party["merged_into"] = before
            before = party["id"]
            write(out, party)
        write(out, {"organization": "acme", "party_revision": 7, "rows": parties, "schema": 1, "type": "end"})
    count = 0
    with open(f"{folder}/accounting.ndjson") as lines, open(f"{folder}/contacts.ndjson", "w") as out:
        for line in lines:
            contact = dict(json.loads(line), account="books")
            write(out, contact)
            count += 1
            if chance.random() < 0.005:
                write(out, dict(contact, name="Quite Another"))
                count += 1
        end = {"account": "books", "bound": None, "rows": count, "schema": 1, "since": None, "type": "end"}
        write(out, end)
    os.remove(f"{folder}/accounting.ndjson")


def stand(folder, seed):
    """What stands: of the decisions some links, right and wrong ones, and some judgements."""
    chance, rows, seen = random.Random(seed), 0, set()
    with open(f"{folder}/one.ndjson") as lines, open(f"{folder}/standing.ndjson", "w") as out:
        for line in lines:
            decision = json.loads(line)
            candidates = [candidate["party"] for candidate in decision.get("candidates", [])]
            if not candidates or decision["contact"] in seen or chance.random() > 0.2:
                continue
            seen.add(decision["contact"])
            named = {"account": "books", "contact": decision["contact"], "party": chance.choice(candidates)}
            if chance.random() < 0.7:
                source = chance.choice(["auto", "auto", "human", "import"])
                write(out, dict(named, is_primary=True, source=source, type="link"))
            else:
                write(out, dict(named, answer=chance.choice(["same", "different", "unsure"]), type="judgement"))
            rows += 1
        write(out, {"account": "books", "rows": rows, "schema": 1, "type": "end"})


def write(out, value):
    out.write(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n")


def timed(name, command, **options):
    """Runs a command with all that it starts; says its wall and CPU seconds, and the most that a process so far took."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, check=True, **options)
    try:
        while True:
            os.wait()  # what Spark left running for a moment
    except ChildProcessError:
        pass
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{name}: {wall:.1f} s, {used:.1f} s of CPU, at most {after.ru_maxrss // 1024} MB in a process", flush=True)


def rows(paths):
    """How often each line comes, by its hash."""
    counts = collections.Counter()
    for path in paths:
        with open(path, "rb") as lines:
            counts.update(hashlib.blake2b(line, digest_size=8).digest() for line in lines)
    return counts


def compare(folder, out):
    """The rows of both are the same."""
    one, many = rows([f"{folder}/one.ndjson"]), rows(glob.glob(f"{out}/part-*"))
    missing, extra = (one - many).total(), (many - one).total()
    print(f"{one.total()} rows of one process, {many.total()} of Spark: {missing} missing, {extra} that should not be")
    if missing or extra:
        sys.exit(f"they differ; both are in {folder}")


def main():
    # Whom Spark's parts leave behind, they leave to this process: their CPU time is counted too.
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, help="contactsync, with contactsync-transform beside it")
    parser.add_argument("--parties", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shard-size", type=int, help="also with parties in shards of this size")
    parser.add_argument("--fresh-only", action="store_true", help="nothing stands yet; without it that is compared too")
    parser.add_argument("--folder", help="kept; a temporary one without it")
    parser.add_argument("--memory", default="2g", help="of Spark's JVM")
    given = parser.parse_args()
    folder = given.folder or tempfile.mkdtemp(prefix="contactsync-spark-")
    os.makedirs(folder, exist_ok=True)
    transform = f"{os.path.abspath(given.program)}-transform"
    if not os.path.exists(f"{folder}/contacts.ndjson"):
        generate(given.program, folder, given.parties, given.seed)

    def both(name, options, sharded):
        parties = ["--parties", f"{folder}/parties.ndjson", *options]
        with open(f"{folder}/contacts.ndjson") as contacts, open(f"{folder}/one.ndjson", "w") as out:
            timed(f"{name}, one process", [transform, *parties], stdin=contacts, stdout=out)
        for size in [None] + sharded:
            out = f"{folder}/spark"
            shutil.rmtree(out, ignore_errors=True)
            job = os.path.join(os.path.dirname(os.path.abspath(__file__)), "match.py")
            command = [sys.executable, job, "--transform", transform, *parties]
            command += ["--contacts", f"{folder}/contacts.ndjson", "--out", out]
            command += ["--shard-size", str(size)] if size else []
            submit = f"--driver-memory {given.memory} --conf spark.ui.enabled=false --conf spark.local.dir={folder}/tmp"
            submit += " --conf spark.sql.shuffle.partitions=4 --conf spark.log.level=ERROR"
            submit += " --conf spark.ui.showConsoleProgress=false --master local[*] pyspark-shell"
            environment = dict(os.environ, PYSPARK_SUBMIT_ARGS=submit, PYSPARK_PYTHON=sys.executable)
            environment["PYTHONDONTWRITEBYTECODE"] = "1"
            timed(f"{name}, Spark" + (f", shards of {size} parties" if size else ""), command, env=environment)
            compare(folder, out)

    both("nothing stands", [], [given.shard_size] if given.shard_size else [])
    if not given.fresh_only:
        stand(folder, given.seed)
        both("links and judgements stand", ["--standing", f"{folder}/standing.ndjson"], [])
    if not given.folder:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
