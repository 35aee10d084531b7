"""Scrapy settings, hardened: what is not needed is off.

Scrapy's own doors (RemoteControl, Telnet) run code that is sent to them; its
file, data, ftp and s3 handlers read what no crawl should; its redirect, robots,
retry and compression middlewares would act behind the archive's back. The
spider decides about hops, robots.txt and refusals; the recording client decodes.
"""

from importlib.metadata import PackageNotFoundError, version

try:
    _VERSION = version("wangjian")
except PackageNotFoundError:  # run from a source tree that is not installed
    _VERSION = "0"

BOT_NAME = "wangjian"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"
SPIDER_LOADER_CLASS = "crawler.stand_alone.StandAloneLoader"
USER_AGENT = f"wangjian/{_VERSION}"

TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False
EXTENSIONS = {
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.memusage.MemoryUsage": None,  # crawler/watchdog.py does it
    "scrapy.extensions.memdebug.MemoryDebugger": None,
    "scrapy.extensions.feedexport.FeedExporter": None,
    "scrapy.extensions.spiderstate.SpiderState": None,
    "scrapy.extensions.throttle.AutoThrottle": None,
    "scrapy.extensions.closespider.CloseSpider": None,
    "scrapy.extensions.logstats.LogStats": None,
}

DOWNLOAD_HANDLERS = {
    "http": "crawler.handler.WireDownloadHandler",
    "https": "crawler.handler.WireDownloadHandler",
    "file": None,
    "data": None,
    "ftp": None,
    "s3": None,
}
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "crawler.cookies.SiteCookies": 700,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
}
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
}
ITEM_PIPELINES = {"crawler.pipeline.LedgerPipeline": 100}

# The spider keeps robots.txt by the campaign's policy, and says so in the run.
ROBOTSTXT_OBEY = False
REDIRECT_ENABLED = False
METAREFRESH_ENABLED = False
RETRY_ENABLED = False
COMPRESSION_ENABLED = False
REFERER_ENABLED = False
HTTPCACHE_ENABLED = False
HTTPPROXY_ENABLED = False

DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
}
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"  # the ledger knows what was asked
# The client's own limits hold; these are for whoever swaps the handler.
DOWNLOAD_MAXSIZE = 32 * 1024 * 1024
DOWNLOAD_TIMEOUT = 180
DOWNLOAD_VERIFY_CERTIFICATES = True
# Gaps are kept by crawler/pace.py, for all processes that ask a host.
DOWNLOAD_DELAY = 0
DOWNLOAD_DELAY_JITTER = 0
# Scrapy starts so many tasks for every response; a response here makes one visit.
CONCURRENT_ITEMS = 1
CONCURRENT_REQUESTS = 8
CONCURRENT_REQUESTS_PER_DOMAIN = 8
URLLENGTH_LIMIT = 8192
LOG_LEVEL = "WARNING"
STATS_DUMP = False
