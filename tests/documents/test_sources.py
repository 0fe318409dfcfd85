from __future__ import annotations

import os
from pathlib import Path

import pytest

from onrecord.documents import Input, discover
from onrecord.model import Failure


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as a crawl leaves it; the working directory is above it."""
    for name in ("b.txt", "a.html", ".hidden.txt", "sub/c.jsonl", "sub/deep/d.xml", ".git/e.txt", "a_files/style.css"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(*inputs: str | Path) -> list[str]:
    return [item.location if isinstance(item, Input) else f"{item.code}: {item.location}" for item in discover(inputs)]


@pytest.mark.usefixtures("folder")
class TestDiscover:
    def test_a_folder_is_searched_in_order_without_what_is_hidden_or_accompanies_a_page(self) -> None:
        assert names("in") == ["in/a.html", "in/b.txt", "in/sub/c.jsonl", "in/sub/deep/d.xml"]

    def test_files_are_taken_as_named_whatever_they_are(self) -> None:
        assert names("in/a_files/style.css", Path("in/.hidden.txt")) == ["in/a_files/style.css", "in/.hidden.txt"]

    def test_patterns(self) -> None:
        assert names("in/*.txt") == ["in/b.txt"]
        assert names("in/**") == [
            "in/a.html",
            "in/a_files/style.css",
            "in/b.txt",
            "in/sub/c.jsonl",
            "in/sub/deep/d.xml",
        ]
        assert names("in/**/*.xml") == ["in/sub/deep/d.xml"]
        assert names("in/s[u]?") == ["in/sub/c.jsonl", "in/sub/deep/d.xml"]

    def test_a_file_whose_name_looks_like_a_pattern_is_a_file(self) -> None:
        Path("in/b[1].txt").write_text("words")
        assert names("in/b[1].txt") == ["in/b[1].txt"]

    def test_what_is_not_there_is_named_and_the_rest_goes_on(self) -> None:
        expected = ["not-found: no.txt", "not-found: in/*.pdf", "not-found: a\0b", "in/b.txt"]
        assert names("no.txt", "in/*.pdf", "a\0b", "in/b.txt") == expected

    def test_an_empty_folder_is_named(self) -> None:
        Path("none").mkdir()
        assert names("none") == ["empty: none"]

    def test_standard_input_has_no_path(self) -> None:
        assert list(discover(["-"])) == [Input("-", None, None)]

    def test_the_size_is_that_of_the_file(self) -> None:
        (found,) = discover(["in/b.txt"])
        assert found == Input("in/b.txt", Path("in/b.txt"), 5)

    def test_links_that_go_in_circles_end(self) -> None:
        Path("in/sub/up").symlink_to("..", target_is_directory=True)
        Path("in/sub/self").symlink_to("self")
        assert names("in") == ["in/a.html", "in/b.txt", "in/sub/c.jsonl", "in/sub/deep/d.xml"]

    def test_a_folder_reached_by_two_ways_is_read_once(self) -> None:
        Path("in/z").symlink_to("sub", target_is_directory=True)
        assert names("in") == ["in/a.html", "in/b.txt", "in/sub/c.jsonl", "in/sub/deep/d.xml"]

    def test_a_broken_link_is_an_input_that_will_not_open(self) -> None:
        Path("in/gone").symlink_to("nowhere")
        assert names("in/gone") == ["in/gone"]


def test_a_folder_that_cannot_be_listed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "iterdir", refuse)  # as root, mode bits keep nobody out
    failures = list(discover([tmp_path]))
    assert [failure.code for failure in failures if isinstance(failure, Failure)] == ["unreadable"]


def test_a_name_that_is_not_utf_8_can_be_shown(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff.txt"))
    path.write_text("words")
    (found,) = discover([tmp_path])
    assert isinstance(found, Input)
    assert found.location.endswith("/a\ufffd.txt")
    assert found.path == path
