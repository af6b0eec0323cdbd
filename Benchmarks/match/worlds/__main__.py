"""Makes a world of parties and contacts in another style than `contactsync sandbox` does, for training and testing the matching.

    python3 Benchmarks/match/worlds --style B --seed 1 --parties 10000 --out DIR

Style B: businesses of fifteen countries. Style C: people and households. Each seed is a regime of its own: which fields are
known, how dirty they are, how many contacts have a party, which countries. Writes parties.ndjson, contacts.ndjson, truth.csv
(platform_id, accounting_id) and patterns.csv (contact_id, pattern). The same arguments give the same bytes.
"""
import argparse
import json
import os

from chance import Chance
from firms import FirmMaker
from people import HouseholdMaker
from records import Clerk
from world import draw


def members(firms, world, chance):
    """Each business with how often it is a party and how often a contact: (firm, parties, contacts)."""
    covered = min(0.95, world.matched * world.per_party / 1.25)
    outside = (1 - world.matched) * world.per_party / 1.08
    for firm in firms:
        where = chance.weighted([("both", covered), ("platform", 1 - covered), ("books", outside)])
        parties = 0 if where == "books" else 2 if chance.yes(0.015) else 1
        contacts = 0
        if where != "platform":
            contacts = 1
            while contacts < 5 and chance.yes(0.2 if where == "both" else 0.07):
                contacts += 1
        yield firm, parties, contacts


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--style", choices=["B", "C"], default="B")
    arguments.add_argument("--seed", type=int, required=True)
    arguments.add_argument("--parties", type=int, default=10000)
    arguments.add_argument("--out", required=True, metavar="DIR")
    options = arguments.parse_args()
    os.makedirs(options.out, exist_ok=True)

    world = draw(options.style, Chance(options.style, options.seed, "world"))
    chance = Chance(options.style, options.seed)
    maker = (HouseholdMaker if options.style == "C" else FirmMaker)(chance, world)
    clerk = Clerk(chance, world)
    parties, contacts, number = [], [], 0
    while number < options.parties:
        for firm, times, copies in members(maker.cluster(), world, chance):
            ids = []
            for _ in range(min(times, options.parties - number)):
                number += 1
                ids.append(f"p{number:06d}")
                parties.append(clerk.party(firm, number))
            for copy in range(copies):
                contacts.append((*clerk.contact(firm, len(contacts), copy), ids))
    contacts = chance.shuffled(contacts)

    def write(name, lines):
        with open(os.path.join(options.out, name), "w", encoding="utf-8", newline="\n") as file:
            file.writelines(line + "\n" for line in lines)

    write("parties.ndjson", (json.dumps(party, ensure_ascii=False, sort_keys=True) for party in parties))
    write("contacts.ndjson", (json.dumps(record, ensure_ascii=False, sort_keys=True) for record, _, _ in contacts))
    write("truth.csv", ["platform_id,accounting_id"] + [f"{party},{record['id']}" for record, _, ids in contacts for party in ids])
    write("patterns.csv", ["contact_id,pattern"] + [f"{record['id']},{label}" for record, labels, _ in contacts for label in labels])


if __name__ == "__main__":
    main()
