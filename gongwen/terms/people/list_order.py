"""The orders in which the people of a role are listed."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

Order: TypeAlias = Literal[
    "席次", "位次", "单位", "姓氏笔画", "姓名笔画", "姓氏笔画字形", "姓名笔画字形", "拼音"
]
ORDERS: tuple[Order, ...] = get_args(Order)
