from django.urls import URLPattern

app_name = "depot"
urlpatterns: list[URLPattern] = []
