"""信息公开选项: what some offices print above the 版记 of whether the public may read a document; no element of it."""

from __future__ import annotations

from gongwen.pattern import pattern

LABEL = "政府信息公开(?:选项|属性|形式|类别)|(?<!政府)信息公开(?:选项|属性|形式|类别)"
"""The words before the colon, for use within a regular expression."""
WHOLE = pattern(rf"(?:{LABEL})\s*[：:]\s*(?:主动公开|依申请公开|不予公开|不公开|免予公开)")
