"""PostgreSQL: where it is, and our own launcher of the embedded one."""

from baogong.plumbing.postgres.connection import connection_settings, socket_dir

__all__ = ["connection_settings", "socket_dir"]
