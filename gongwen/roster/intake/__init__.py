"""What comes from outside: files of changes, workbooks, old notices."""
