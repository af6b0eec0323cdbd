"""Trains the ruling's model `trees-1` on made-up businesses and writes it as Swift source.

Every pair that the matcher compares is labelled by its generator's truth. Three styles of world are mixed, so that the model
learns what they have in common; in some of them half of the parties are missing, as they are from a platform that does not
know every business in its users' books. The seeds are apart from those that quality is reported on (docs/matching.md). The
same inputs give the same bytes: one thread, fixed seeds, pinned versions.

    make train-ruling
"""

import csv
import json
import math
import pathlib
import struct
import subprocess
import sys
import tempfile
import zlib

import lightgbm
import numpy


class World:
    """One made-up world: `kept` is the share of its parties that the platform knows, `weight` that of its pairs, `share` that
    of its contacts which are learned from."""

    def __init__(self, style, seed, parties=10_000, kept=1.0, weight=1.0, share=1.0):
        self.style, self.seed, self.parties = style, seed, parties
        self.kept, self.weight, self.share = kept, weight, share


# Style A is `contactsync sandbox generate`, B and C are Benchmarks/match/worlds: harsher than most books, so they count less.
WORLDS = (
    [World("A", seed) for seed in range(5001, 5021)]
    + [World("A", 3001, parties=100_000), World("A", 5031, parties=1_000_000, share=0.1)]
    + [World("A", seed, kept=0.5) for seed in range(5001, 5007)]
    + [World("B", seed, weight=0.3) for seed in range(1, 7)]
    + [World("C", seed, weight=0.3) for seed in range(1, 4)]
)
TREES = 150
PARAMETERS = {
    "objective": "binary",
    "num_leaves": 16,
    "learning_rate": 0.15,
    "min_data_in_leaf": 80,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "feature_fraction": 0.5,
    "lambda_l2": 5.0,
    "max_bin": 255,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "seed": 1,
    "verbosity": -1,
}
# Values that can only speak for a pair the higher they are (PairFeatures.rising).
RISING = {"surprise", "weight", "bits", "lead", "ahead"}
TARGET = pathlib.Path("Sources/Transform/Settle/Trees/Trees1.swift")


def party_line(row):
    def get(key):
        return row.get(key) or None

    keys = ("street_1", "street_2", "city", "country_subdivision", "zip_code", "country")
    address = {key: get(key) for key in keys}
    return {
        "addresses": [address] if any(address.values()) else [],
        "email_address": get("email_address"),
        "id": row["id"],
        "is_customer": row["is_customer"] == "true",
        "is_supplier": row["is_supplier"] == "true",
        "name": get("name"),
        "organization": "training",
        "phone_numbers": [{"number": get("phone_number")}] if get("phone_number") else [],
        "tax_number": get("tax_number"),
    }


def made_up(contactsync, world, folder):
    """Writes parties.ndjson and contacts.ndjson of a world; returns its truth as pairs (contact, party)."""
    if world.style == "A":
        command = [contactsync, "sandbox", "generate"]
    else:
        command = [sys.executable, "Benchmarks/match/worlds", "--style", world.style]
    command += ["--parties", str(world.parties), "--seed", str(world.seed), "--out", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    parties = folder / "parties.ndjson"
    if world.style == "A":
        with open(folder / "platform.csv", encoding="utf-8") as rows, open(parties, "w", encoding="utf-8") as out:
            for row in csv.DictReader(rows):
                out.write(json.dumps(party_line(row), sort_keys=True) + "\n")
        with open(folder / "accounting.ndjson") as lines, open(folder / "contacts.ndjson", "w") as out:
            for line in lines:
                out.write(json.dumps(json.loads(line) | {"account": "training"}, sort_keys=True) + "\n")
    lines = parties.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if lot(world, json.loads(line)["id"]) < world.kept]
    parties.write_text("".join(kept), encoding="utf-8")
    known = {json.loads(line)["id"] for line in kept}
    with open(folder / "truth.csv") as rows:
        pairs = {(row["accounting_id"], row["platform_id"]) for row in csv.DictReader(rows)}
    return {pair for pair in pairs if pair[1] in known}


def lot(world, record):
    """A number from 0 to 1 that decides whether the platform knows a party, and whether a contact is learned from."""
    return zlib.crc32(f"{world.style}{world.seed}{record}".encode()) / 2**32


def pairs(contactsync, world):
    """Names of the features, features and labels of the pairs of one world."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        truth = made_up(contactsync, world, folder)
        with open(folder / "contacts.ndjson") as contacts, open(folder / "features.csv", "w") as out:
            command = [contactsync, "transform", "features", "--parties", str(folder / "parties.ndjson")]
            subprocess.run(command, stdin=contacts, stdout=out, check=True)
        values, labels = [], []
        with open(folder / "features.csv") as rows:
            reader = csv.reader(rows)
            names = next(reader)[2:]
            for row in reader:
                if lot(world, row[0]) >= world.share:
                    continue
                values.append(numpy.array(row[2:], dtype=numpy.float32))
                labels.append((row[0], row[1]) in truth)
    return names, numpy.vstack(values), numpy.array(labels)


def tree_bytes(root):
    """One tree in the shape that TreeModel reads; forks and leaves in depth-first order."""
    forks, leaves = [], []

    def visit(node):
        if "leaf_value" in node:
            leaves.append(node["leaf_value"] / math.log(2))
            return -len(leaves)
        place = len(forks)
        forks.append(None)
        low, high = visit(node["left_child"]), visit(node["right_child"])
        forks[place] = struct.pack("<BhBB", node["split_feature"], quarters(node["threshold"]), low & 255, high & 255)
        return place

    visit(root)
    return bytes([len(forks)]) + b"".join(forks) + struct.pack(f"<{len(leaves)}f", *leaves)


def quarters(threshold):
    """A threshold in quarters: values are whole numbers or half bits, so that one between two of them stays there."""
    return round(threshold * 4)


def main():
    contactsync = sys.argv[1]
    parts = [pairs(contactsync, world) for world in WORLDS]
    names = parts[0][0]
    values, labels = numpy.vstack([part[1] for part in parts]), numpy.concatenate([part[2] for part in parts])
    weights = numpy.concatenate([numpy.full(len(part[2]), world.weight) for world, part in zip(WORLDS, parts)])
    constraints = [1 if name in RISING else 0 for name in names]
    data = lightgbm.Dataset(values, labels, weight=weights, feature_name=names)
    model = lightgbm.train(PARAMETERS | {"monotone_constraints": constraints}, data, TREES)
    trees = model.dump_model()["tree_info"]
    lines = []
    for tree in trees:
        digits = tree_bytes(tree["tree_structure"]).hex()
        lines += [digits[start : start + 112] for start in range(0, len(digits), 112)]
    text = "\n".join("      " + line for line in lines)
    TARGET.write_text(
        "// Written by policies/train-ruling.py; not edited by hand.\n\n"
        "extension TreeModel {\n"
        f"  /// {len(trees)} trees, learned from {len(labels)} pairs.\n"
        f'  package static let trees1 = TreeModel(\n    hexadecimal: """\n{text}\n      """)!\n'
        "}\n"
    )
    print(f"{len(labels)} pairs, {int(labels.sum())} of them true; {len(trees)} trees in {TARGET}")


if __name__ == "__main__":
    main()
