"""Draw an OFD with easyofd, in the environment that .ci/prepare makes for it: ``easyofd_drawing.py OFD PDF``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from easyofd import OFD
from loguru import logger
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

ofd, pdf = sys.argv[1:]
font = subprocess.check_output(["fc-match", "-f", "%{file}", "LXGW WenKai:style=Regular"], text=True)
logger.remove()
pdfmetrics.registerFont(TTFont("宋体", font))
reader = OFD()
reader.read(Path(ofd).read_bytes(), fmt="binary")
Path(pdf).write_bytes(reader.to_pdf())
