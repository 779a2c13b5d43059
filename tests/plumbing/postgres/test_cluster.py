"""The embedded PostgreSQL: made, used, stopped, and brought back after every kind of accident."""

from pathlib import Path

from baogong.plumbing.postgres.cluster import Cluster


def test_a_new_data_folder_gets_a_utf8_database_that_keeps_its_rows(data_dir: Path) -> None:
    with Cluster(data_dir, durable=False) as cluster, cluster.connect() as connection:
        connection.execute("CREATE TABLE doors AS SELECT '东辰心语' AS name")
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)

    with Cluster(data_dir, durable=False) as cluster, cluster.connect() as connection:
        assert connection.execute("SELECT name FROM doors").fetchone() == ("东辰心语",)
