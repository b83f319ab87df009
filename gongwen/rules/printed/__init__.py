"""What is measured on printed pages, a PDF or a docx as it is laid out (clauses 5 to 7)."""
