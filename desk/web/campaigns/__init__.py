"""专项与运行: campaigns set up, checked and started at the desk; their runs watched and held."""
