"""The wangjian command."""
