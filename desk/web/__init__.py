"""工作台: the web desk of the officers."""
