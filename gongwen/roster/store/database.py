"""The file or server that keeps the register: opening, making, migrating."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import NullPool

from gongwen.files import place_new, register_files
from gongwen.finding import UsageError
from gongwen.roster.store.damage import REMEDY, Damaged
from gongwen.waiting import waiting_prefix

_MIGRATIONS = Path(__file__).resolve().parent / "migrations"
_WAIT = 30.0
"""How long one writer waits for another, seconds."""
_VERSIONS = "alembic_version"


class Database:
    """A register's place; ``url`` is a file or the address of a server, ``name`` what it is called ("" for the same)."""

    def __init__(self, url: str, name: str = "") -> None:
        self.name = name or url
        self.url = _url(url)
        self.path = Path(self.url.database or "") if self.url.get_backend_name() == "sqlite" else None
        self._engine: Engine | None = None

    @property
    def files(self) -> list[Path]:
        """The files that the register is kept in; [] on a server."""
        return register_files(self.path) if self.path is not None else []

    @property
    def engine(self) -> Engine:
        """What makes connections. Raises UsageError when there is no driver for the address."""
        if self._engine is None:
            self._engine = _engine(self.url, self.name)
        return self._engine

    @property
    def exists(self) -> bool:
        """Whether something is there."""
        if self.path is not None:
            return self.path.exists()
        with self.connect() as connection:
            return inspect(connection).has_table(_VERSIONS)

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """Yield a connection in one transaction: all of it is kept when the block ends well, none of it otherwise."""
        try:
            with self.engine.begin() as connection:
                yield connection
        except UnicodeDecodeError:  # what SQLite says of tables whose names are damaged
            raise UsageError(f"{self.name}：名册已损坏；{REMEDY}") from None
        except Damaged as error:
            raise UsageError(f"{self.name}：{error}") from None
        except OperationalError as error:
            raise UsageError(f"{self.name}：{_operational(error)}") from None
        except DatabaseError as error:
            raise UsageError(
                f"{self.name}：不是 gongwen 的名册，或者名册已损坏（{_short(error)}）；{REMEDY}"
            ) from None


def _url(written: str) -> URL:
    if "://" not in written:
        return URL.create("sqlite", database=written)
    try:
        url = make_url(written)
    except ArgumentError:
        raise UsageError(
            f"--db “{written}”不是数据库地址，请写文件名或 postgresql://用户@主机/库名"
        ) from None
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def _engine(url: URL, name: str) -> Engine:
    try:
        if url.get_backend_name() != "sqlite":
            return create_engine(url, poolclass=NullPool)
        engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": _WAIT})
    except (NoSuchModuleError, ModuleNotFoundError):
        raise UsageError(
            f"{name}：没有装这种数据库的驱动，PostgreSQL 请先 pip install gongwen[postgresql]"
        ) from None
    event.listen(engine, "connect", _set_up)
    return engine


def _set_up(connection: sqlite3.Connection, _record: Any) -> None:
    connection.execute("PRAGMA foreign_keys=ON")


def _operational(error: DBAPIError) -> str:
    said = _short(error)
    if "locked" in said:
        return f"别人正在写入，等了{_WAIT:g}秒还没有写完，请稍后再试"
    if "unable to open" in said:
        return "打不开，请核对路径和权限"
    if "full" in said or "disk I/O" in said:
        return "磁盘已满，或者读写出错，名册没有改动；请腾出空间再试"
    if "readonly" in said:
        return "不能写入，请核对权限"
    if "no such table" in said or "no such column" in said:
        return "不是 gongwen 的名册，或者是旧版的，请先运行 gongwen roster migrate"
    return f"数据库出错（{said}），请核对地址和权限"


def _short(error: DBAPIError) -> str:
    return str(error.orig).strip().splitlines()[0] if error.orig else str(error)


def create(database: Database) -> None:
    """Make an empty register. Raises UsageError when one is there already."""
    if database.exists:
        raise UsageError(f"{database.name}：已有这个名册，不会覆盖；请换个文件名，或直接使用它")
    if database.path is not None and not database.path.parent.is_dir():
        raise UsageError(f"{database.path.parent}：没有这个文件夹，请先建立")
    if database.path is None:
        _upgrade(database)
        return
    made = database.path.with_name(f"{waiting_prefix()}{database.path.name}")
    try:
        _upgrade(Database(str(made), database.name))
        place_new(made, database.path)
    finally:
        made.unlink(missing_ok=True)


def migrate(database: Database) -> Path | None:
    """Bring a register to the present tables; return the copy made of its file before, None where nothing was due."""
    require(database)
    if not is_outdated(database):
        return None
    copy = None if database.path is None else _copied(database.path)
    _upgrade(database)
    return copy


def _copied(path: Path) -> Path:
    """Return a whole copy beside the register at ``path``. Raises UsageError when it cannot be made."""
    copies = (path.with_name(f"{path.stem}.备份{number}{path.suffix}") for number in range(1, 10000))
    copy = next(each for each in copies if not each.exists())
    made = path.with_name(f"{waiting_prefix()}{path.name}")
    try:
        shutil.copy2(path, made)
        place_new(made, copy)
    except OSError:
        raise UsageError(f"{copy}：写不出备份，名册没有改动；请检查磁盘空间和权限") from None
    finally:
        made.unlink(missing_ok=True)
    return copy


def require(database: Database) -> None:
    """Raise UsageError when there is no register at ``database``."""
    if not database.exists:
        raise UsageError(f"{database.name}：没有这个名册，请先运行 gongwen roster init，或用 --db 指明文件")


def is_outdated(database: Database) -> bool:
    """Whether the tables are those of an older program. Raises UsageError when they are of a newer one, or of none."""
    with database.connect() as connection:
        found = _revision(connection)
    known = _known_revisions()
    if found not in known:
        raise UsageError(f"{database.name}：名册由更新的 gongwen 写成，请升级 gongwen 后再用")
    return found != known[-1]


def _revision(connection: Connection) -> str:
    return str(connection.execute(text(f"SELECT version_num FROM {_VERSIONS}")).scalar_one_or_none())


def _known_revisions() -> list[str]:
    files = sorted((_MIGRATIONS / "versions").glob("v[0-9]*.py"))
    return [file.name[1:5] for file in files]


def _upgrade(database: Database) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    with database.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
