"""Sample content: an invented city's federation, to look at, to try things on, to remove again."""
