from django.urls import path

from baogong.web.desk.filings import packages, pages, papers

urlpatterns = [
    path("filings/", pages.index, name="filings"),
    path("filings/new/<int:estate>/", pages.create, name="filing_new"),
    path("filings/<int:pk>/", pages.detail, name="filing"),
    path("filings/<int:pk>/change", pages.change, name="filing_change"),
    path("filings/<int:pk>/file", pages.file, name="filing_file"),
    path("filings/<int:pk>/withdraw", pages.withdraw, name="filing_withdraw"),
    path("filings/<int:pk>/known", packages.known, name="filing_known"),
    path("filings/<int:pk>/package", packages.new, name="filing_package"),
    path("filings/<int:pk>/out", packages.out, name="filing_out"),
    path("filings/<int:pk>/photo", papers.photo, name="filing_photo"),
    path("filings/<int:pk>/notice", papers.notice, name="filing_notice"),
]
