"""Files in an object store: a server that speaks S3, started as a process of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from tests.flow.server import free_port

from minhbach_web.core.services import files


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "moto.server", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(10)


@pytest.fixture(autouse=True)
def bucket(store: str, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "thu")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "thu")
    client = boto3.client("s3", endpoint_url=store, region_name="us-east-1")
    client.create_bucket(Bucket="minhbach")
    options = {
        "bucket_name": "minhbach",
        "endpoint_url": store,
        "region_name": "us-east-1",
        "addressing_style": "path",
        "file_overwrite": True,
    }
    settings.STORAGES = settings.STORAGES | {
        "documents": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    }
    return client


def test_files_are_kept_found_changed_and_forgotten(bucket: Any) -> None:
    first, second = files.store("báo cáo".encode()), files.store(b"x" * 3_000_000)
    assert files.store("báo cáo".encode()) == first
    files.put_beside(first, '{"đọc": 1}')

    assert files.load(first).decode() == "báo cáo"
    assert files.beside(first) == '{"đọc": 1}'
    assert sorted(files.proved()) == sorted([(first, True), (second, True)])
    bucket.put_object(Bucket="minhbach", Key=files.name_of(second), Body=b"y")
    assert sorted(files.proved()) == sorted([(first, True), (second, False)])
    with pytest.raises(ValueError, match="was changed"):
        files.load(second)
    files.forget(first)
    with pytest.raises(FileNotFoundError):
        files.load(first)
    assert [sha256 for sha256, _right in files.proved()] == [second]
