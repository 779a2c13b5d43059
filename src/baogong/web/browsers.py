"""What the visitor's browser is."""

from django.http import HttpRequest

CHAT_APPS = ("MicroMessenger", "QQ/", "DingTalk")


def in_chat_app(request: HttpRequest) -> bool:
    """Whether the page is shown inside a chat app, which forgets sign-ins and hides downloads."""
    agent = request.META.get("HTTP_USER_AGENT", "")
    return any(name in agent for name in CHAT_APPS)


def can_open_apps(request: HttpRequest) -> bool:
    """Whether a link may open another app: on a telephone, outside of a chat app."""
    return "Mobi" in request.META.get("HTTP_USER_AGENT", "") and not in_chat_app(request)
