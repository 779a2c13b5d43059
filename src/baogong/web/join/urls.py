from django.urls import path

from baogong.web.join import sign_up

app_name = "join"
urlpatterns = [
    path("<str:code>/", sign_up.sign_up, name="sign_up"),
    path("<str:code>/done", sign_up.done, name="done"),
]
