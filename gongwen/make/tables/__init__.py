"""Tables and tabbed lists: read from the lines of a body, and laid out in columns."""
