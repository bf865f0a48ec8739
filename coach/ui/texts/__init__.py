"""Words of the pages that are not in the catalogue yet."""
