"""Pages and an API over a collection."""
