"""Search discovery 搜索入口发现: how a site's own search is asked.

Several independent signs propose recipes, a vote orders them, and probes decide:
what the site does with a word it must know and with one it cannot know.
"""
