"""A line list of cases with planted faults, the same from the same size and seed every time.

    line_list.py generate ROWS FILE PLANTED [SEED]   the list, and how many faults of each kind
    line_list.py check ROWS PLANTED HOME             whether a night found every one of them
    line_list.py peer FILE CONF OUT PLANTED          DuckDB with the same main rules

Nobody in it ever lived: the 7th digit of every identifier says born in 1800 to 1899.
"""

import csv
import datetime
import glob
import json
import os
import random
import sys

REPORT_DATE = datetime.date(2021, 6, 30)
FIRST_DAY = datetime.date(2020, 9, 1)
DAYS = (REPORT_DATE - FIRST_DAY).days
BORN = datetime.date(1850, 1, 1)
BIRTHDAYS = 18_000  # to 1899
EVERY = 1000  # one row in so many has each fault
APART = 50  # rows between two faults
HEADINGS = "№;ФИО;ИИН;Дата рождения;Пол;Регион;Район;Диагноз;Дата подтверждения;Медицинская организация;Телефон"
REGIONS = [
    ("г. Алматы", ""),
    ("г. Шымкент", ""),
    ("Акмолинская область", "г. Кокшетау"),
    ("Атырауская обл.", "Районы области"),
    ("ВКО", "г. Усть-Каменогорск"),
    ("Жамбылская область", "г. Тараз"),
    ("ЗКО", "г. Уральск"),
    ("Карагандинская область", "г. Караганда"),
    ("Қостанай облысы", "г. Костанай"),
    ("Кызылординская обл.", "Районы области"),
    ("Мангистауская область", "г. Актау"),
    ("Павлодарская область", "г. Павлодар"),
    ("Северо-Казахстанская область", "г. Петропавловск"),
    ("Түркістан облысы", "г. Туркестан"),
]
DIAGNOSES = ["U07.1", "КВИ+", "ПЦР+", "положительный", "U07.2", "отрицательный"]
SURNAMES = ["Ахметов", "Иванов", "Сериков", "Ким", "Оспанов", "Петров", "Жумабаев", "Тестов"]

# Kind of fault: the finding it must lead to, and what becomes of the row.
FAULTS = {
    "check-digit": ("PERSON_CHECK_DIGIT", "rejected"),
    "length": ("PERSON_LENGTH", "rejected"),
    "birth-date": ("PERSON_BIRTH_DATE", "rejected"),
    "rounded": ("PERSON_ROUNDED", "rejected"),
    "nobody": ("PERSON_MISSING", "accepted"),
    "twice": ("PERSON_TWICE", "rejected"),
    "no-date": ("CELL_NOT_A_DATE", "rejected"),
    "future": ("DATE_IN_FUTURE", "rejected"),
    "before": ("CELL_DATE_IMPLAUSIBLE", "rejected"),
    "region": ("REGION_UNKNOWN", "held"),
    "diagnosis": ("CELL_NOT_A_CHOICE", "rejected"),
    "no-diagnosis": ("CELL_EMPTY_REQUIRED", "rejected"),
    "born-after": ("PERSON_BORN_AFTER_EVENT", "rejected"),
    "sex": ("PERSON_SEX_DISAGREES", "accepted"),
    "age": ("PERSON_AGE_DISAGREES", "accepted"),
    "too-old": ("PERSON_AGE_IMPOSSIBLE", "rejected"),
    "look-alike": ("CELL_LOOKALIKE_LETTERS", "accepted"),
}
WEIGHTS = (list(range(1, 12)), [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2])


def check_digit(eleven):
    """The 12th digit; None where no such identifier is ever issued."""
    for weights in WEIGHTS:
        rest = sum(int(d) * w for d, w in zip(eleven, weights)) % 11
        if rest < 10:
            return rest
    return None


def identifier(number, born):
    """The identifier of the person of a number, men and women in turns."""
    sex = 1 + number % 2
    serial = number // BIRTHDAYS
    while True:
        eleven = f"{born:%y%m%d}{sex}{serial % 10000:04d}"
        digit = check_digit(eleven)
        if digit is not None:
            return f"{eleven}{digit}"
        serial += 5000


