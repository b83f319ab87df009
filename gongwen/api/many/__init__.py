"""Thousands of documents: one a row, or one a file, on all cores or on a cluster, gone on with after a stop."""
