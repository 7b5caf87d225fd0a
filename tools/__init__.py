"""Commands that make data files which According ships."""
