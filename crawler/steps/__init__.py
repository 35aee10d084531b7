"""The steps of a walk through a shop: what each kind of page leads to."""
