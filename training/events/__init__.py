"""What happened and how sure an event is: the weights by which they are judged."""
