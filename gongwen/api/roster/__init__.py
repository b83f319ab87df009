"""The register of leading groups: kept, shown, changed, and what papers and notices come of it."""
