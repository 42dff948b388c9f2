"""How well Fihris finds, beside its peers on the same documents and questions. See `__main__`."""
