"""One module a migration; each is kept as it was when it was released."""
