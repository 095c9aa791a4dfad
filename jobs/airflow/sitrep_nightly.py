"""The night in Airflow 3: a task per stage, each resumes from what the stage before left in the home.

The data interval of a run starts on the report date (the day the figures describe) and ends when the
night is due. Clock and first date come from the country's own configuration.

Environment of the workers and the DAG processor:
    SITREP          the launcher, default ../sitrep beside this folder
    SITREP_HOME     the home, default sitrep-home beside the project's jobs folder
    SITREP_CONF     the country's folder, default conf/kazakhstan of the project
    SITREP_RETRIES  how often a failed stage is tried again, default 2
    SITREP_CATCHUP  true: after switching on, run every night since the first report date
"""

import os
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG, CronDataIntervalTimetable, Param

# The words of the command line, the ledger and the packages, in the order of the night.
STAGES = ["ingest", "normalise", "aggregate", "report", "deliver"]

# Exit code of a night that a person has to look at: nothing failed, and nothing is published.
HELD = 3

# These run after a held aggregate too: senders get their files back, nobody gets a report.
AFTER_HELD = ["report", "deliver"]

PROJECT = Path(__file__).resolve().parents[2]
SITREP = os.environ.get("SITREP", str(PROJECT / "jobs" / "sitrep"))
HOME = os.environ.get("SITREP_HOME", str(PROJECT / "sitrep-home"))
CONF = os.environ.get("SITREP_CONF", str(PROJECT / "conf" / "kazakhstan"))

# BaseLoader leaves every value a text: YAML would read an unquoted 10:30 as a number.
COUNTRY = yaml.load((Path(CONF) / "country.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
ZONE = COUNTRY["time-zone"]
HOUR, MINUTE = COUNTRY["report-time"].split(":")[:2]
FIRST = datetime.fromisoformat(COUNTRY["first-report-date"]).replace(tzinfo=ZoneInfo(ZONE))

REPORT_DATE = (
    "{{ params.report_date or data_interval_start.in_timezone('" + ZONE + "').strftime('%Y-%m-%d') }}"
)

with DAG(
    dag_id="sitrep_nightly",
    description="Spreadsheets that regions sent: checked tables, situation report, mail",
    schedule=CronDataIntervalTimetable(f"{int(MINUTE)} {int(HOUR)} * * *", timezone=ZONE),
    start_date=FIRST,
    catchup=os.environ.get("SITREP_CATCHUP", "false") == "true",
    # A night compares with the nights before it, and a home has one writer.
    max_active_runs=1,
    max_active_tasks=1,
    default_args={
        "retries": int(os.environ.get("SITREP_RETRIES", "2")),
        "retry_delay": timedelta(minutes=5),
        "execution_timeout": timedelta(hours=1),
    },
    params={
        "report_date": Param(
            None,
            type=["null", "string"],
            format="date",
            title="Report date",
            description="Only for runs by hand; otherwise the day on which the data interval starts.",
        )
    },
    tags=["sitrep"],
    doc_md=__doc__,
) as dag:
    before = None
    for stage in STAGES:
        # Values travel in the environment, so that nothing in them can become a command. The lock
        # makes a stage of another run wait for its turn, instead of being told that the home is busy.
        task = BashOperator(
            task_id=stage,
            bash_command=(
                'mkdir -p "$SITREP_HOME" && exec flock "$SITREP_HOME/.turn"'
                ' "$SITREP" nightly --date "$REPORT_DATE" --home "$SITREP_HOME" --conf "$SITREP_CONF"'
                f" --from {stage} --to {stage}"
            ),
            env={
                "SITREP": SITREP,
                "SITREP_HOME": HOME,
                "SITREP_CONF": CONF,
                "REPORT_DATE": REPORT_DATE,
            },
            append_env=True,
            skip_on_exit_code=HELD,
            trigger_rule="none_failed" if stage in AFTER_HELD else "all_success",
            do_xcom_push=False,
        )
        if before is not None:
            before >> task
        before = task
