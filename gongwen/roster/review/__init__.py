"""The register looked through: what changes would mean, what does not look right."""
