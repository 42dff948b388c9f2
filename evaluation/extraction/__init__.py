"""How well names and dates are found: annotated files in, precision, recall and F1 out (`fihris evaluate-extraction`).

What belongs here: reading annotation, pairing it with what was found, counting. What does not: finding (the
finders come as callables, so that any other can be scored the same way), and searching (`evaluation.evaluate`).
"""
