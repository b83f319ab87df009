"""Many people who draft at once, while a batch of files is checked: how long previews take.

``python -m benchmarks.page [people] [seconds]``; each changes a paragraph every five seconds and looks at the page that changed.
"""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

from gongwen.api.documents import compose_source, load, render
from gongwen.api.page.forms import form_of
from tests.paths import sample_file
from tests.web.running import Running, running

FILES = ("短函", "带表格的方案", "联合通知", "长篇实施方案")
PAUSE = 5.0
BATCH = 200


def person(server: Running, name: str, start: float, seconds: float, took: list[float]) -> None:
    """Change a paragraph every few seconds and fetch the page that changed."""
    time.sleep(start)
    seen: set[str] = set(re.findall(r"/page/\w+\.png", server.get(f"/draft/{name}").text))
    until, count = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        count += 1
        draft = server.state.drafts.read(name)
        values = {
            "文种": str(draft.tree["文种"]),
            "标题": draft.title,
            "正文": f"{draft.tree['正文']}再写{count}个字。",
        }
        begun = time.monotonic()
        text = server.post(
            f"/draft/{name}",
            {**values, "view": "整篇", "by": name, "seen": str(draft.version.number)},
            **{"HX-Request": "true"},
        ).text
        for address in set(re.findall(r"/page/\w+\.png", text)) - seen:
            seen.add(address)
            server.get(address)
            break
        took.append(time.monotonic() - begun)
        time.sleep(max(0.0, PAUSE - took[-1]))


def main() -> None:
    """Run, and print the share under a second and the percentiles."""
    people, seconds = (int(each) for each in (*sys.argv[1:], *("50", "20")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as server:
        trees = [form_of(load(sample_file(name)).document) for name in FILES]
        names = [server.state.drafts.create(trees[number % len(trees)]).name for number in range(people)]
        for name in names[: len(trees)]:  # fonts are read once
            server.get(f"/draft/{name}")
        docx = render(compose_source(load(sample_file("短函"))), "docx").files[0]
        server.send("/check", {f"{number}.docx": docx for number in range(BATCH)})
        took: list[float] = []
        threads = [
            threading.Thread(target=person, args=(server, name, PAUSE * number / people, seconds, took))
            for number, name in enumerate(names)
        ]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        for batch in server.state.batches.values():
            batch.work.stop()
    ordered = sorted(took)
    share = sum(each < 1 for each in took) / len(took)
    print(
        f"{people} 人，{len(took)} 次预览：1 秒以内 {share:.1%}，中位 {statistics.median(took):.2f} 秒，95% 在 {ordered[int(len(ordered) * 0.95)]:.2f} 秒以内"
    )


if __name__ == "__main__":
    main()
