"""A profile as parts of a docx: styles, numbering, sections."""
