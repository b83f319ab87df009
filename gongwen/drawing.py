"""EMF and WMF drawn as a bitmap on a white ground, lines, areas and type and all."""

from __future__ import annotations

import io
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from gongwen.metafile import mapped, with_frame

if TYPE_CHECKING:
    from PIL.Image import Image

_HARMLESS = frozenset(("empty_dib", "ignored_state_record", "ignored_wmf_state_record", "canvas_downscaled"))
"""What the renderer warns of though nothing is missing: records that draw nothing, fewer pixels."""


class Drawing(NamedTuple):
    """What a metafile shows."""

    png: bytes
    is_whole: bool
    """Whether all its records were drawn."""


@lru_cache(maxsize=64)
def draw(data: bytes, kind: Literal["emf", "wmf"], density: int) -> Drawing | None:
    """Return what the metafile ``data`` draws, ``density`` pixels to the inch.

    Returns None when it draws nothing, or when this machine has no renderer.
    """
    try:
        from metafile_render import render_metafile
    except ImportError:  # there are machines for which it is not made
        return None
    from PIL import Image as Pillow

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            if kind == "emf":
                found = render_metafile(data, dpi=density)
            else:  # Windows itself would stretch the view in pixels
                found = render_metafile(mapped(with_frame(data)), dpi=density, backend="replay")
            image = _on_white(Pillow.open(io.BytesIO(found.data)))
        except Exception:  # whatever its records make the renderer say
            return None
    low, high = image.convert("L").getextrema()
    if low == high:
        return None
    image.save(out := io.BytesIO(), "PNG")
    is_whole = all(each.level == "info" or each.code in _HARMLESS for each in found.diagnostics)
    return Drawing(out.getvalue(), is_whole)


def _on_white(image: Image) -> Image:
    from PIL import Image as Pillow

    drawn = image.convert("RGBA")
    ground = Pillow.new("RGBA", drawn.size, "white")
    ground.alpha_composite(drawn)
    return ground.convert("RGB")
