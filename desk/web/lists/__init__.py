"""关键词表与会签: the lists, their versions, agreeing on them, what their words find."""
