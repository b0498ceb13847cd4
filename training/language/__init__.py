"""How the language pipeline is made."""
