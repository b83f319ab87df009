"""What documents are held against: rules, in folders named as the standard names the parts of a document."""
