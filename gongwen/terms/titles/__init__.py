"""What a title is made of below the whole: its words, the numbers in it, its lines."""
