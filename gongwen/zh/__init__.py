"""Chinese text: numerals, dates, labels, names, punctuation; knows nothing of documents."""
