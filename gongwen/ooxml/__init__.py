"""The only package that spells WordprocessingML."""
