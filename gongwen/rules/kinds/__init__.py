"""What a kind, a format or a time asks for (clause 10; 条例)."""
