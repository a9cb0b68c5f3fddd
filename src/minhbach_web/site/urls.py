"""All addresses: pages over several apps here, the rest in the apps."""

from django.urls import include, path

from minhbach_web.site.pages import views

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("minhbach_web.site.pages.urls")),
    path("tai-khoan/", include("minhbach_web.units.login_urls")),
    path("", include("minhbach_web.core.urls")),
    path("", include("minhbach_web.units.urls")),
    path("", include("minhbach_web.programme.urls")),
    path("", include("minhbach_web.activities.urls")),
    path("", include("minhbach_web.briefing.urls")),
    path("", include("minhbach_web.checking.urls")),
    path("", include("minhbach_web.reporting.urls")),
    path("", include("minhbach_web.reminders.urls")),
    path("", include("minhbach_web.operations.urls")),
    path("", include("minhbach_web.accounts.urls")),
    path("", include("minhbach_web.rights.urls")),
]

handler400 = "minhbach_web.core.views.errors.bad_request"
handler403 = "minhbach_web.core.views.errors.forbidden"
handler404 = "minhbach_web.core.views.errors.not_found"
handler500 = "minhbach_web.core.views.errors.server_error"
