"""Tables to sort, choose from and compare, with charts: interventions, uses of mechanisms."""
