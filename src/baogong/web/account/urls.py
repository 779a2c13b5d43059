from django.urls import path

from baogong.web.account import home, password, second_factor, sign_in

app_name = "account"
urlpatterns = [
    path("", home.home, name="home"),
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("password/", password.change, name="password"),
    path("second-factor/", second_factor.code, name="second_factor"),
    path("second-factor/device/", second_factor.device, name="device"),
]
