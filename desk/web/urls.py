"""The desk's addresses: those of its doors, and what is said where there is none."""

from desk.web.doors import routes

urlpatterns = routes()
handler400 = "desk.web.errors.bad_request"
handler403 = "desk.web.errors.not_from_here"
handler404 = "desk.web.errors.nothing_here"
handler500 = "desk.web.errors.failed"
