"""The forms of the clauses by which people come into posts and roles and leave them."""
