"""What a table tells, held against itself and against the text."""
