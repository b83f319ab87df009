"""What this machine has for making documents."""

from __future__ import annotations

from gongwen.doctor import examine

__all__ = ["examine"]
