"""One JSON object a line, with the request it belongs to and nothing personal."""

import json
import logging
import sys

import pytest

from dvk_portal.logging import JsonFormatter, current_request_id


def line(record: logging.LogRecord) -> dict:
    text = JsonFormatter().format(record)
    assert "\n" not in text
    return json.loads(text)


def record(message: str, *args, exc_info=None) -> logging.LogRecord:
    return logging.LogRecord("submissions", logging.WARNING, __file__, 1, message, args, exc_info)


def test_a_record_is_one_line_of_json():
    found = line(record("đã nhận %s\ndòng hai", 3))
    assert found["level"] == "warning"
    assert found["logger"] == "submissions"
    assert found["message"] == "đã nhận 3\ndòng hai"
    assert found["time"].endswith("+00:00")
    assert "request_id" not in found


def test_a_record_carries_the_id_of_its_request():
    token = current_request_id.set("abc-12345")
    try:
        assert line(record("x"))["request_id"] == "abc-12345"
    finally:
        current_request_id.reset(token)


def test_an_exception_shows_its_type_and_place_but_not_what_it_quotes():
    try:
        raise ValueError("Key (full_name)=(Nguyễn Văn A) already exists")
    except ValueError:
        found = line(record("failed", exc_info=sys.exc_info()))
    assert found["exception"] == "ValueError"
    assert "test_logging.py" in found["at"][-1]
    assert "Nguyễn" not in json.dumps(found, ensure_ascii=False)


def test_every_answer_has_an_id_of_its_own(client, db):
    first, second = client.get("/healthz/"), client.get("/healthz/")
    assert len(first["X-Request-ID"]) == 32
    assert first["X-Request-ID"] != second["X-Request-ID"]


@pytest.mark.parametrize(("sent", "kept"), [("proxy-0001", True), ("short", False), ("x\u00e1" * 8, False)])
def test_a_plain_id_of_the_proxy_is_kept(client, db, sent, kept):
    response = client.get("/healthz/", headers={"X-Request-ID": sent})
    assert (response["X-Request-ID"] == sent) is kept


def test_the_access_log_names_no_person_and_no_query(client, db, caplog):
    with caplog.at_level(logging.INFO, logger="dvk_portal.access"):
        client.get("/healthz/?q=Nguyen+Van+A", headers={"User-Agent": "x"})
    (found,) = [entry for entry in caplog.records if entry.name == "dvk_portal.access"]
    assert (found.method, found.path, found.status) == ("GET", "/healthz/", 200)
    written = line(found)
    assert set(written) == {"time", "level", "logger", "message", "method", "path", "status", "milliseconds"}
    assert "Nguyen" not in json.dumps(written)
