from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.statements.quotes import quotations

from factories import document

CASES = [
    ('He said "yes" and "no".', ['"yes"', '"no"']),
    ("He said “yes” and “no”.", ["“yes”", "“no”"]),
    ("He said ''yes'' at once.", ["''yes''"]),
    ("He said ``yes'' at once.", ["``yes''"]),
    ("Er sagte «ja».", ["«ja»"]),
    ('A 6" gun and "a shell".', ['"a shell"']),
    ('"Never," he said. "Not once."', ['"Never,"', '"Not once."']),
    ('"Open to the end of its paragraph.\nThe next is plain.', ['"Open to the end of its paragraph.']),
    ('"One.\n"Two."', ['"One.', '"Two."']),
    ("It's the ministers' word.", []),
    ('He called it ("a farce") at once.', ['("a farce")'[1:-1]]),
    ('A dash—"like this"—stays.', ['"like this"']),
    ("“He told me ‘never’ twice,” she said.", ["“He told me ‘never’ twice,”"]),
    ("He called it ‘modest but honest’. It was.", ["‘modest but honest’"]),
    ("‘We won’t sign,’ she said. ‘Not today.’", ["‘We won’t sign,’", "‘Not today.’"]),
    ("‘The ministers’ letter was late,’ he said.", ["‘The ministers’ letter was late,’"]),
    ("The ministers’ letter, of the ’90s, isn’t here.", []),
    ("‘One.\n‘Two.’", ["‘One.", "‘Two.’"]),
    ("Rock ‘n roll in the harbour.", []),
    ('"', []),
    ('Left open at the very end "', []),
]


@pytest.mark.parametrize(("text", "want"), CASES)
def test_quotations(text: str, want: list[str]) -> None:
    assert [text[q.start : q.end] for q in quotations(document(text))] == want


@given(st.text(alphabet="ab \"'“”‘’«»`\n().1", max_size=60))
def test_quotations_lie_in_order_inside_one_block(text: str) -> None:
    report = document(text)
    found = quotations(report)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(any(b.span.contains(q) for b in report.blocks) for q in found)
