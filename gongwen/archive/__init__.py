"""Documents kept for good: fidelity, metadata, packages."""
