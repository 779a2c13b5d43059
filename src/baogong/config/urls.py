"""All addresses of the site; each audience has its own package."""

from django.conf import settings
from django.urls import include, path

from baogong.plumbing.http import healthz
from baogong.web.carrier.crates import scanned
from baogong.web.components.views import gallery, set_type
from baogong.web.depot.bags import label
from baogong.web.desk.slip_sheets.codes import scanned as slip_code

urlpatterns = [
    path("", include("baogong.web.resident.urls")),
    path("staff/", include("baogong.web.account.urls")),
    path("desk/", include("baogong.web.desk.urls")),
    path("shop/", include("baogong.web.shop.urls")),
    path("gate/", include("baogong.web.gate.urls")),
    path("depot/", include("baogong.web.depot.urls")),
    path("b/<str:code>", label, name="bag_label"),
    path("carry/", include("baogong.web.carrier.urls")),
    path("k/<str:code>", scanned, name="crate_label"),
    path("s/<str:code>", slip_code, name="slip_code"),
    path("grid/", include("baogong.web.grid.urls")),
    path("liaison/", include("baogong.web.liaison.urls")),
    path("command/", include("baogong.web.command.urls")),
    path("setup/", include("baogong.web.setup.urls")),
    path("join/", include("baogong.web.join.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("switch/type", set_type, name="set_type"),
    path("healthz", healthz, name="healthz"),
]
if settings.DEBUG:
    urlpatterns.append(path("gallery/", gallery, name="gallery"))
