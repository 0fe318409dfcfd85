from __future__ import annotations

from onrecord.statements.nesting import enclosing

from factories import document, entity, mention, statement


def test_a_statement_told_in_anothers_content_is_within_it() -> None:
    doc = document("Ann Lee said Bob Roe warned that war was near.")
    outer = statement(doc, source="Ann Lee", cue="said", content="Bob Roe warned that war was near")
    inner = statement(doc, source="Bob Roe", cue="warned", content="that war was near")
    assert [s.within for s in enclosing([outer, inner])] == [None, outer.id]


def test_the_innermost_holder_counts() -> None:
    doc = document("Ann said Bob told Cem that Dan denied it.")
    outer = statement(doc, source="Ann", cue="said", content="Bob told Cem that Dan denied it")
    middle = statement(doc, source="Bob", cue="told", content="that Dan denied it")
    inner = statement(doc, source="Dan", cue="denied", content="it")
    assert [s.within for s in enclosing([inner, outer, middle])] == [middle.id, None, outer.id]


def test_of_two_with_one_content_the_later_source_tells_the_other() -> None:
    doc = document('"The port is shut," Ann Lee said, the agency reported.')
    ann, agency = entity([mention(doc, "Ann Lee")]), entity([mention(doc, "the agency", kind="organisation")])
    said = statement(doc, content='"The port is shut,"', source="Ann Lee", cue="said", speaker=[ann])
    told = statement(doc, content='"The port is shut,"', source="the agency", cue="reported", speaker=[agency])
    assert [s.within for s in enclosing([said, told])] == [told.id, None]
    assert [s.within for s in enclosing([told, said])] == [None, told.id]


def test_two_cues_of_one_speaker_stand_side_by_side() -> None:
    doc = document("The port is shut, Ann said and repeated.")
    ann = entity([mention(doc, "Ann")])
    twice = [
        statement(doc, content="The port is shut", source="Ann", cue=cue, speaker=[ann]) for cue in ("said", "repeated")
    ]
    assert [s.within for s in enclosing(twice)] == [None, None]
