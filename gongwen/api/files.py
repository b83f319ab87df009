"""Where results go: whole or not at all, and never over what is read."""

from __future__ import annotations

from gongwen.files import Outputs, file_name, output_path, page_paths, write_new, write_whole

__all__ = ["Outputs", "file_name", "output_path", "page_paths", "write_new", "write_whole"]
