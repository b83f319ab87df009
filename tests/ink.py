"""Measure the ink on the pages of a PDF, in millimetres from the top left corner of the sheet.

Boxes, rows and rules are measured on pixels: they are what a reader sees, whatever wrote the PDF.
The text layer says which characters stand where; the boxes of its lines are pixels again.
Boxes are good to 0.05 mm at 300 dpi, the thickness of a rule to 0.02 mm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from math import ceil, inf
from pathlib import Path
from typing import Literal
from unicodedata import east_asian_width

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

from tests.text_layer import Glyph, read_glyphs
