"""A Flow → plain text, one paragraph a line."""

from __future__ import annotations

from gongwen.flow import PAGE_BREAK, Block, Flow, Par, Stack, footnotes_of, runs_of


def write_text(flow: Flow) -> str:
    """Return the text of ``flow`` as printed, labels and fixed words included; no rules, no page numbers. Footnotes come last."""
    notes = (note for block in flow.blocks for note in footnotes_of(runs_of(block)))
    return "".join(f"{line}\n" for block in (*flow.blocks, *notes) for line in _lines(block) if line)


def _lines(block: Block) -> list[str]:
    if isinstance(block, Par):
        return block.text.replace("\t", "　").replace(PAGE_BREAK, "").split("\n")
    if isinstance(block, Stack):
        return [*(name.text for name in block.names), block.word.text]
    return ["| " + " | ".join(cell.text for cell in row) + " |" for row in block.rows]
