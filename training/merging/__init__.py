"""The weights by which events of different articles are told to be one."""
