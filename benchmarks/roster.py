"""How long a large register takes: import, the state of a day, impact, notices. Run: python benchmarks/roster.py"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

import gongwen.__main__  # noqa: F401  # a command looks less often for objects without use
from gongwen.batch import each
from gongwen.read.rows import Row
from gongwen.read.workbook import Cell
from gongwen.roster.intake.listings import Listing, take_in
from gongwen.roster.ledger.records import Event
from gongwen.roster.ledger.state import roster_of
from gongwen.roster.notices.notice import Draft, Letterhead, write_notice
from gongwen.roster.register import (
    changes_between,
    export_file,
    import_file,
    opened,
    preview,
    propose_file,
    read_register,
)
from gongwen.roster.store.database import Database, create
from gongwen.roster.store.entry import Entry
from gongwen.roster.store.store import add, load, load_group, open_for_writing

PEOPLE, GROUPS, SEATS, YEARS = 5_000, 1_000, 40_000, 10
MOVES_A_YEAR = 600
IMPACT, NOTICES, APPOINTED = 300, 1_000, 200
START = date(2014, 1, 1)
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "安邦诚达恩芳刚海佳凯岚明宁平琪睿珊涛文晓雅泽志中子建国永强春华秋实"

T = TypeVar("T")


def timed(label: str, work: Callable[[], T], bound: float, unit: float = 1.0) -> T:
    """Do ``work`` and print how long it took beside its bound, in seconds times ``unit``."""
    start = time.perf_counter()
    result = work()
    took = (time.perf_counter() - start) * unit
    print(
        f"{label:<34}{took:>9.2f}{'ms' if unit != 1 else 's ':<3} 上限 {bound * unit:g}  {took / (bound * unit):.2f}"
    )
    return result


def row(place: int, **cells: str) -> Row:
    at = f"第{place}行"
    return Row({key: Cell(text, at) for key, text in cells.items()}, at)


def listings(chance: random.Random) -> Iterator[Listing]:
    """Yield the people, and who is in which group."""
    names = [chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=2)) for _ in range(PEOPLE)]
    people = [
        row(place, 姓名=name, 编号=str(place), 单位及职务=f"第{place // 8}局副局长")
        for place, name in enumerate(names)
    ]
    yield Listing("人员", tuple(people))
    seats = []
    for group in range(GROUPS):
        chosen = chance.sample(range(PEOPLE), SEATS // GROUPS)
        for place, person in enumerate(chosen):
            role = "组长" if place == 0 else "副组长" if place < 4 else "成员"
            at = group * 100 + place
            seats.append(
                row(at, 组=f"第{group}号工作领导小组", 角色=role, 姓名=names[person], 编号=str(person))
            )
    yield Listing("席位", tuple(seats))


def fill(database: Database, chance: random.Random) -> None:
    """Enter the people and groups, and ten years of moves."""
    create(database)
    with opened(database) as connection:
        open_for_writing(connection)
        intake = take_in(connection, load(connection), list(listings(chance)), START, takes_good=False)
        intake.entry.write(connection, "开始")
    for year in range(YEARS):
        with opened(database) as connection:
            open_for_writing(connection)
            entry = Entry(connection, load(connection))
            move(entry, chance, START + timedelta(days=365 * year + 180))
            add_batch(entry, connection)


def move(entry: Entry, chance: random.Random, day: date) -> None:
    """Let some people change their posts."""
    for person in chance.sample(sorted(entry.register.people), MOVES_A_YEAR):
        old = entry.history.posts_of(person, day)[0]
        new = entry.posts(f"第{chance.randrange(PEOPLE // 8)}局副主任")[0]
        if new not in entry.history.posts_of(person, day):
            entry.event(Event(0, 0, "调", day, person=person, old_post=old, post=new), "")


def add_batch(entry: Entry, connection: object) -> None:
    """Write what the year brought."""
    from gongwen.roster.ledger.records import Batch
    from gongwen.roster.store.store import now

    add(connection, Batch(entry.batch, now()), entry.addition)  # type: ignore[arg-type]


def changes(history: object, chance: random.Random, day: date) -> list[Row]:
    """Return rows that move people to other posts."""
    people = chance.sample(sorted(history.register.people), IMPACT)  # type: ignore[attr-defined]
    return [
        row(
            place,
            类型="调",
            姓名=history.person_name(person, day),
            编号=str(person),
            职务=f"第{person % 600}局主任助理",
            生效日期=day.isoformat(),
        )  # type: ignore[attr-defined]
        for place, person in enumerate(people)
    ]


def notice_of_appointments(chance: random.Random, day: date) -> str:
    """Return a notice that appoints and removes people, one a line."""
    lines = ["云溪县人民政府", "关于调整部分干部职务的通知", f"云政任〔{day.year}〕3号", "各乡镇人民政府："]
    lines.append("经县人民政府常务会议研究决定：")
    for place in range(APPOINTED):
        name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=2))
        lines.append(f"{name}同志任县第{place}局局长（试用期一年），免去其县第{place + 1}局副局长职务；")
    return "\n".join([*lines, "云溪县人民政府", f"{day.year}年{day.month}月{day.day}日", ""])


def write(document: object) -> int:
    """Return the size of the docx of a notice."""
    from gongwen import api

    return len(api.render(api.compose(document), "docx").files[0])  # type: ignore[arg-type]


def main() -> None:
    """Print a table of what each step took."""
    chance = random.Random(9704)
    day = START + timedelta(days=365 * YEARS)
    with tempfile.TemporaryDirectory() as folder:
        database = Database(str(Path(folder) / "名册.db"))
        fill(database, chance)
        book = Path(folder) / "名册.xlsx"
        book.write_bytes(timed("导出工作簿", lambda: export_file(database, day), 60))
        copy = Database(str(Path(folder) / "副本.db"))
        create(copy)
        timed("导入工作簿", lambda: import_file(copy, book, None, takes_good=False), 10)
        history = timed("读入并折叠全部变动", lambda: read_register(database).fold(), 2)
        print(
            f"  人 {len(history.register.people)}，组 {len(history.lives)}，席位 {len(history.register.seats)}，变动 {len(history.events)}"
        )
        with opened(database) as connection:
            load_group(connection, "第8号工作领导小组")

            def one() -> int:
                found = load_group(connection, "第7号工作领导小组")
                assert found is not None
                return len(roster_of(found, next(iter(found.lives)), day))

            timed("一个组某日的名单（不在内存）", one, 0.005, 1000)
        timed("一个组某日的名单（已折叠）", lambda: roster_of(history, 8, day), 0.005, 1000)
        timed("全部组某日的名单", lambda: [roster_of(history, group, day) for group in history.lives], 1)
        rows = changes(history, chance, day)
        timed(f"{IMPACT}项变动的影响", lambda: preview(database, rows, takes_good=False), 2)
        paper = Path(folder) / "任免通知.txt"
        paper.write_text(notice_of_appointments(chance, day), encoding="utf-8")
        timed(f"{APPOINTED}人的任免通知", lambda: propose_file(database, paper, None), 2)
        _, until, found = changes_between(read_register(database), START + timedelta(days=1), day)
        drafts = [Draft((change,), "名单", until) for change in found[:NOTICES]]
        head = Letterhead({"发文机关": "云溪县人民政府办公室", "主送机关": "各乡镇人民政府，县政府各部门"})

        def notices() -> int:
            documents = [write_notice(history, draft, head) for draft in drafts]
            return len(list(each(write, documents, lambda _, failure: len(failure.problems))))

        print(f"  {timed(f'{len(drafts)}份通知的docx', notices, 20)} 份")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'内存最多':<36}{most:>8.0f}MB 上限 500  {most / 500:.2f}")


if __name__ == "__main__":
    sys.exit(main())
