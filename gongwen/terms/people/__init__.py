"""People: their names, posts and roles, the groups they are of, and the lines and sentences that say so."""
