"""Measures the matching of contactsync beside Splink 5 on the same generated data in the same run.

    make bench-match                          10,000 and 100,000 parties
    make bench-match SIZES="10000 1000000"    other sizes
    make bench-match WITH=--ours              contactsync alone

Data: `contactsync sandbox serve --generate`, seed 7001 (--seed), kept in .build/bench-match. Ours is `contactsync transform`
from NDJSON to NDJSON, all included. Splink's normalizing is timed apart. From 1,000,000 parties on, Splink's blocking rules are
tightened (--tight-from), or it needs more memory than a machine has.
"""
import argparse
import json
import math
import os
import pathlib
import sys

from made import generate
from measured import run
from scores import OwnAnswers, splink_answers, truth_of

GATE = 0.92      # the name gate that served Splink best
HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = ROOT / ".build" / "bench-match"


def count_lines(path):
    with open(path, "rb") as file:
        return sum(1 for _ in file)


def number(value):
    return "not reached" if value is None else f"{value:.3f}"


def share(value):
    return "not reached" if value is None else f"{100 * value:.1f} %"


def quality(name, answers, review):
    print(f"| {name} | {number(answers.best_f1)} | {number(answers.recall_at(0.995)[0])} | {number(answers.candidate_recall)} | {share(review)} |")


def cost(name, taken, ours):
    times = lambda theirs, own: f"{theirs / own:.1f}" if own else ""
    print(f"| {name} | {taken.wall:.2f} | {taken.cpu:.2f} | {taken.peak:.0f} | {times(taken.wall, ours.wall)} | {times(taken.cpu, ours.cpu)} | "
          f"{times(taken.peak, ours.peak)} |")


def reliability(contactsync, folder, decisions):
    out = folder / "evaluated.json"
    run([contactsync, "evaluate", "--truth", folder / "truth.csv", "--decisions", decisions, "--json"], write=out)
    found = json.loads(out.read_text())
    print("\n| best candidate said | contacts | mean said | true |\n| --- | --- | --- | --- |")
    for each in found["calibration"]["bins"]:
        print(f"| {each['from']:.1f}–{each['to']:.1f} | {each['true']['whole']} | {each['said']:.3f} | {each['true']['value']:.3f} |")


def bench(size, options):
    contactsync = pathlib.Path(options.contactsync).resolve()
    folder = WORK / f"{size}-{options.seed}"
    generate(contactsync, folder, size, options.seed)
    truth, contacts = truth_of(folder), count_lines(folder / "contacts.ndjson")
    decisions, pairs = folder / "decisions.ndjson", folder / "pairs.parquet"
    tight = size >= options.tight_from

    transform = [contactsync, "transform", "--parties", folder / "parties.ndjson"]
    rounds = [run(transform, read=folder / "contacts.ndjson", write=decisions, log=folder / "transform.log") for _ in range(options.rounds)]
    ours = min(rounds, key=lambda taken: taken.wall)
    own = OwnAnswers(decisions, truth, contacts)
    print(f"\n## {size:,} parties, {contacts:,} contacts, of which {len(truth):,} are some party (seed {options.seed})\n", flush=True)
    print(f"With the fixed thresholds of the standard policy contactsync links {own.links:,} contacts: precision {own.precision:.4f}, recall "
          f"{own.recall:.3f}; {share(own.review_share)} of the contacts are in review, with them the recall is {own.recall_with_review:.3f}. "
          f"Expected calibration error {own.calibration_error(own.best.score):.4f}.\n")

    answers = []
    if not options.ours:
        normalizing = run([sys.executable, HERE / "normalized.py", folder], log=folder / "normalized.log")
        command = [sys.executable, HERE / "splink_pairs.py", folder, pairs] + (["--tight"] if tight else [])
        splink = run(command, log=folder / "splink.log")
        answers = [splink_answers(folder, pairs, truth, contacts), splink_answers(folder, pairs, truth, contacts, GATE)]

    print("| by contact | best F1 | recall at precision ≥ 0.995 | candidate recall | to review for 95 % recall |\n| --- | --- | --- | --- | --- |")
    quality("contactsync", own, own.review_for(0.95, own.best.matched))
    if answers:
        quality("Splink 5" + (", tightened rules" if tight else ""), answers[0], answers[0].review_at(0.95))
        quality(f"Splink 5, each other's best and names alike ({GATE})", answers[1], answers[1].review_at(0.95))
        said = answers[0].best.score.map(lambda bits: 1 / (1 + math.exp2(-bits)) if bits > -60 else 0.0)
        print(f"\nExpected calibration error of Splink: {answers[0].calibration_error(said):.4f}.")

    print("\n| cost | wall s | CPU s | peak MB | × wall | × CPU | × memory |\n| --- | --- | --- | --- | --- | --- | --- |")
    cost("contactsync transform, all included", ours, ours)
    if answers:
        cost("Splink 5, without normalizing", splink, ours)
        cost("normalizing for Splink", normalizing, ours)
        cost("Splink 5, all included", splink + normalizing, ours)
    if options.reliability:
        reliability(contactsync, folder, decisions)
    sys.stdout.flush()


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("sizes", nargs="*", type=int, help="parties (10000 100000)")
    arguments.add_argument("--seed", type=int, default=7001)
    arguments.add_argument("--tight-from", type=int, default=1_000_000, metavar="PARTIES")
    arguments.add_argument("--rounds", type=int, default=3, help="runs of contactsync, of which the fastest counts (3)")
    arguments.add_argument("--ours", action="store_true", help="contactsync alone")
    arguments.add_argument("--reliability", action="store_true", help="also the table of what was said and what is true")
    arguments.add_argument("--contactsync", default=ROOT / ".build" / "release" / "contactsync")
    options = arguments.parse_args()
    print(f"{os.cpu_count()} cores, {os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 2**30:.0f} GB")
    for size in options.sizes or [10_000, 100_000]:
        bench(size, options)


if __name__ == "__main__":
    main()
