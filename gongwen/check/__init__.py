"""What a document says, held against the standard; grouped as the standard is."""
