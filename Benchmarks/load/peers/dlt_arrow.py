"""dlt with pyarrow tables of 20,000 contacts, one table, CSV into PostgreSQL, upsert by id: its fastest way that we found.

    dlt_arrow.py BASE_URL DSN DATASET full|again|night FOLDER

full begins anew, again reads everything once more, night what changed since the greatest modified_at. FOLDER holds dlt's state.
"""
import os
import shutil
import sys

base, dsn, dataset, mode, folder = sys.argv[1:]
os.environ.update({
    "RUNTIME__DLTHUB_TELEMETRY": "false", "RUNTIME__LOG_LEVEL": "ERROR", "DESTINATION__POSTGRES__CREDENTIALS": dsn,
    "DLT_DATA_DIR": folder, "DATA_WRITER__BUFFER_MAX_ITEMS": "20000", "DATA_WRITER__FILE_MAX_ITEMS": "50000",
    "NORMALIZE__WORKERS": "2", "LOAD__WORKERS": "4", "EXTRACT__WORKERS": "2", "NORMALIZE__START_METHOD": "fork",
    "NORMALIZE__LOADER_FILE_FORMAT": "csv"})
if mode == "full": shutil.rmtree(folder, ignore_errors=True)

import dlt  # noqa: E402 (it reads the environment)
import orjson
import pyarrow
from dlt.sources.helpers.rest_client import RESTClient
from dlt.sources.helpers.rest_client.paginators import JSONResponseCursorPaginator

NESTED = ("addresses", "phone_numbers", "field_mappings", "remote_data")


def tables(since):
    client = RESTClient(base, paginator=JSONResponseCursorPaginator(cursor_path="next", cursor_param="cursor"), data_selector="results")
    rows = []
    for page in client.paginate("/contacts", params={"page_size": 100} | ({"modified_after": since} if since else {})):
        for contact in page:
            del contact["remote_fields"]
            for key in NESTED: contact[key] = orjson.dumps(contact[key]).decode()
        rows += page
        if len(rows) >= 20000:
            yield pyarrow.Table.from_pylist(rows)
            rows = []
    if rows: yield pyarrow.Table.from_pylist(rows)


DISPOSITION = {"disposition": "merge", "strategy": "upsert"}


@dlt.resource(name="contacts", primary_key="id", write_disposition=DISPOSITION)
def changed(modified=dlt.sources.incremental("modified_at", initial_value="2020-01-01T00:00:00.000Z")):
    yield from tables(modified.last_value)


@dlt.resource(name="contacts", primary_key="id", write_disposition=DISPOSITION)
def everything():
    yield from tables(None)


pipeline = dlt.pipeline("bench", destination="postgres", dataset_name=dataset, pipelines_dir=folder + "/pipelines")
if mode == "full":
    import psycopg2
    with psycopg2.connect(dsn) as connection:
        connection.cursor().execute(f"drop schema if exists {dataset} cascade; drop schema if exists {dataset}_staging cascade")
pipeline.run(everything if mode == "again" else changed)
print(pipeline.last_trace.last_normalize_info.row_counts.get("contacts", 0))
