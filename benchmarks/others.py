"""The same paragraphs through pandoc and through the npm package docx, where they are installed.

pandoc is the program of that name on the path; docx is found by node, in NODE_PATH for one that stands elsewhere.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from gongwen.flow import Par

_ROUNDS = 7
_SCRIPT = """
const docx = require("docx");
const pars = JSON.parse(require("fs").readFileSync(0, "utf8"));
const make = () => docx.Packer.toBuffer(new docx.Document({
  styles: {paragraphStyles: [...new Set(pars.map(par => par.role))].map(role => ({id: role, name: role}))},
  sections: [{children: pars.map(par => new docx.Paragraph({style: par.role, children: [new docx.TextRun(par.text)]}))}],
}));
(async () => {
  const times = [];
  for (let round = 0; round < 40; round++) {
    const start = performance.now();
    await make();
    times.push(performance.now() - start);
  }
  console.log(times.sort((a, b) => a - b)[times.length >> 1]);
})();
"""


def pandoc(pars: Sequence[Par], reference: Path, folder: Path) -> float | None:
    """Return the median milliseconds of a process of pandoc, from Markdown with the styles of ``reference``; None without it."""
    program = shutil.which("pandoc")
    if program is None:
        return None
    source, target = folder / "pandoc.md", folder / "pandoc.docx"
    source.write_text("\n".join(_divisions(pars)), encoding="utf-8")
    command = [program, "--reference-doc", str(reference), str(source), "-o", str(target)]
    times = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return median(times) * 1000


def _divisions(pars: Sequence[Par]) -> Iterator[str]:
    for par in pars:
        yield f'::: {{custom-style="{par.role}"}}\n\\{par.text}\n:::\n' if par.text else ""


def npm_docx(pars: Sequence[Par]) -> float | None:
    """Return the median milliseconds of the npm package docx, warm, in one process of node; None without it."""
    node = shutil.which("node")
    if node is None:
        return None
    given = json.dumps([{"role": par.role, "text": par.text} for par in pars])
    done = subprocess.run([node, "-e", _SCRIPT], input=given, capture_output=True, text=True, check=False)
    return float(done.stdout) if done.returncode == 0 else None
