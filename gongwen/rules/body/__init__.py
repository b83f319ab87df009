"""正文 (7.3.3): headings, articles, tables, labels."""
