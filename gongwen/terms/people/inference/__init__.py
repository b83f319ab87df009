"""What sentences of any form say of posts, told by the order of their words; none of it is sure."""
