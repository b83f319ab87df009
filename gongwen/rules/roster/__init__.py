"""名单, within a document and against the register."""
