"""爬虫: Scrapy spiders, search discovery, site profiles, jobs, schedules. Floor 4."""
