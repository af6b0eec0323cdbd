"""What a good Python programmer writes by hand: httpx, orjson, psycopg COPY, an upsert; one table.

    hand.py BASE_URL DSN SCHEMA full|again|night

full makes the table anew, again reads everything into it once more, night what changed since the greatest modified_at.
Pages are read on a thread of their own; 10,000 contacts go into a temporary table at a time and from there into the table,
with the watermark in the same transaction. Nothing is checked, hashed, versioned or accounted for.
"""
import queue
import sys
import threading

import httpx
import orjson
import psycopg

CHUNK = 10000
COLUMNS = {
    "id": "uuid", "remote_id": "text", "name": "text", "is_supplier": "boolean", "is_customer": "boolean", "email_address": "text",
    "tax_number": "text", "status": "text", "currency": "text", "remote_updated_at": "timestamptz", "company": "uuid",
    "remote_was_deleted": "boolean", "created_at": "timestamptz", "modified_at": "timestamptz", "field_mappings": "jsonb",
    "remote_data": "jsonb", "addresses": "jsonb", "phone_numbers": "jsonb"}


def pages(base, since):
    with httpx.Client(base_url=base, timeout=30) as client:
        cursor = None
        while True:
            params = {"page_size": 100}
            if since: params["modified_after"] = since
            if cursor: params["cursor"] = cursor
            answer = client.get("/contacts", params=params)
            answer.raise_for_status()
            page = orjson.loads(answer.content)
            cursor = page["next"]
            yield page["results"], cursor
            if not cursor: return


def ahead(source):
    waiting = queue.Queue(50)

    def read():
        for each in source: waiting.put(each)
        waiting.put(None)

    threading.Thread(target=read, daemon=True).start()
    while (each := waiting.get()) is not None: yield each


def text(value):
    return None if value is None else orjson.dumps(value).decode()


def row(contact):
    email = contact["email_address"]
    return (contact["id"], contact["remote_id"], contact["name"].strip(), contact["is_supplier"], contact["is_customer"],
            email.strip().lower() if email else None, contact["tax_number"], contact["status"], contact["currency"],
            contact["remote_updated_at"], contact["company"], contact["remote_was_deleted"], contact["created_at"],
            contact["modified_at"], text(contact["field_mappings"]), text(contact["remote_data"]), text(contact["addresses"]),
            text(contact["phone_numbers"]))


def main(base, dsn, schema, mode):
    connection = psycopg.connect(dsn)
    session = connection.cursor()
    if mode == "full":
        columns = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
        session.execute(f"drop schema if exists {schema} cascade; create schema {schema}")
        session.execute(f"create table {schema}.contacts ({columns}, primary key (id))")
        for name in ("email_address", "company", "modified_at"): session.execute(f"create index on {schema}.contacts ({name})")
        session.execute(f"create table {schema}.state (k text primary key, v text)")
    session.execute(f"create temporary table stage (like {schema}.contacts)")
    connection.commit()
    since = None
    if mode == "night": since = session.execute(f"select v from {schema}.state where k = 'wm'").fetchone()[0]
    watermark = since or ""
    names = ", ".join(COLUMNS)
    updates = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS if name != "id")

    def flush(rows, cursor):
        with session.copy(f"copy stage ({names}) from stdin") as copy:
            for each in rows: copy.write_row(each)
        session.execute(f"insert into {schema}.contacts select distinct on (id) * from stage order by id, modified_at desc "
                        f"on conflict (id) do update set {updates}")
        session.execute("truncate stage")
        session.execute(f"insert into {schema}.state values ('wm', %s), ('cursor', %s) on conflict (k) do update set v = excluded.v",
                        (watermark, cursor))
        connection.commit()

    rows, count = [], 0
    for contacts, cursor in ahead(pages(base, since)):
        for contact in contacts:
            rows.append(row(contact))
            watermark = max(watermark, contact["modified_at"])
        if len(rows) >= CHUNK:
            flush(rows, cursor)
            count, rows = count + len(rows), []
    if rows:
        flush(rows, None)
        count += len(rows)
    print(count, watermark)


main(*sys.argv[1:])
