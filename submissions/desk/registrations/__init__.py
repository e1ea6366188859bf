"""The registrations at the desk: the book, what is done to them, and the lists they come and go in."""
