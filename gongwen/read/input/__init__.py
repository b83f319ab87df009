"""The input format: YAML and 稿, and the files that a document refers to."""
