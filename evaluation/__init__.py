"""How well an index answers: questions with known answers asked of it, measured, and compared with another run.

What belongs here: the evaluation folder, a temporary index of it, measures and their significance; start at
`evaluation.evaluate`. What does not: how anything is ranked (`search`), speed, or other engines (`benches`).
"""
