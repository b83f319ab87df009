"""Six threads that draw different documents at once, in processes that have drawn nothing yet: nobody fails."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.command import ENVIRONMENT
from tests.paths import ROOT, SAMPLES

PROCESSES = 6
DRAW = f"""
import os, sys, threading
from pathlib import Path
from gongwen.api.documents import compose_source, load
from gongwen.api.page.previews import Gallery
import gongwen.make.lay_out, gongwen.make.pages.place, gongwen.write.glyphs
sys.setswitchinterval(1e-5)

def draw_all():
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
    return failed

for _ in range({PROCESSES}):
    child = os.fork()
    if child == 0:
        failed = draw_all()
        print(*failed, sep="\\n", flush=True)
        os._exit(len(failed))
    print(os.waitpid(child, 0)[1])
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_threads_that_look_up_glyphs_at_once_do_not_disturb_each_other() -> None:
    chosen = [
        str(path) for path in SAMPLES if path.stem in ("公告", "决定", "短函", "批复", "议案", "不盖章通知")
    ]
    assert len(chosen) == 6
    command = [sys.executable, "-c", DRAW, *chosen]
    done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["0"] * PROCESSES, done.stdout + done.stderr[-400:]
