"""12315来件: complaints and reports, their clocks; who sent them stands on a page of its own."""
