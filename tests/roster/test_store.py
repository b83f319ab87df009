"""The file that keeps the register: two writers, a writer killed, random histories, old tables, other databases."""

from __future__ import annotations

import errno
import multiprocessing
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from gongwen.finding import UsageError
from gongwen.roster.ledger.folding import fold
from gongwen.roster.ledger.history import Register, holds, is_shared
from gongwen.roster.ledger.records import Event, Person, Post
from gongwen.roster.ledger.state import roster_of
from gongwen.roster.register import enter, opened, read_register, taking_numbers, undo_batch
from gongwen.roster.store.database import Database, create, is_outdated, migrate
from gongwen.roster.store.numbers import NumberCode, parse_number, reserve
from gongwen.roster.store.store import Number, load, load_group
from gongwen.roster.store.tables import METADATA
from tests.golden import refused_as_kept
from tests.paths import ROOT
from tests.roster.registers import CASES, add_people, copied, enter_batches, fill_base, rosters, rows_of

REFUSED = Path(__file__).with_name("refused.txt")

DAY = date(2024, 6, 1)
WRITER = """
import sys, time
from gongwen.roster.store.database import Database
from gongwen.roster.register import opened
from gongwen.roster.store.entry import Entry
from gongwen.roster.ledger.records import Person
from gongwen.roster.store.store import load, open_for_writing
with opened(Database(sys.argv[1])) as connection:
    open_for_writing(connection)
    entry = Entry(connection, load(connection))
    for number in range(5000):
        entry.person(Person(0, f"新人{number}"))
    entry.write(connection, "写了一半")
    print("written", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return copied(tmp_path)


def test_two_writers_at_once_lose_nothing(database: Database) -> None:
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        pool.map(add_people, [(database.name, writer) for writer in range(3)])
    held = read_register(database)
    assert len(held.batches) == 1 + 30
    assert {person.name for person in held.register.people.values()} >= {
        f"新人{writer}之{number}" for writer in range(3) for number in range(10)
    }
    assert held.fold().problems == []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill on Windows")
def test_a_writer_killed_in_the_middle_leaves_the_store_as_before(database: Database) -> None:
    before = read_register(database)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", WRITER, database.name]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "written\n"
        child.kill()
    assert read_register(database) == before
    add_people((database.name, 1))
    assert len(read_register(database).batches) == len(before.batches) + 10


def test_a_writer_that_waits_too_long_is_told_so(
    database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setattr("gongwen.roster.store.database._WAIT", 0.2)
    holder = sqlite3.connect(database.name)
    holder.execute("BEGIN IMMEDIATE")
    with refused_as_kept(REFUSED, "a writer that waits too long is told so", tmp_path, request):
        add_people((database.name, 1))
    holder.close()
    with database.connect() as connection:
        assert connection.scalar(text("PRAGMA busy_timeout")) == 200


class TestFiles:
    def test_nothing_there(self, tmp_path: Path, request: pytest.FixtureRequest) -> None:
        with refused_as_kept(REFUSED, "nothing there", tmp_path, request):
            read_register(Database(str(tmp_path / "无.db")))
        assert not (tmp_path / "无.db").exists()

    def test_an_existing_register_is_not_replaced(
        self, database: Database, tmp_path: Path, request: pytest.FixtureRequest
    ) -> None:
        with refused_as_kept(REFUSED, "an existing register is not replaced", tmp_path, request):
            create(database)

    def test_another_file(self, tmp_path: Path, request: pytest.FixtureRequest) -> None:
        path = tmp_path / "别的.db"
        path.write_text("这不是数据库" * 500, encoding="utf-8")
        with refused_as_kept(REFUSED, "another file", tmp_path, request):
            read_register(Database(str(path)))

    def test_another_database(self, tmp_path: Path, request: pytest.FixtureRequest) -> None:
        path = tmp_path / "别的.db"
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE 账 (数 INTEGER)")
        connection.commit()
        with refused_as_kept(REFUSED, "another database", tmp_path, request):
            read_register(Database(str(path)))

    @pytest.mark.parametrize("url", ["postgresql+nosuch://甲@localhost/乙", "mongodb://localhost/甲"])
    def test_an_unknown_driver(self, url: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
        with refused_as_kept(REFUSED, url, tmp_path, request):
            read_register(Database(url))

    def test_one_of_a_newer_program(
        self, database: Database, tmp_path: Path, request: pytest.FixtureRequest
    ) -> None:
        with database.connect() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        with refused_as_kept(REFUSED, "one of a newer program", tmp_path, request):
            read_register(database)

    @pytest.fixture
    def older(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
        """With a second migration, the first is an old one."""
        folder = tmp_path / "migrations"
        shutil.copytree(ROOT / "gongwen" / "roster" / "store" / "migrations", folder)
        monkeypatch.setattr("gongwen.roster.store.database._MIGRATIONS", folder)
        database = Database(str(tmp_path / "名册.db"))
        fill_base(database)
        (folder / "versions" / "v0002_more.py").write_text(
            "import sqlalchemy as sa\nfrom alembic import op\n"
            "revision, down_revision, branch_labels, depends_on = '0002', '0001', None, None\n"
            "def upgrade():\n    with op.batch_alter_table('batch') as batch:\n"
            "        batch.add_column(sa.Column('clerk', sa.Text, nullable=False, server_default=''))\n",
            encoding="utf-8",
        )
        return database

    def test_an_older_one_is_copied_before_it_is_migrated(
        self, older: Database, tmp_path: Path, request: pytest.FixtureRequest
    ) -> None:
        before = Path(older.name).read_bytes()
        assert is_outdated(older)
        with refused_as_kept(REFUSED, "an older one is copied before it is migrated", tmp_path, request):
            read_register(older)
        copy = migrate(older)
        assert copy is not None
        assert copy.read_bytes() == before
        assert not is_outdated(older)
        assert migrate(older) is None

    def test_an_older_one_that_cannot_be_copied_is_not_migrated(
        self, older: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def no_room(source: Path, target: Path) -> None:
            Path(target).write_bytes(Path(source).read_bytes()[:100])
            raise OSError(errno.ENOSPC, "no room")

        folder = Path(older.name).parent
        before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
        monkeypatch.setattr(shutil, "copy2", no_room)
        with pytest.raises(UsageError, match=r"名册\.备份1\.db：写不出备份，名册没有改动"):
            migrate(older)
        assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before

    def test_the_migrations_make_the_tables_of_the_code(self, database: Database) -> None:
        with opened(database) as connection:
            assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


@pytest.mark.parametrize("case", [case for case in CASES if "名单" in case], ids=lambda case: case["名"])
def test_one_group_alone_is_what_the_whole_register_says(database: Database, case: dict[str, object]) -> None:
    enter_batches(database, case)  # type: ignore[arg-type]
    whole = read_register(database).fold()
    with opened(database) as connection:
        for group in whole.lives:
            for name in whole.group_names[group].names:
                alone = load_group(connection, name)
                assert alone is not None
                for day in (DAY, date(2023, 6, 1), date(2024, 4, 30)):
                    assert roster_of(alone, group, day) == roster_of(whole, group, day)
        assert load_group(connection, "没有这个组") is None


def _taken(database: Database, code: NumberCode, titles: list[str]) -> tuple[list[Number], int]:
    with opened(database) as connection:
        numbers = reserve(load(connection).numbers, code, titles)
    with taking_numbers(database, numbers) as batch:
        return numbers, batch


def test_numbers_are_reserved_in_sequence_and_once(
    database: Database, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    code = parse_number("云政办发〔2024〕18号")
    first, batch = _taken(database, code, ["甲", "乙"])
    assert list(map(str, first)) == ["云政办发〔2024〕18号", "云政办发〔2024〕19号"]
    with refused_as_kept(REFUSED, "numbers are reserved in sequence and once", tmp_path, request):
        _taken(database, code, ["丙"])
    following, _ = _taken(database, parse_number("云政办发〔2024〕"), ["丙"])
    assert str(following[0]) == "云政办发〔2024〕20号"
    undo_batch(database, batch, "")
    again, later = _taken(database, code, ["丁"])
    assert str(again[0]) == "云政办发〔2024〕18号"
    with refused_as_kept(REFUSED, "numbers are reserved in sequence and once 2", tmp_path, request):
        undo_batch(database, later - 1, "")
    with refused_as_kept(REFUSED, "numbers are reserved in sequence and once 3", tmp_path, request):
        parse_number("云政办发[2024]18")


def test_what_was_known_at_a_time_is_kept_apart_from_what_is_known(database: Database) -> None:
    with database.connect() as connection:
        connection.execute(text("UPDATE batch SET entered = '2023-02-01T09:00:00'"))
    enter(
        database,
        rows_of([{"类型": "退出", "组": "防汛", "姓名": "赵清", "生效日期": "2023-03-01"}]),
        "",
        takes_good=False,
    )
    at_present = rosters(read_register(database).fold(), DAY)["县防汛指挥部"]
    then = rosters(read_register(database, "2023-12-31T23:59:59").fold(), DAY)["县防汛指挥部"]
    assert [line for line in then if line not in at_present] == ["成员 赵清 县应急管理局党组书记、局长"]


PEOPLE = {key: Person(key, f"人{key}") for key in range(1, 5)}
POSTS = {1: Post(1, None, "县长"), 2: Post(2, None, "局长"), 3: Post(3, None, "副局长")}


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Appointments and removals in any order, sensible or not."""
    events = []
    for key in range(1, draw(st.integers(1, 25)) + 1):
        kind = draw(st.sampled_from(("任", "免", "调")))
        person, post, old = (draw(st.integers(1, top)) for top in (4, 3, 3))
        day = date(2024, 1, 1) + timedelta(days=draw(st.integers(0, 30)))
        batch = draw(st.integers(1, 6))
        events.append(
            Event(key, batch, kind, day, person=person, post=post, old_post=old if kind == "调" else None)
        )  # type: ignore[arg-type]
    return events


