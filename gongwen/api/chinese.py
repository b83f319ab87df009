"""Chinese dates, as they are written in many ways, the orders of names, and the room that Chinese takes."""

from __future__ import annotations

from gongwen.terms.date import DateError, parse_date
from gongwen.terms.people.list_order import ORDERS, Order
from gongwen.zh.width import width

__all__ = ["ORDERS", "DateError", "Order", "parse_date", "width"]
