from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient

from onrecord.web import create_app
from web.rooms import ORIGIN, form_token

if TYPE_CHECKING:
    from onrecord.web import Settings

TOKEN = "a secret of some length"  # noqa: S105 (of the tests)


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "evil.example:80", "", "[", "localhost@evil.example:1", "127.0.0.2"],
)
def test_foreign_names_are_refused(client: TestClient, host: str) -> None:
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "421 · host" in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8400", "localhost:1", "LOCALHOST", "[::1]:8400"])
def test_own_names_are_known(client: TestClient, host: str) -> None:
    assert client.get("/documents", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9"},
        {"origin": "https://127.0.0.1"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
@pytest.mark.parametrize("address", ["/read", "/demo"])
def test_other_sites_send_nothing(client: TestClient, address: str, headers: dict[str, str]) -> None:
    answer = client.post(address, data={"text": "x", "form_token": form_token(client)}, headers=headers)
    assert answer.status_code == 403
    assert "403 · origin" in answer.text


@pytest.mark.parametrize("token", [None, "", "0" * 64, "é"])
@pytest.mark.parametrize("address", ["/read", "/demo"])
def test_a_form_needs_its_token(client: TestClient, address: str, token: str | None) -> None:
    client.get("/read")
    answer = client.post(address, data={"text": "x"} | ({} if token is None else {"form_token": token}))
    assert answer.status_code == 403
    assert "403 · form-token" in answer.text


def test_the_token_of_one_browser_is_none_for_another(settings: Settings) -> None:
    app = create_app(settings)
    one, other = TestClient(app, base_url=ORIGIN), TestClient(app, base_url=ORIGIN)
    assert form_token(one) == form_token(one) != form_token(other)
    answer = other.post("/read", data={"text": "x", "form_token": form_token(one)})
    assert answer.status_code == 403


def test_every_answer_forbids_what_no_page_needs(client: TestClient) -> None:
    for address in ("/", "/nowhere", "/static/style.css", "/statements?format=json", "/statements?act=sing"):
        headers = client.get(address).headers
        policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == policy["style-src"] == "'self'"
        assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
        assert headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e%2f%2e%2e%2f%2e%2e%2fetc/passwd",
        "/static//etc/passwd",
        "/static/vendor/../../app.py",
        "/static/..\\app.py",
        "/static/",
        "/static/style.css%00.js",
        "/documents/..%2f..%2fetc%2fpasswd",
        "/documents/%00",
    ],
)
def test_paths_lead_nowhere_else(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "create_app" not in answer.text
    assert "root:" not in answer.text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "POST"])
def test_other_methods_are_refused(client: TestClient, method: str) -> None:
    assert client.request(method, "/documents").status_code == 405


@pytest.mark.parametrize(
    "words",
    [
        "'; DROP TABLE documents; --",
        '" OR "1"="1',
        "content : *",
        "a NEAR/2 b",
        "NOT road",
        "^road AND (",
        "{content} : x",
        "road*) OR (x",
        "\x00",
        "%",
        "_",
        "\\",
        "-",
        "(" * 400,
    ],
)
@pytest.mark.parametrize("field", ["words", "speaker", "about", "towards", "outlet", "country"])
def test_words_are_never_syntax(client: TestClient, field: str, words: str) -> None:
    answer = client.get("/statements", params={field: words, "format": "json"})
    assert answer.status_code in {200, 400}
    if answer.status_code == 400:
        assert answer.json()["error"] == "bad-query"
    assert client.get("/statements?format=json").json()["page"]["total"] == 5


def test_long_questions_are_refused(client: TestClient) -> None:
    assert client.get("/statements", params={"words": "x" * 501}).status_code == 400
    assert client.get("/statements", params={"words": "x" * 9000}).status_code == 414


def test_a_question_that_takes_too_long_is_ended(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    monkeypatch.setattr("onrecord.web.pages.statements.search", lambda reader, **_: reader.select(endless))
    answer = TestClient(create_app(replace(settings, query_seconds=0.01)), base_url=ORIGIN).get("/statements")
    assert answer.status_code == 503
    assert "the question took too long" in answer.text


@pytest.fixture
def locked(settings: Settings) -> TestClient:
    return TestClient(create_app(replace(settings, token=TOKEN)), base_url=ORIGIN, follow_redirects=False)


@pytest.mark.parametrize(
    "address", ["/", "/statements?format=json", "/static/style.css", "/read", "/?token=wrong", "/?token="]
)
def test_without_the_token_there_is_nothing(locked: TestClient, address: str) -> None:
    assert locked.get(address).status_code == 401
    assert locked.get(address, headers={"authorization": "Bearer wrong"}).status_code == 401
    assert locked.post("/demo").status_code == 401


def test_the_token_is_shown_once(locked: TestClient) -> None:
    answer = locked.get("/statements", params={"words": "road", "token": TOKEN})
    assert (answer.status_code, answer.headers["location"]) == (303, "/statements?words=road")
    assert TOKEN not in str(answer.headers)
    assert locked.get("/statements?words=road").status_code == 200


def test_the_token_leads_to_no_other_site(locked: TestClient) -> None:
    answer = locked.get(f"{ORIGIN}//evil.example/x", params={"token": TOKEN})
    assert answer.headers["location"].startswith("/evil.example")


def test_programs_give_the_token_with_each_request(locked: TestClient) -> None:
    assert locked.get("/statements", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
