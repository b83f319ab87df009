"""Rules of wording: what is wrong within one line of text, whatever document it stands in."""
