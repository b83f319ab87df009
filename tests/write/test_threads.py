"""Six threads that draw different documents at once, in fresh processes: nobody fails."""

from __future__ import annotations

import subprocess
import sys

from tests.command import ENVIRONMENT
from tests.paths import ROOT, SAMPLES

DRAW = """
import sys, threading
from gongwen.api.documents import compose_source, load
from gongwen.api.page.previews import Gallery
from pathlib import Path
sys.setswitchinterval(1e-5)
gallery, failed, gate = Gallery(), [], threading.Barrier(len(sys.argv) - 1)
def draw(path):
    gate.wait()
    try:
        gallery.show(compose_source(load(Path(path))))
    except BaseException as error:
        failed.append(repr(error))
threads = [threading.Thread(target=draw, args=(path,)) for path in sys.argv[1:]]
for each in threads: each.start()
for each in threads: each.join()
print(*failed, sep="\\n")
"""
PROCESSES = 3


def test_threads_that_look_up_glyphs_at_once_do_not_disturb_each_other() -> None:
    chosen = [
        str(path) for path in SAMPLES if path.stem in ("公告", "决定", "短函", "批复", "议案", "不盖章通知")
    ]
    assert len(chosen) == 6
    command = [sys.executable, "-c", DRAW, *chosen]
    for _ in range(PROCESSES):
        done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout.strip()) == (0, ""), done.stdout + done.stderr[-400:]
