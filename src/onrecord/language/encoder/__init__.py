"""The encoder at run time: words to vectors, vectors to tags, trees and names. ``training/encoder`` makes it."""
