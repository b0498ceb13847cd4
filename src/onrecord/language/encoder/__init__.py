"""The encoder at run time: words to vectors, vectors to tags, dependency trees and names. ``training/encoder`` trains it."""
