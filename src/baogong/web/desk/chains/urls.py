from django.urls import path

from baogong.web.desk.chains import lines, pages

urlpatterns = [
    path("rounds/<int:pk>/chains/", pages.index, name="chains"),
    path("chains/<int:pk>/", pages.detail, name="chain"),
    path("chains/<int:pk>/enter", pages.enter, name="chain_enter"),
    path("chains/lines/<int:pk>", lines.mend, name="chain_line"),
]
