"""How the names of units end: what all who tell names of agencies, posts and people from other words know of it."""

from __future__ import annotations

OFFICES = "局|委|办|部|厅|会|院|社|站|政府|中心|公司|银行|街道"
"""Offices that no other word ends as, even where a person may be named; for use within a regular expression."""
PARTS = "处|所|队|馆|科|室|台|联|场|司"
"""Parts of offices and what belongs to them, where no person is named."""
SCHOOLS = "大学|学校|中学|小学"
