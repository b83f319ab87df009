"""What a document says in one place held against what it says in another."""
