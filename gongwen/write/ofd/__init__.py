"""Pages → OFD (GB/T 33190-2016), with live text in embedded fonts."""
