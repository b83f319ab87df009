"""The engine that recognises characters, behind an interface of our own: a picture in, boxes of letters out."""

from __future__ import annotations

import threading
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

from gongwen.finding import UsageError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Picture: TypeAlias = npt.NDArray[np.uint8]
    """Rows, columns and red, green, blue of a page."""

Corners = tuple[tuple[float, float], ...]
"""Of a box, pixels from the top left of the picture, beginning at its upper left and going round clockwise."""

MISSING = (
    '是扫描件，没有文字层：请安装文字识别组件（pip install "gongwen[ocr]"，模型在安装包里，不联网）再读，'
    "或者先用文字识别（OCR）软件转成文字"
)


class Letter(NamedTuple):
    """A character that was recognised."""

    text: str
    score: float
    """How sure the engine is, 0 to 1."""
    corners: Corners


class Box(NamedTuple):
    """A line of letters, or a piece of one."""

    letters: tuple[Letter, ...]
    corners: Corners
    score: float

    @property
    def text(self) -> str:
        """What the letters say."""
        return "".join(letter.text for letter in self.letters)


class Engine(Protocol):
    """What recognises characters."""

    name: str
    """The engine, its version and its model, for the record."""

    def read(self, picture: Picture) -> list[Box]:
        """Return the boxes of ``picture`` in no order; one that stands on its head is read as it stands."""


def require_engine(name: str) -> Engine:
    """Return the engine that is installed; ``name`` is the file that needs it. Raises UsageError without one."""
    if find_spec("rapidocr") is None or find_spec("onnxruntime") is None:
        raise UsageError(f"{name}：{MISSING}")
    return _rapid()


@lru_cache(maxsize=1)
def _rapid() -> Engine:
    return _Rapid()


class _Rapid:
    """RapidOCR with the model of its wheel; any other would be fetched from the network."""

    def __init__(self, threads: int = 2) -> None:
        from importlib.metadata import version

        from rapidocr import RapidOCR

        self.name = f"rapidocr {version('rapidocr')}（PP-OCRv6 small）"
        self._lock = threading.Lock()
        self._engine: Any = RapidOCR(
            params={
                "Global.log_level": "error",
                "EngineConfig.onnxruntime.intra_op_num_threads": threads,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )

    def read(self, picture: Picture) -> list[Box]:
        """Return the boxes of ``picture``."""
        with self._lock:
            found = self._engine(
                picture[:, :, ::-1], use_cls=False, return_word_box=True, return_single_char_box=True
            )
        if found.boxes is None or found.word_results is None:
            return []
        return [
            Box(tuple(_letter(*each) for each in words if each[0]), _corners(corners), float(score))
            for words, corners, score in zip(found.word_results, found.boxes, found.scores, strict=True)
        ]


def _letter(text: str, score: float, corners: Any) -> Letter:
    return Letter(text, float(score), _corners(corners))


def _corners(points: Any) -> Corners:
    return tuple((float(x), float(y)) for x, y in points)
