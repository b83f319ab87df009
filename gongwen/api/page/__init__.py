"""What the page in the browser works with: forms, pages as pictures, and work that is kept, watched and decided."""
