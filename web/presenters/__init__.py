"""Presenters: from results to what a template prints: labels, counts, links and marked pieces of text.

They know the state of the search (for links) and the language of the page, never an engine or a request
of Flask. Templates hold no logic beyond loops; presenters hold no HTML.
"""
