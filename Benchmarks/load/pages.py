"""Writes what the server answers with: contacts of about 912 bytes, 100 a page, and parties of the platform.

    pages.py CONTACTS FOLDER [ACCOUNTS]

    FOLDER/full     all contacts
    FOLDER/night    the one in a hundred that a night changed
    FOLDER/quiet    a night in which nothing changed
    FOLDER/*.json   what Merge says of ACCOUNTS linked accounts (1) and their syncs
A page is named by its cursor. Contact n is of the party n where there is one.
"""
import json
import pathlib
import sys

from people import PARTY_COLUMNS, Person

PAGE = 100


def write_pages(folder, contacts):
    """The cursors are c0000001 and so on; without contacts there is one empty page."""
    folder.mkdir(parents=True, exist_ok=True)
    page, number = [], 1

    def write(is_last):
        following = "null" if is_last else f'"c{number + 1:07d}"'
        previous = "null" if number == 1 else f'"c{number - 1:07d}"'
        text = f'{{"next":{following},"previous":{previous},"results":[{",".join(page)}]}}'
        (folder / f"c{number:07d}.json").write_text(text)

    for contact in contacts:
        if len(page) == PAGE:
            write(False)
            page, number = [], number + 1
        page.append(contact)
    write(True)


def write_accounts(folder, count):
    accounts = [{"id": f"8d1f6c54-0a5b-4f0e-9d57-{number:012d}", "status": "COMPLETE", "end_user_origin_id": f"bench-{number}",
                 "end_user_organization_name": "Bench", "category": "accounting", "is_duplicate": False, "account_type": "PRODUCTION",
                 "integration": {"name": "QuickBooks Online", "slug": "quickbooks-online"}} for number in range(1, count + 1)]
    sync = {"model_name": "Contact", "model_id": "accounting.Contact", "status": "DONE", "last_sync_result": "DONE",
            "last_sync_start": "2026-11-20T03:00:00Z", "last_sync_finished": "2026-11-20T03:05:00Z", "is_initial_sync": False}
    listing = lambda results: json.dumps({"next": None, "previous": None, "results": results})
    (folder / "linked-accounts.json").write_text(listing(accounts))
    (folder / "sync-status.json").write_text(listing([sync]))
    details = dict(accounts[0], integration="QuickBooks Online", integration_slug="quickbooks-online")
    (folder / "account-details.json").write_text(json.dumps(details))


def write_parties(path, count):
    with open(path, "w") as file:
        file.write(PARTY_COLUMNS + "\n")
        for number in range(count):
            file.write(",".join(Person(number).party()) + "\n")


def make(contacts, folder, accounts=1):
    """Whether the folder is whole is told by its file `made`."""
    if (folder / "made").exists(): return
    folder.mkdir(parents=True, exist_ok=True)
    write_pages(folder / "full", (Person(number).contact() for number in range(contacts)))
    write_pages(folder / "night", (Person(number).contact(changed=True) for number in range(0, contacts, 100)))
    write_pages(folder / "quiet", [])
    write_accounts(folder, accounts)
    (folder / "made").touch()


if __name__ == "__main__":
    make(int(sys.argv[1]), pathlib.Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1)
