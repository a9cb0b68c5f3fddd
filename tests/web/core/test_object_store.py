"""Files in an object store: a server that speaks S3, started as a process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from tests.web.robust.object_store import object_store

from minhbach_web.core.services import files


@pytest.fixture(scope="module")
def store() -> Iterator[dict[str, str]]:
    with object_store() as settings:
        yield settings


@pytest.fixture(autouse=True)
def bucket(store: dict[str, str], settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, store[name])
    url = store["MINHBACH_S3_ENDPOINT"]
    client = boto3.client("s3", endpoint_url=url, region_name="us-east-1")
    options = {
        "bucket_name": store["MINHBACH_S3_BUCKET"],
        "endpoint_url": url,
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
