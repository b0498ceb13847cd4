"""How the weights by which pronouns are resolved were made."""
