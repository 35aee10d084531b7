"""工作台: the officers' doors: the wangjian command. Floor 5."""
