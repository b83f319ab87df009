"""Style files → profiles."""
