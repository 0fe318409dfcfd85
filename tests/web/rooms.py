"""What the reading room of the tests holds, and what its visitors do."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from msgspec.structs import replace

from onrecord.model import Claim, Record

import factories

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.testclient import TestClient

ORIGIN = "http://127.0.0.1"
#: Markup that would run if any page put it out as it is.
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'"


def records() -> Iterator[Record]:
    """Reports with one statement in another, in two outlets, and one whose every field is hostile."""
    yield factories.nested()
    yield factories.record(
        "Road talks fail\n{S1:Ann Lee} {C1:denied} {T1:the road talks had failed}.\n"
        '"{T2:The road will be built}," {S2:Bob Roe} {C2:said}.',
        title="Road talks fail", location="road.txt", country="NOR", act="deny", published=dt.date(2024, 3, 1),
    )  # fmt: skip
    hostile = factories.record(
        f"{SCRIPT}\n{{S:{SCRIPT}}} {{C:{SCRIPT}}} {{T:road {SCRIPT}}}.",
        title=SCRIPT, outlet=SCRIPT, url="javascript:alert(3)", location=SCRIPT,
    )  # fmt: skip
    claims = (Claim("outlet", SCRIPT, SCRIPT), Claim("outlet", "Other Weekly", "page"))
    yield replace(hostile, document=replace(hostile.document, claims=claims, byline=SCRIPT))


def form_token(client: TestClient) -> str:
    """What the form of `/read` carries for this browser."""
    page = client.get("/read").text
    return page.partition('name="form_token" value="')[2].partition('"')[0]