def days() -> Iterator[date]:
    return (date(2024, 1, 1) + timedelta(days=number) for number in range(-1, 33))


class TestFold:
    @settings(max_examples=200, deadline=None)
    @given(histories())
    def test_no_post_for_one_is_held_by_two_and_nobody_holds_a_post_twice(self, events: list[Event]) -> None:
        history = fold(Register(people=PEOPLE, posts=POSTS), events)
        for day in days():
            for post in POSTS.values():
                holders = history.holders(post.id, day)
                assert len(holders) == len(set(holders))
                assert is_shared(post.title) or len(holders) <= 1

    @settings(max_examples=200, deadline=None)
    @given(histories())
    def test_tenures_are_half_open_and_do_not_lie_over_one_another(self, events: list[Event]) -> None:
        history = fold(Register(people=PEOPLE, posts=POSTS), events)
        for tenures in history.tenures.values():
            for tenure in tenures:
                assert tenure.end is None or tenure.start <= tenure.end
                assert tenure.end is None or not holds(tenure, tenure.end)
            for day in days():
                held = [tenure.post for tenure in tenures if holds(tenure, day)]
                assert len(held) == len(set(held))

    @settings(max_examples=100, deadline=None)
    @given(histories())
    def test_events_that_contradict_count_for_nothing(self, events: list[Event]) -> None:
        register = Register(people=PEOPLE, posts=POSTS)
        history = fold(register, events)
        wrong = {problem.event.id for problem in history.problems}
        if any(event.kind == "调" and event.id in wrong for event in events):
            return
        again = fold(register, [event for event in events if event.id not in wrong])
        assert again.problems == []
        for day in days():
            assert [again.holders(post, day) for post in POSTS] == [
                history.holders(post, day) for post in POSTS
            ]

    @settings(max_examples=100, deadline=None)
    @given(histories(), st.randoms())
    def test_the_order_of_entry_within_the_file_does_not_matter(
        self, events: list[Event], chance: object
    ) -> None:
        register = Register(people=PEOPLE, posts=POSTS)
        shuffled = list(events)
        chance.shuffle(shuffled)  # type: ignore[attr-defined]
        assert fold(register, shuffled) == fold(register, events)


