"""监测提示: hints in groups, and one decision for many of them."""
