"""What goes out: notices of changes, and rosters brought up to date in files."""