def generate(rows, path, planted_path, seed=1):
    chance = random.Random(seed)
    kinds = list(FAULTS)
    planted = dict.fromkeys(kinds, 0)
    birthdays = [BORN + datetime.timedelta(days=d) for d in range(BIRTHDAYS)]
    days = [FIRST_DAY + datetime.timedelta(days=d) for d in range(DAYS + 1)]
    before = None
    with open(path, "w", encoding="utf-8", newline="") as out:
        out.write(HEADINGS + "\r\n")
        for number in range(rows):
            born = birthdays[number * 7919 % BIRTHDAYS]
            iin = identifier(number, born)
            sex = "м" if number % 2 == 0 else "ж"
            r = chance.getrandbits(48)
            region, district = REGIONS[r % len(REGIONS)]
            day = days[(r >> 8) % (DAYS + 1)]
            diagnosis = DIAGNOSES[(r >> 20) % len(DIAGNOSES)]
            date = f"{day:%d.%m.%Y}" if number % 10 else day.isoformat()
            birth = f"{born:%d.%m.%Y}"
            place, kind = (number % EVERY) % APART, (number % EVERY) // APART
            if place == APART // 2 and kind < len(kinds):
                fault = kinds[kind]
                planted[fault] += 1
                if fault == "check-digit":
                    iin = iin[:11] + str((int(iin[11]) + 1) % 10)
                elif fault == "length":
                    iin += "7"
                elif fault == "birth-date":
                    iin = iin[:2] + "13" + iin[4:]
                elif fault == "rounded":
                    iin = f"{iin[0]},{iin[1:6]}E+11"
                elif fault == "nobody":
                    iin = ""
                elif fault == "twice":
                    iin, birth, sex, day = before
                    date = f"{min(day + datetime.timedelta(days=r % 60), REPORT_DATE):%d.%m.%Y}"
                elif fault == "no-date":
                    date = "31.02.2021"
                elif fault == "future":
                    date = "01.02.2031"
                elif fault == "before":
                    date = "01.02.2019"
                elif fault == "region":
                    region, district = "Область без имени", ""
                elif fault == "diagnosis":
                    diagnosis = "простуда"
                elif fault == "no-diagnosis":
                    diagnosis = ""
                elif fault == "born-after":
                    birth = "01.07.2021"
                elif fault == "sex":
                    sex = "ж" if sex == "м" else "м"
                elif fault == "age":
                    birth = f"{born:%d.%m.}{born.year - 1 if born.day != 29 else born.year - 4}"
                elif fault == "too-old":
                    birth = "01.01.1700"
                elif fault == "look-alike":
                    region, district = "г. Aлмaты", ""
            before = (iin, birth, sex, day)
            out.write(
                f"{number + 1};{SURNAMES[number % 8]} Т.;{iin};{birth};{sex};{region};{district};"
                f"{diagnosis};{date};Поликлиника № {1 + (r >> 30) % 400};"
                f"+7701{(r >> 12) % 10_000_000:07d}\r\n"
            )
    with open(planted_path, "w", encoding="utf-8") as out:
        json.dump(planted, out, indent=1)


def expected(planted):
    """Findings by code and rows by what became of them, as the planted faults ask for."""
    codes, rows = {}, {"held": 0, "rejected": 0}
    for fault, times in planted.items():
        code, becomes = FAULTS[fault]
        codes[code] = codes.get(code, 0) + times
        if becomes != "accepted":
            rows[becomes] += times
    return codes, rows


def compare(what, wanted, found):
    """Tells every difference; whether there is none."""
    good = True
    for name in sorted(wanted.keys() | found.keys()):
        if wanted.get(name, 0) != found.get(name, 0):
            print(f"{what} {name}: planted {wanted.get(name, 0)}, found {found.get(name, 0)}")
            good = False
    return good


def check(rows, planted_path, home):
    import duckdb

    with open(planted_path, encoding="utf-8") as source:
        planted = json.load(source)
    codes, becomes = expected(planted)
    becomes["accepted"] = rows - becomes["held"] - becomes["rejected"]
    becomes["read"] = rows

    def table(name):
        return sorted(glob.glob(os.path.join(home, "tables", "**", name, "data", "**", "*.parquet"), recursive=True))

    sql = duckdb.connect()
    accounts = sql.execute(
        "SELECT sum(rows_read), sum(rows_accepted), sum(rows_held), sum(rows_rejected) FROM read_parquet(?)",
        [table("row_account")],
    ).fetchone()
    found = dict(zip(("read", "accepted", "held", "rejected"), map(int, accounts)))
    findings = dict(
        sql.execute(
            "SELECT code, count(*) FROM read_parquet(?) WHERE \"row\" > 0 GROUP BY code", [table("finding")]
        ).fetchall()
    )
    events = sql.execute("SELECT count(*) FROM read_parquet(?)", [table("event")]).fetchone()[0]
    counted = sql.execute(
        "SELECT sum(value) FROM read_parquet(?) WHERE measure = 'cases_new'", [table("observation")]
    ).fetchone()[0]
    good = compare("rows", becomes, found)
    good &= compare("finding", codes, findings)
    good &= compare("events", {"": becomes["accepted"]}, {"": events})
    good &= compare("counted", {"": becomes["accepted"]}, {"": int(counted)})
    if not good:
        sys.exit("the night did not find what was planted")
    print(
        f"every row accounted for: read {found['read']} = accepted {found['accepted']} + held {found['held']}"
        f" + rejected {found['rejected']}; all {sum(planted.values())} planted faults found"
    )


