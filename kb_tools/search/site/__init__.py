"""The search of the site: its index as files, and the scripts that read them."""
