"""关键词: the lists, their agreement 会签, text folding and the matcher. Floor 0."""
