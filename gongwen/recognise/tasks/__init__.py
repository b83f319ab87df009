"""The tasks that a document hands out, and who is responsible."""
