"""The web server's main process, started by the supervisor: granian on one port."""

import argparse
import gc
import logging
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.utils.module_loading import import_string
from granian.constants import Interfaces, SSLProtocols
from granian.server import Server
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

from baogong.plumbing.logs import logging_config
from baogong.plumbing.processes.offspring import tie_to_parent
from baogong.plumbing.processes.threads import THREADS

APPLICATION = "baogong.config.wsgi.application"
STOP_SECONDS = 10
# How many new containers make the garbage collector look at the youngest. At Python's 700 it looks
# at a group of orders dozens of times while that is decided, and then at all the rest: a twelfth
# of a rush's processor time, and pauses of a tenth of a second (docs/decisions/0031).
GARBAGE_AFTER = 50_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on")
    parser.add_argument("--cert", type=Path, help="certificate chain (PEM): serve HTTPS")
    parser.add_argument("--key", type=Path, help="the certificate's private key (PEM)")
    parser.add_argument(
        "--workers", type=int, default=os.cpu_count() or 2, help="web worker processes"
    )
    parser.add_argument(
        "--proxies",
        default="127.0.0.1,::1",
        help="addresses of reverse proxies whose X-Forwarded-* headers count",
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    options = parser.parse_args()
    server = Server(
        APPLICATION,
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.workers,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        ssl_cert=options.cert,
        ssl_key=options.key,
        ssl_protocol_min=SSLProtocols.tls12,  # phones from before 2019 know no newer one
        log_dictconfig=logging_config(level=os.environ.get("BAOGONG_LOG_LEVEL", "INFO")),
    )
    # Most of them wait for their group and take nothing of the processor.
    logging.getLogger("_granian").addFilter(lambda row: "Python threads" not in row.getMessage())
    loader = WorkerLoader(main_pid=os.getpid(), proxies=options.proxies)
    server.serve(target_loader=loader, wrap_loader=False)


class WorkerLoader:
    """Loads the application inside a worker, after tying that worker to granian's main process.

    Granian itself leaves workers behind when its main process is killed: they would serve old
    code beside the new ones, on the same port.
    """

    def __init__(self, *, main_pid: int, proxies: str) -> None:
        self.main_pid = main_pid
        self.proxies = proxies

    def __call__(self) -> Callable[..., Any]:
        tie_to_parent(signal.SIGKILL, parent=self.main_pid)
        # Until granian sets the worker's own handlers, those of its main process would swallow it.
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        application = import_string(APPLICATION)  # sets Django up, in the worker only
        gc.freeze()  # what is loaded by now is never garbage
        gc.set_threshold(GARBAGE_AFTER, *gc.get_threshold()[1:])
        wrapped: Callable[..., Any] = wrap_wsgi_with_proxy_headers(application, self.proxies)
        return wrapped
