"""One run a night for Airflow, each for its own interval of time.

An interval reads what changed in it, and may be run again at any time: running again changes nothing. The last line on
stdout is the run's summary as JSON, which the operator hands on as the task's XCom. Exit codes: 75 is passing trouble and is
tried again; 2 says that some accounts failed while the others are committed, and marks the task as skipped, so that it is
seen without stopping what comes after; 1, 64 and 65 fail.
"""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.providers.standard.operators.bash import BashOperator

SOME_ACCOUNTS_FAILED = 2

with DAG(
    dag_id="contactsync_nightly",
    schedule="0 2 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    tags=["contactsync"],
) as dag:
    BashOperator(
        task_id="run",
        bash_command=(
            "contactsync run /etc/contactsync/nightly.yaml --json --fail-on new"
            " --since '{{ data_interval_start | ts }}' --until '{{ data_interval_end | ts }}'"
        ),
        env={
            "MERGE_API_KEY_FILE": "/run/secrets/contactsync/merge_api_key",
            "DATABASE_URL_FILE": "/run/secrets/contactsync/database_url",
            "CONTACTSYNC_TOKEN_KEYS_FILE": "/run/secrets/contactsync/token_keys",
        },
        append_env=True,
        cwd="/var/lib/contactsync",
        do_xcom_push=True,
        skip_on_exit_code=SOME_ACCOUNTS_FAILED,
        retries=6,
        retry_delay=timedelta(minutes=10),
        execution_timeout=timedelta(hours=6),
    )
