"""What a document states of one thing in several places: the rows of its tables, its lists, its sentences."""
