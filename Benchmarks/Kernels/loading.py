"""Times what a Python program would read pages and write rows with, on the pages that KernelBenchmark wrote.

Kernel, library and contacts per second of CPU, as peers.py prints them.
"""

import sys
import time

import orjson
from psycopg._copy_base import TextFormatter  # what Cursor.copy writes rows with, without a connection
from psycopg.adapt import Transformer

COLUMNS = ["id", "remote_id", "name", "email_address", "tax_number", "status", "currency", "is_customer", "is_supplier", "company",
           "remote_updated_at", "created_at", "modified_at", "remote_was_deleted"]
LISTS = ["addresses", "phone_numbers"]


def best(count, operation):
    fastest = float("inf")
    for _ in range(5):
        begun = time.process_time()
        operation()
        fastest = min(fastest, time.process_time() - begun)
    return count / fastest


def write():
    formatter = TextFormatter(Transformer(), encoding="utf-8")
    for contact in contacts:
        lists = [orjson.dumps(contact[name]).decode() for name in LISTS]
        formatter.write_row([contact[name] for name in COLUMNS] + lists)
    formatter.end()


with open(f"{sys.argv[1]}/pages", "rb") as file:
    pages = file.read().splitlines()
contacts = [contact for page in pages for contact in orjson.loads(page)["results"]]
scanned = best(len(contacts), lambda: [orjson.loads(page) and None for page in pages])
print("pages scanned and hashed, contacts", "orjson loads", scanned, sep="\t")
print("rows for COPY", "psycopg write_row", best(len(contacts), write), sep="\t")
