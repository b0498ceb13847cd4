"""How model and knowledge were made, runnable."""
