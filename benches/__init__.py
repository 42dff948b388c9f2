"""Measurements, printed side by side with a peer in the same run. Not collected by pytest; see `__main__`."""
