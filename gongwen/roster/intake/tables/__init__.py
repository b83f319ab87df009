"""Tables that people keep or print, of seats, of changes and of appointments, in sheets and in texts."""
