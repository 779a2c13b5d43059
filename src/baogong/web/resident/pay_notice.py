"""Where the payment provider tells of payments and refunds. No session: it signs what it says."""

import logging
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from baogong.apps.money.errors import NoticeRefused, UnknownPayment, UnknownRefund
from baogong.apps.money.provider import Refund, configured_provider
from baogong.apps.money.services import settle, settle_refund
from baogong.plumbing.locks import Busy
from baogong.values.errors import DomainError, NotVisible

logger = logging.getLogger(__name__)

MOST_BYTES = 64 * 1024
ANSWERS = {NoticeRefused: HTTPStatus.UNAUTHORIZED, Busy: HTTPStatus.SERVICE_UNAVAILABLE}


@csrf_exempt
@require_POST
def pay_notice(request: HttpRequest) -> HttpResponse:
    """Write down what was paid or went back. 204 ends it; else the provider tells it again."""
    provider = configured_provider()
    if provider is None:
        raise NotVisible
    body, now = request.read(MOST_BYTES + 1), timezone.now()
    if len(body) > MOST_BYTES:
        return _failed("too_large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        said = provider.read_notice(request.headers, body, now=now)
        if isinstance(said, Refund):
            settle_refund(said, now=now)
        elif said:
            settle(said, now=now)
    except (UnknownPayment, UnknownRefund) as error:
        # Telling it again would not make it known: a person must look for it at the provider.
        logger.error("a payment by phone is not ours", extra=error.data)
    except DomainError as error:
        logger.warning("a notification was not taken", extra={"code": error.code} | error.data)
        return _failed(error.code, ANSWERS.get(type(error), HTTPStatus.UNPROCESSABLE_ENTITY))
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _failed(message: str, status: HTTPStatus) -> JsonResponse:
    return JsonResponse({"code": "FAIL", "message": message}, status=status)
