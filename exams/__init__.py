"""Exams: predictions in the format of each public scorer, and floors that cannot sink in silence."""
