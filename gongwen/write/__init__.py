"""A Flow or Pages → a file: docx, PDF, pictures, and the fonts that they need."""
