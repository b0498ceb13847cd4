"""How the encoder is made: pre-training on raw news, then all tasks at once."""
