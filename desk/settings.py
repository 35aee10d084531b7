"""Django settings of the desk: those of the crawler's room, and the web.

What an office sets stands in `[desk]` of wangjian.toml: the names under which the desk
is reached, how long a session lasts without use.
"""

from pathlib import Path

from django.utils.functional import SimpleLazyObject

from crawler.database import *  # noqa: F403
from crawler.database import INSTALLED_APPS as BELOW
from desk.web.secret import secret_key
from leads.home import Home
from leads.office import load_office
from leads.settings import HOME

_OFFICE = load_office(HOME).desk

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "axes",
    *BELOW,
    "desk.web",
]

DEBUG = False
# Made when first needed: whoever only reads the settings (a type checker) writes no key.
SECRET_KEY = SimpleLazyObject(lambda: secret_key(Home.from_env()))
ROOT_URLCONF = "desk.web.urls"
AUTH_USER_MODEL = "desk.Account"
REPLAY_HOST = _OFFICE.replay_host.lower()
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *_OFFICE.hosts, *filter(None, [REPLAY_HOST])]
APPEND_SLASH = True

MIDDLEWARE = [
    "desk.web.replay.viewer.IsolatedViewer",
    "desk.web.security.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "desk.web.security.SameSiteOnly",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
]

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"desk.web.sign_in.passwords.{name}"}
    for name in ("NotLikeTheName", "NotCommon", "NotNumeric")
] + [
    {"NAME": "desk.web.sign_in.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
]
# Five wrong passwords for one name lock it for a quarter of an hour, wherever they come from.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = ["username"]
# By name alone, on purpose: an address says nothing where all officers share a proxy.
SILENCED_SYSTEM_CHECKS = ["axes.W006"]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "desk.web.sign_in.views.locked_out"
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
OTP_TOTP_ISSUER = "网鉴"

LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"

# The prefix binds a cookie to this very host and to HTTPS (browsers take a loopback address for
# that): neither a neighbour host nor an archived page can set or read it.
SESSION_COOKIE_NAME = "__Host-wangjian"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = _OFFICE.session_minutes * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "__Host-wangjian-csrf"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in _OFFICE.hosts]
CSRF_FAILURE_VIEW = "desk.web.errors.not_from_here"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _OFFICE.behind_proxy else None
# Nothing leaves this desk; within it forms need an Origin, which "no-referrer" would blank.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "desk.web.frame.frame",
            ],
            "builtins": ["desk.web.templatetags.desk_words"],
        },
    }
]
STATIC_URL = "/static/"
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FORMAT_MODULE_PATH = None
LANGUAGES = [("zh-hans", "简体中文")]
DATE_INPUT_FORMATS = ["%Y-%m-%d"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