def names(path, key, *columns):
    """Spellings of a register, folded, with their codes."""
    out = {}
    with open(path, encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            for column in columns:
                for text in row[column].split("|"):
                    if text:
                        out[text.lower()] = row[key]
    return list(out.items())


PEER = """
CREATE TEMP TABLE list AS
WITH raw AS (
  SELECT row_number() OVER () + 1 AS "row", * FROM read_csv($file, delim = ';', header = true, all_varchar = true,
    names = ['number', 'name', 'iin', 'birth', 'sex', 'region', 'district', 'diagnosis', 'date', 'facility', 'phone'])
), looked AS (
  SELECT "row", iin, facility, district,
    coalesce(try_strptime(date, '%d.%m.%Y'), try_strptime(date, '%Y-%m-%d'))::DATE AS day,
    coalesce(try_strptime(birth, '%d.%m.%Y'), try_strptime(birth, '%Y-%m-%d'))::DATE AS born,
    CASE lower(sex) WHEN 'м' THEN 'm' WHEN 'ж' THEN 'f' END AS sex,
    regions.code AS region, region IS NOT NULL AS region_told,
    districts.code AS district_code, diagnosis, diagnoses.code AS stream
  FROM raw LEFT JOIN regions ON regions.name = lower(trim(raw.region))
    LEFT JOIN districts ON districts.name = lower(trim(raw.district))
    LEFT JOIN diagnoses ON diagnoses.name = lower(trim(raw.diagnosis))
), digits AS (
  SELECT *, regexp_full_match(iin, '[0-9]{12}') AS whole,
    list_transform(range(1, 13), lambda i: try_cast(substr(iin, i, 1) AS INTEGER)) AS d
  FROM looked
), sums AS (
  SELECT *,
    (d[1] + 2*d[2] + 3*d[3] + 4*d[4] + 5*d[5] + 6*d[6] + 7*d[7] + 8*d[8] + 9*d[9] + 10*d[10] + 11*d[11]) % 11 AS one,
    (3*d[1] + 4*d[2] + 5*d[3] + 6*d[4] + 7*d[5] + 8*d[6] + 9*d[7] + 10*d[8] + 11*d[9] + d[10] + 2*d[11]) % 11 AS two,
    CASE WHEN whole THEN (CASE d[7] WHEN 1 THEN 1800 WHEN 2 THEN 1800 WHEN 3 THEN 1900 WHEN 4 THEN 1900 WHEN 5 THEN 2000 WHEN 6 THEN 2000 END)
      + 10*d[1] + d[2] END AS year
  FROM digits
), told AS (
  SELECT *,
    CASE WHEN iin IS NULL OR iin = '' THEN 'PERSON_MISSING'
      WHEN regexp_full_match(iin, '[0-9]([.,][0-9]+)?E\\+[0-9]+') THEN 'PERSON_ROUNDED'
      WHEN NOT whole THEN 'PERSON_LENGTH'
      WHEN year IS NULL OR try_strptime(year || substr(iin, 3, 4), '%Y%m%d') IS NULL THEN 'PERSON_BIRTH_DATE'
      WHEN CASE WHEN one < 10 THEN one ELSE two END <> d[12] THEN 'PERSON_CHECK_DIGIT' END AS fault
  FROM sums
), named AS (
  SELECT "row", day, region, district_code, stream, facility, born, year,
    CASE WHEN fault IS NULL THEN sha256('a key of the bench' || iin) END AS person,
    coalesce(sex, CASE WHEN d[7] % 2 = 1 THEN 'm' ELSE 'f' END) AS sex,
    date_sub('year', born, day) AS age,
    [fault,
     CASE WHEN day IS NULL THEN 'CELL_NOT_A_DATE' WHEN day > DATE '2021-07-01' THEN 'DATE_IN_FUTURE'
       WHEN day < DATE '2020-03-13' THEN 'CELL_DATE_IMPLAUSIBLE' END,
     CASE WHEN region IS NULL THEN 'REGION_UNKNOWN' END,
     CASE WHEN diagnosis IS NULL OR diagnosis = '' THEN 'CELL_EMPTY_REQUIRED' WHEN stream IS NULL THEN 'CELL_NOT_A_CHOICE' END,
     CASE WHEN born > day THEN 'PERSON_BORN_AFTER_EVENT' WHEN date_sub('year', born, day) > 250 THEN 'PERSON_AGE_IMPOSSIBLE'
       WHEN fault IS NULL AND year(born) <> year THEN 'PERSON_AGE_DISAGREES' END,
     CASE WHEN fault IS NULL AND sex <> CASE WHEN d[7] % 2 = 1 THEN 'm' ELSE 'f' END THEN 'PERSON_SEX_DISAGREES' END] AS said
  FROM told
), worst AS (
  SELECT *, len(list_filter(said, lambda c: c IS NOT NULL AND c NOT IN ('PERSON_MISSING', 'PERSON_AGE_DISAGREES', 'PERSON_SEX_DISAGREES'))) = 0 AS good
  FROM named
)
SELECT *, good AND person IS NOT NULL AND
  day - lag(day) OVER (PARTITION BY CASE WHEN good AND person IS NOT NULL THEN person ELSE "row"::VARCHAR END ORDER BY day, "row") <= 90 AS twice
FROM worst;
COPY (SELECT person, 'case' AS kind, day AS date, region, district_code AS district, stream, sex,
    CASE WHEN age < 18 THEN '0-17' WHEN age < 30 THEN '18-29' WHEN age < 40 THEN '30-39' WHEN age < 50 THEN '40-49'
      WHEN age < 60 THEN '50-59' WHEN age < 70 THEN '60-69' WHEN age < 80 THEN '70-79' ELSE '80+' END AS age_group,
    facility, "row" FROM list WHERE good AND NOT coalesce(twice, false))
  TO '{out}/event.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (SELECT region, day AS date, stream, count(*) AS value, min("row") AS "row" FROM list
    WHERE good AND NOT coalesce(twice, false) GROUP BY ALL)
  TO '{out}/observation.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (SELECT "row", unnest(list_filter(list_append(said, CASE WHEN twice THEN 'PERSON_TWICE' END), lambda c: c IS NOT NULL)) AS code FROM list)
  TO '{out}/finding.parquet' (FORMAT parquet, COMPRESSION zstd);
"""

# Folds letters that look alike, which the peer does not: it finds the region unknown instead.
UNLIKE = {"look-alike": ("REGION_UNKNOWN", "held")}


def peer(path, conf, out, planted_path):
    import duckdb

    sql = duckdb.connect()
    sql.execute("SET threads = 2")

    def lookup(table, pairs):
        sql.execute(f"CREATE TEMP TABLE {table} (name VARCHAR, code VARCHAR)")
        sql.executemany(f"INSERT INTO {table} VALUES (?, ?)", pairs)

    lookup("regions", names(os.path.join(conf, "regions.csv"), "code", "name_ru", "name_kk", "aliases"))
    lookup("districts", [(n, c) for n, c in names(os.path.join(conf, "districts.csv"), "code", "name_ru") if n != "районы области"])
    lookup("diagnoses", [(d.lower(), "U07.1" if i < 4 else "U07.2") for i, d in enumerate(DIAGNOSES)])
    for statement in PEER.replace("{out}", out).split(";\n"):
        if statement.strip():
            sql.execute(statement, {"file": path} if "$file" in statement else None)
    with open(planted_path, encoding="utf-8") as source:
        planted = json.load(source)
    FAULTS.update(UNLIKE)
    codes, becomes = expected(planted)
    found = dict(sql.execute("SELECT code, count(*) FROM read_parquet(?) GROUP BY code", [f"{out}/finding.parquet"]).fetchall())
    rows = sql.execute("SELECT count(*) FROM list").fetchone()[0]
    events = sql.execute("SELECT count(*) FROM read_parquet(?)", [f"{out}/event.parquet"]).fetchone()[0]
    good = compare("peer's finding", codes, found)
    good &= compare("peer's events", {"": rows - becomes["held"] - becomes["rejected"]}, {"": events})
    if not good:
        sys.exit("the peer did not find what was planted")
    print(f"the peer: read {rows}, accepted {events}; found the same faults")


if __name__ == "__main__":
    command, *rest = sys.argv[1:]
    if command == "generate":
        generate(int(rest[0]), rest[1], rest[2], int(rest[3]) if len(rest) > 3 else 1)
    elif command == "check":
        check(int(rest[0]), *rest[1:])
    elif command == "peer":
        peer(*rest)
    else:
        sys.exit(__doc__)
