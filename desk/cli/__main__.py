"""`python -m desk.cli` is the wangjian command."""

from desk.cli.main import main

main()
