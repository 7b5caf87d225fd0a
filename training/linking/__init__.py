"""The linking model: labelled people of releases, the weights trained on them, and gold for the linking scorer."""
