"""``gongwen roster``."""
