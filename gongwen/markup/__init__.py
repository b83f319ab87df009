"""The notation of what a text holds besides its characters, both ways."""
