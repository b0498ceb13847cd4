"""How the knowledge files are made."""
