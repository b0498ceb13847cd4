"""Records in the formats of others, one module a format; each says what is lost."""
