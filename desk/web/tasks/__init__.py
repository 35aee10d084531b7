"""任务与专项: campaigns under five tabs, what units ask for, what 12315 sends."""
