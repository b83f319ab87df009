"""Leading groups and their people as data with history: entered once, read as of any day."""
