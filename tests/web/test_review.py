from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient

from onrecord import store as stores
from onrecord import verify
from onrecord.config import Config
from onrecord.web import Settings, create_app
from review.made import report
from web.rooms import ORIGIN, SCRIPT, form_token, records

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from httpx2 import Response

RECORD = report()
ID = RECORD.document.id
ONE, TWO = RECORD.statements
EVENT = RECORD.events[0]
POSTS = ("/review/judge", "/review/edit", "/review/entities", "/review/withdraw", "/review/name")


class Reviewer:
    """A browser whose user reviews."""

    def __init__(self, settings: Settings, name: str = "Kim") -> None:
        self.client = TestClient(create_app(settings), base_url=ORIGIN)
        self.name = name
        self.settings = settings

    def get(self, address: str, **asked: str) -> Response:
        return self.client.get(address, params=asked or None)

    def send(self, address: str, **fields: object) -> Response:
        data = {"form_token": form_token(self.client), "by": self.name, **fields}
        return self.client.post(address, data=data, follow_redirects=False)

    def entries(self) -> list[str]:
        with stores.open(self.settings.store) as reader:
            return [entry.id for entry in reader.entries()]

    def speakers(self) -> list[tuple[str, ...]]:
        with stores.open(self.settings.store) as reader:
            record = reader.record(ID)
        return [record.speakers(s) for s in record.statements]


@pytest.fixture
def room(tmp_path: Path) -> Settings:
    """A room of its own for each test, since reviews are kept."""
    path = tmp_path / "store.sqlite"
    with stores.open(path, mode="write") as store:
        for record in (*records(), RECORD):
            store.write(record)
    return Settings(store=path, query_seconds=600, config=Config(attribution="rules"))


@pytest.fixture
def kim(room: Settings) -> Iterator[Reviewer]:
    yield Reviewer(room)
    with stores.open(room.store) as reader:
        assert not list(verify.verify_store(reader)), "whatever is sent, the store holds"


def test_the_queue_shows_findings_in_their_context_and_asks_for_a_name(kim: Reviewer) -> None:
    page = kim.get("/review").text
    assert "<mark>the road was closed</mark>" in page
    assert 'name="by"' in page
    assert kim.get("/review", kind="event", format="json").json()["page"]["total"] == 2
    assert kim.get("/review", document=ID, format="csv").text.count("\n") == 4


def test_a_finding_is_accepted_and_the_name_is_kept(kim: Reviewer) -> None:
    answer = kim.send("/review/judge", finding=ONE.id, verdict="accept", back=f"/documents/{ID}#{ONE.id}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/documents/{ID}#{ONE.id}")
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "SameSite=strict" in answer.headers["set-cookie"]
    page = kim.get(f"/documents/{ID}").text
    assert "checked by Kim" in page
    assert "You are Kim." in kim.get("/review").text
    assert "checked" in kim.get("/statements", words="closed").text


def test_a_rejected_finding_leaves_search_and_is_brought_back(kim: Reviewer) -> None:
    kim.send("/review/judge", finding=ONE.id, verdict="reject")
    assert kim.get("/statements", words="closed", format="json").json()["page"]["total"] == 0
    page = kim.get(f"/documents/{ID}").text
    assert "1 rejected finding" in page
    assert kim.get(f"/review/findings/{ONE.id}").status_code == 200
    kim.send("/review/withdraw", entry=kim.entries()[0])
    assert kim.get("/statements", words="closed", format="json").json()["page"]["total"] == 1


def test_a_statement_is_corrected_by_passages_and_by_words(kim: Reviewer) -> None:
    form = kim.get(f"/review/findings/{ONE.id}").text
    assert "12-31" not in form
    assert f"{ONE.content[0].span.start}-{ONE.content[0].span.end} the road was closed" in form
    start = ONE.content[0].span.start
    answer = kim.send(
        "/review/edit", what="statement", finding=ONE.id, content=f"{start}-{start + 8}", source="a spokesman\nBob Roe",
        cue="said", speaker=["Bob Roe", "Cy Fox"], act="announce", kind="mixed", negated="1", note="heard it",
    )  # fmt: skip
    assert answer.status_code == 303
    (found,) = kim.get("/statements", words="road", speaker="Fox", format="json").json()["page"]["rows"]
    assert (found["content"], found["speaker"], found["act"], found["kind"], found["negated"], found["review"]) == (
        "the road", "Bob Roe; Cy Fox", "announce", "mixed", True, "corrected",
    )  # fmt: skip
    assert found["source"] == "Bob Roe; a spokesman"
    history = kim.get(f"/review/findings/{ONE.id}").text
    assert "<del>say</del>" in history
    assert "heard it" in history
    assert kim.get("/review/log", format="json").json()["rows"][0]["note"] == "heard it"


