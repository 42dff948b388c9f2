"""How well words meet themselves with their proclitics, and others do not: `python -m benches.clitics`."""
