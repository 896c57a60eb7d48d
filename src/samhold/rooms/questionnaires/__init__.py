"""Questionnaires: which there are, under which licence they may be used, how they are shown, how answers are kept."""
