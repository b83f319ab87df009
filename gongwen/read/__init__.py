"""Reading: a file → a Document, a profile or a flow, with the place of everything in it."""
