"""A server that speaks S3 over HTTP, as a process of its own, with an empty bucket."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import boto3
from tests.flow.server import free_port

BUCKET = "minhbach"


@contextmanager
def object_store() -> Iterator[dict[str, str]]:
    """What a site's environment says to keep its files there."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "moto.server", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        url = f"http://127.0.0.1:{port}"
        keys = {"AWS_ACCESS_KEY_ID": "thu", "AWS_SECRET_ACCESS_KEY": "thu"}
        client = boto3.client(
            "s3",
            endpoint_url=url,
            region_name="us-east-1",
            aws_access_key_id="thu",
            aws_secret_access_key="thu",
        )
        client.create_bucket(Bucket=BUCKET)
        yield {**keys, "MINHBACH_S3_BUCKET": BUCKET, "MINHBACH_S3_ENDPOINT": url}
    finally:
        server.terminate()
        server.wait(10)
