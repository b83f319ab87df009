"""Web pages → lines."""
