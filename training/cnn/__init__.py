"""spaCy's own networks on the same data: what the encoder is compared with."""