def test_an_actor_of_another_report_is_known_with_its_country(kim: Reviewer) -> None:
    kim.send(
        "/review/edit",
        what="statement",
        finding=TWO.id,
        content="it",
        source="Bob Roe",
        cue="denied",
        speaker="ann lee",
    )
    assert kim.speakers() == [("Ann Lee",), ("Ann Lee",)]
    kim.send(
        "/review/edit", what="event", finding=EVENT.id, trigger="closed", code="PROTEST riot", cameo="145",
        actor="Bob", actor_words="Bob Roe", recipient="Ann Lee", modality="negated", contexts=["military"],
    )  # fmt: skip
    (event,) = kim.get("/review", status="corrected", kind="event", format="json").json()["page"]["rows"]
    assert (event["who"], event["what"], event["whom"]) == ("Bob", "PROTEST", "Ann Lee")


def test_missed_findings_are_added(kim: Reviewer) -> None:
    page = kim.get("/review/new", document=ID, words="50-60").text
    assert "50-60" in page
    for fields in (
        {
            "what": "statement",
            "content": "The road was never closed",
            "source": "a spokesman",
            "speaker": "a spokesman",
        },
        {"what": "event", "trigger": "added", "code": "CONSULT"},
    ):
        assert kim.send("/review/edit", document=ID, **fields).status_code == 303
    assert kim.speakers()[-1] == ("a spokesman",)
    assert kim.get("/review", status="added", format="json").json()["page"]["total"] == 2
    assert kim.get("/review/new", document=ID, kind="event").status_code == 200


def test_an_entity_is_called_and_coded_otherwise(kim: Reviewer) -> None:
    bob = RECORD.entities[1]
    said = {"name": "Robert Roe", "kind": "person", "country": "Norwegian", "sectors": "gov mil", "note": "his name"}
    answer = kim.send("/review/entities", document=ID, what="correct", entity=bob.id, **said)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/review/entities?document={ID}")
    assert kim.speakers() == [("Ann Lee",), ("Robert Roe",)]
    (row,) = kim.get("/actors", name="Robert", format="json").json()["rows"]
    assert (row["name"], row["country"], row["sector"]) == ("Robert Roe", "NOR", "GOV")
    assert "Robert Roe, person, NOR, GOV MIL" in kim.get("/review/log", format="json").json()["rows"][0]["after"]
    assert 'value="Robert Roe"' in kim.get("/review/entities", document=ID).text
    assert "his name" in kim.get("/review/log").text


def test_entities_are_merged_and_split(kim: Reviewer) -> None:
    ann, bob = RECORD.entities
    kim.send("/review/entities", document=ID, what="merge", entity=[ann.id, bob.id])
    assert kim.speakers() == [("Ann Lee",), ("Ann Lee",)]
    (row,) = kim.get("/review/entities", document=ID, format="json").json()
    kim.send(
        "/review/entities", document=ID, what="split", entity=row["entity"]["id"], mention=bob.mentions[0], name="Roe"
    )
    assert kim.speakers() == [("Ann Lee",), ("Roe",)]
    assert "merged" in kim.get("/review/log", document=ID).text


def test_two_reviewers_are_compared(room: Settings) -> None:
    for name, verdict in (("Kim", "accept"), ("Lou", "reject")):
        Reviewer(room, name).send("/review/judge", finding=ONE.id, verdict=verdict)
    page = Reviewer(room).get("/review/agreement")
    assert "Kim, Lou" in page.text
    assert Reviewer(room).get("/review/agreement", format="json").json()[0]["verdict"] == 0.0


@pytest.mark.parametrize("address", POSTS)
def test_a_form_needs_its_token_and_its_own_page(kim: Reviewer, address: str) -> None:
    fields = {"finding": ONE.id, "verdict": "reject", "by": "Kim"}
    for data, headers in (
        (fields, {}),
        (fields | {"form_token": "0" * 64}, {}),
        (fields | {"form_token": form_token(kim.client)}, {"origin": "https://evil.example"}),
        (fields | {"form_token": form_token(kim.client)}, {"sec-fetch-site": "cross-site"}),
    ):
        assert kim.client.post(address, data=data, headers=headers).status_code == 403
    assert not kim.entries()


@pytest.mark.parametrize("address", POSTS)
def test_nothing_is_kept_when_the_room_only_shows(room: Settings, address: str) -> None:
    lou = Reviewer(replace(room, read_only=True))
    answer = lou.client.post(address, data={"finding": ONE.id, "verdict": "accept", "by": "Lou"})
    assert answer.status_code == 403
    assert "read-only" in answer.text
    for page in ("/review", f"/documents/{ID}", f"/review/findings/{ONE.id}", f"/review/entities?document={ID}"):
        shown = lou.get(page)
        assert shown.status_code == 200
        assert 'method="post"' not in shown.text.partition("<main")[2] or "entities" in page


