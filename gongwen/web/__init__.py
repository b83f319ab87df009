"""The page in the browser: what the library does, for people without a command line."""
