"""What web pages, word processors and scanners put around a text, and what of it goes."""
