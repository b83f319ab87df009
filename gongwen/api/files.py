"""Texts that are read, whatever their encoding; and where results go: whole or not at all, and never over what is read."""

from __future__ import annotations

from gongwen.files import Outputs, file_name, output_path, page_paths, write_new, write_whole
from gongwen.read.encoding import read_text

__all__ = ["Outputs", "file_name", "output_path", "page_paths", "read_text", "write_new", "write_whole"]
