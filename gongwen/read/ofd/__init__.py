"""OFD (GB/T 33190-2016) → its lines."""
