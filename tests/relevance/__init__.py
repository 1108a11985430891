"""Whether the search puts what answers a query where people look."""