@pytest.mark.parametrize(
    ("address", "fields", "status"),
    [
        ("judge", {"finding": ONE.id, "verdict": "dance"}, 400),
        ("judge", {"finding": "s-0", "verdict": "accept"}, 404),
        ("judge", {"finding": "' OR 1=1 --", "verdict": "accept"}, 404),
        ("judge", {"finding": "\x00", "verdict": "accept"}, 404),
        ("judge", {"finding": ONE.id, "verdict": "accept", "by": ""}, 409),
        ("judge", {"finding": ONE.id, "verdict": "accept", "by": "x" * 81}, 409),
        ("judge", {"finding": ONE.id, "verdict": "accept", "by": "a\u202eb"}, 409),
        ("judge", {"finding": ONE.id, "verdict": "accept", "note": "x" * 2001}, 409),
        ("edit", {"finding": ONE.id, "what": "statement", "content": ""}, 409),
        ("edit", {"finding": ONE.id, "what": "statement", "content": "words that are not there"}, 409),
        ("edit", {"finding": ONE.id, "what": "statement", "content": "999999990-999999999"}, 409),
        ("edit", {"finding": ONE.id, "what": "statement", "content": "0-5\n3-9"}, 409),
        ("edit", {"finding": ONE.id, "what": "statement", "content": "it", "act": "sing"}, 400),
        ("edit", {"finding": ONE.id, "what": "event", "trigger": "it", "code": "CONSULT"}, 409),
        ("edit", {"document": ID, "what": "event", "trigger": "it", "code": "DANCE"}, 409),
        ("edit", {"document": "nothing", "what": "event", "trigger": "it", "code": "CONSULT"}, 404),
        ("edit", {"document": ID, "what": "statement", "content": "(" * 1000}, 409),
        ("entities", {"document": ID, "what": "merge", "entity": "n-0"}, 409),
        ("entities", {"document": ID, "what": "correct", "entity": RECORD.entities[0].id, "kind": "person"}, 409),
        ("entities", {"document": ID, "what": "correct", "entity": "n-0", "kind": "person", "name": "X"}, 409),
        ("entities", {"document": ID, "what": "correct", "entity": RECORD.entities[0].id, "kind": "god"}, 400),
        ("entities", {"document": ID, "what": "split", "entity": RECORD.entities[0].id, "mention": "m-0"}, 409),
        ("withdraw", {"entry": "r-0"}, 404),
        ("name", {"by": "\x1b[31m"}, 409),
    ],
)
def test_malformed_forms_are_refused(kim: Reviewer, address: str, fields: dict[str, str], status: int) -> None:
    assert kim.send(f"/review/{address}", **fields).status_code == status
    assert not kim.entries()


def test_a_form_too_large_is_refused(kim: Reviewer) -> None:
    answer = kim.send("/review/judge", finding=ONE.id, verdict="accept", note="x" * 5_000_000)
    assert answer.status_code == 413
    many = {f"field{number}": "x" for number in range(700)}
    assert kim.send("/review/judge", finding=ONE.id, verdict="accept", **many).status_code == 400
    assert not kim.entries()


@pytest.mark.parametrize(
    "back",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "/review\r\nx: y", "javascript:alert(1)", "/read"],
)
def test_a_form_leads_to_pages_of_review_only(kim: Reviewer, back: str) -> None:
    answer = kim.send("/review/judge", finding=ONE.id, verdict="accept", back=back)
    assert answer.headers["location"] == "/review"


def test_nothing_typed_runs(room: Settings) -> None:
    eve = Reviewer(room, SCRIPT)
    eve.send("/review/judge", finding=ONE.id, verdict="accept", note=SCRIPT)
    with stores.open(room.store) as reader:
        hostile = next(r for r in reader.records() if r.document.title == SCRIPT)
    statement = hostile.statements[0]
    eve.send("/review/edit", what="statement", finding=statement.id, content="road", speaker=SCRIPT, source=SCRIPT)
    for page in (
        "/review", "/review?status=corrected", "/review/log", f"/documents/{ID}", f"/documents/{hostile.document.id}",
        f"/review/findings/{statement.id}", f"/review/findings/{ONE.id}", f"/review/new?document={hostile.document.id}",
        f"/review/entities?document={hostile.document.id}", "/review/agreement", "/statements?words=road",
    ):  # fmt: skip
        shown = eve.get(page)
        assert shown.status_code == 200
        assert "<script>alert" not in shown.text
        assert "<img" not in shown.text


def test_a_cookie_that_is_no_name_is_none(kim: Reviewer) -> None:
    kim.client.cookies.set("onrecord_reviewer", "%1b%5b31m")
    page = kim.get("/review").text
    assert "You are" not in page
    assert "\x1b" not in page


@pytest.mark.parametrize("address", ["/review/new", "/review/entities", "/review?kind=dance", "/review?limit=9999"])
def test_what_cannot_be_asked_is_a_clear_error(kim: Reviewer, address: str) -> None:
    assert kim.get(address).status_code == 400


def test_what_is_not_there_is_not_found(kim: Reviewer) -> None:
    assert kim.get("/review/findings/s-0").status_code == 404
    assert kim.get("/review/entities", document="d-0").status_code == 404
