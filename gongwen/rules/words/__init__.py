"""What is wrong within one line of text, whatever document it stands in."""