def postgres() -> str:
    """The folder of the server's programs; "" where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return str(found[-1].parent) if found else ""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server that this module alone uses, over a socket in a folder of its own."""
    pytest.importorskip("psycopg")
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    shutil.chown(folder, "postgres") if os.geteuid() == 0 else None
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    data = folder / "data"
    subprocess.run(
        [*user, f"{postgres()}/initdb", "-D", str(data), "-A", "trust", "-U", "clerk", "-E", "UTF8"],
        check=True,
        capture_output=True,
        cwd=folder,
    )
    options = f"-c listen_addresses= -k {folder}"
    subprocess.run(
        [
            *user,
            f"{postgres()}/pg_ctl",
            "-D",
            str(data),
            "-o",
            options,
            "-w",
            "-l",
            str(folder / "log"),
            "start",
        ],
        check=True,
        capture_output=True,
        cwd=folder,
    )
    yield f"postgresql://clerk@/postgres?host={folder}"
    subprocess.run(
        [*user, f"{postgres()}/pg_ctl", "-D", str(data), "-m", "immediate", "stop"],
        check=True,
        capture_output=True,
        cwd=folder,
    )
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.skipif(not postgres(), reason="no PostgreSQL server on this machine")
def test_postgresql_does_what_sqlite_does(server: str, database: Database) -> None:
    other = Database(server)
    fill_base(other)
    with pytest.raises(UsageError, match="已有这个名册"):
        create(other)
    case = next(case for case in CASES if case["名"].startswith("更名和任职同一天"))
    for each in (other, database):
        enter_batches(each, case)
        undo_batch(each, 2, "")
        undo_batch(each, 3, "")
    assert rosters(read_register(other).fold(), DAY) == rosters(read_register(database).fold(), DAY)
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        pool.map(add_people, [(server, writer) for writer in range(2)])
    held = read_register(other)
    assert len(held.batches) == 4 + 20
    with opened(other) as connection:
        assert load(connection) == held
