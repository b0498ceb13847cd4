"""How sure a statement is: the weights of its evidence."""
