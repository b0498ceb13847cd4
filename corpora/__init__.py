"""Readers of the annotated articles and public data sets that training and benchmark use; training/README.md says where each set comes from."""
