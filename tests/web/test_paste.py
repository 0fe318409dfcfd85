from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient

from onrecord import store as stores
from onrecord.web import Settings, create_app
from onrecord.web.pages import paste
from web.rooms import ORIGIN, SCRIPT, form_token

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Talks resume\n\nThe talks will resume in May, Ann Lee said on Monday. Bob Roe said that nothing was agreed."


@pytest.fixture
def room(settings: Settings, tmp_path: Path) -> TestClient:
    """A reading room whose store is not there yet."""
    return TestClient(
        create_app(replace(settings, store=tmp_path / "kept.sqlite", max_upload=200_000)), base_url=ORIGIN
    )


def send(room: TestClient, *, file: tuple[str, bytes] | None = None, **fields: str) -> tuple[int, str]:
    data = {"form_token": form_token(room), **fields}
    answer = room.post("/read", data=data, files={"file": file} if file else {"file": ("", b"")})
    return answer.status_code, answer.text


def test_pasted_text_is_shown_and_not_kept(room: TestClient, tmp_path: Path) -> None:
    status, page = send(room, text=TEXT, title="Talks resume", outlet="The Post", published="2024-05-08")
    assert status == 200
    assert "The Post" in page
    assert "Read just now and not kept" in page
    assert 'id="n-s1"' in page
    assert "Ann Lee" in page
    assert not list(tmp_path.iterdir())


def test_it_is_kept_when_asked(room: TestClient, tmp_path: Path) -> None:
    first = send(room, text=TEXT, keep="1")
    second = send(room, text=TEXT.replace("May", "June"), keep="1")
    assert (first[0], second[0]) == (200, 200)
    with stores.open(tmp_path / "kept.sqlite") as store:
        kept = [record.document for record in store.records()]
    assert [d.key for d in kept] == [None, None]
    assert [d.origin.location for d in kept] == ["pasted", "pasted"]


@pytest.mark.parametrize(
    "file",
    [
        ("report.txt", TEXT.encode()),
        ("../../etc/report.txt", TEXT.encode()),
        ("page.html", f"<html><body><article><h1>Talks</h1><p>{TEXT * 3}</p></article></body></html>".encode()),
        ("one.json", b'{"title": "Talks", "text": "Ann Lee said on Monday that the talks will resume in the spring."}'),
    ],
)
def test_files_are_read(room: TestClient, file: tuple[str, bytes]) -> None:
    status, page = send(room, file=file)
    assert status == 200
    assert "Ann Lee" in page
    assert "../" not in page.partition("read from")[2][:200]


def test_a_pages_source_can_be_pasted(room: TestClient) -> None:
    source = f"<!DOCTYPE html><html><body><article><h1>Talks</h1><p>{TEXT * 3}</p></article></body></html>"
    status, page = send(room, text=source)
    assert status == 200
    assert "&lt;article&gt;" not in page


def test_markup_in_any_field_stays_text(room: TestClient) -> None:
    status, page = send(room, text=f"{TEXT}\n\n{SCRIPT}", title=SCRIPT, outlet=SCRIPT, url="javascript:alert(1)")
    assert status == 200
    assert "<script>alert" not in page
    assert 'href="javascript:' not in page


@pytest.mark.parametrize(
    ("fields", "file", "status", "code"),
    [
        ({"text": ""}, None, 400, "empty"),
        ({"text": "  \n "}, None, 400, "empty"),
        ({}, ("x.bin", bytes(range(256)) * 8), 422, "binary"),
        ({}, ("two.jsonl", b'{"text": "Ann said yes."}\n{"text": "Bob said no."}\n'), 422, "several-reports"),
        ({}, ("bad.json", b'{"text": '), 422, "malformed"),
        ({"text": "Le ministre a dit que les pourparlers reprendront en mai. " * 8}, None, 422, "not-english"),
        ({"text": "x" * 250_000}, None, 413, "too-large"),
    ],
)
def test_what_cannot_be_read_is_said(
    room: TestClient, fields: dict[str, str], file: tuple[str, bytes] | None, status: int, code: str
) -> None:
    got, page = send(room, file=file, **fields)
    assert got == status
    assert f"{status} · {code}" in page


def test_a_body_without_a_stated_length_is_counted(room: TestClient) -> None:
    token = form_token(room)
    pieces = (b"x" * 50_000 for _ in range(5))
    answer = room.post("/read", content=pieces, headers={"content-type": "multipart/form-data; boundary=b"})
    assert answer.status_code in {400, 413}
    stated = room.post("/read", content=f"form_token={token}&text=x", headers={"content-length": "-1"})
    assert stated.status_code == 400


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"--b\r\nnonsense", "multipart/form-data; boundary=b"),
        (b"nonsense", "multipart/form-data"),
        (b"\xff\xfe=%zz&&&", "application/x-www-form-urlencoded"),
        (b"{}", "application/json"),
        (b"&".join(b"a=1" for _ in range(50)), "application/x-www-form-urlencoded"),
    ],
)
def test_malformed_forms_are_refused(room: TestClient, content: bytes, kind: str) -> None:
    answer = room.post("/read", content=content, headers={"content-type": kind})
    assert answer.status_code in {400, 403}
    assert "Traceback" not in answer.text


def test_read_only_reads_and_keeps_nothing(settings: Settings) -> None:
    room = TestClient(create_app(replace(settings, read_only=True)), base_url=ORIGIN)
    token = form_token(TestClient(create_app(settings), base_url=ORIGIN))
    assert room.get("/read").status_code == 403
    for address in ("/read", "/demo"):
        assert room.post(address, data={"text": TEXT, "form_token": token}).status_code == 403
    assert 'href="/read"' not in room.get("/").text


def test_the_demo_can_be_read_from_the_first_page(
    room: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "one.txt").write_text(TEXT, "utf-8")
    monkeypatch.setattr(paste, "DEMO", tmp_path / "demo")
    page = room.post("/demo", data={"form_token": form_token(room)})
    assert page.status_code == 200
    assert "Talks resume" in page.text
