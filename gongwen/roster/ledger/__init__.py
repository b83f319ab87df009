"""People, posts, groups and events, and what they come to on a day."""
