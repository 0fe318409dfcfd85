"""How content attaches to its cue: one function a frame of the cue lexicon, from a cue match to ranges of tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.model.tree import Range

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.model.tree import Tree
    from onrecord.statements.draft import CueMatch

#: What a frame finds: the content's tokens, and tokens that belong to the cue ("called *for*").
Found = tuple[Range, tuple[int, ...]]

_WH = frozenset({"WDT", "WP", "WP$", "WRB"})


def content(tree: Tree, cue: CueMatch) -> Found | None:
    """The content that the tree gives a cue by the first of its entry's frames that fits."""
    for frame in cue.entry.frames:
        name, _, word = frame.partition(":")
        found = _prep(tree, cue, word) if name in ("prep", "adj-prep") else FRAMES[name](tree, cue)
        if found is not None:
            return found
    return None


def _governors(cue: CueMatch) -> tuple[int, ...]:
    """Tokens whose complements may be the cue's: its own words, last first."""
    return tuple(reversed(cue.tokens))


def _clause(tree: Tree, cue: CueMatch) -> Found | None:
    """A finite clause after the cue, with its "that"."""
    for token in _governors(cue):
        for child in tree.children[token]:
            if child > token and tree.analysis.dep[child] in ("ccomp", "acl", "advcl") and _finite(tree, child):
                if tree.analysis.dep[child] == "advcl" and not _marked(tree, child, "that"):
                    continue
                return tree.subtree(child), ()
    return None


def _that(tree: Tree, cue: CueMatch) -> Found | None:
    found = _clause(tree, cue)
    return found if found and tree.analysis.text[found[0].first].lower() == "that" else None


def _wh(tree: Tree, cue: CueMatch) -> Found | None:
    found = _clause(tree, cue)
    if found is None:
        return None
    first = found[0].first
    return found if tree.analysis.tag[first] in _WH or tree.analysis.text[first].lower() in ("if", "whether") else None


def _finite(tree: Tree, verb: int) -> bool:
    """Whether a clause has a subject or a finite verb, so that it is not an infinitive or participle."""
    if tree.child(verb, "nsubj", "nsubjpass", "expl", "csubj") is not None:
        return True
    auxiliaries = [c for c in tree.children[verb] if tree.analysis.dep[c] in ("aux", "auxpass")]
    return any(tree.analysis.tag[t] in ("VBD", "VBP", "VBZ", "MD") for t in (verb, *auxiliaries))


def _marked(tree: Tree, verb: int, word: str) -> bool:
    mark = tree.child(verb, "mark")
    return mark is not None and tree.analysis.text[mark].lower() == word


def _parataxis(tree: Tree, cue: CueMatch) -> Found | None:
    """The clause before "he said", or the clause that "he said" interrupts."""
    head = cue.head
    for child in tree.children[head]:
        if child < head and tree.analysis.dep[child] in ("ccomp", "dobj", "parataxis", "advcl", "dep"):
            whole = tree.subtree(child)
            if tree.analysis.dep[child] == "ccomp" or _comma_before(tree, cue, whole):
                return _before(tree, cue, whole), ()
    if tree.analysis.dep[head] in ("parataxis", "dep", "ccomp", "advcl", "conj") and _interrupts(tree, cue):
        host = tree.analysis.head[head]
        return tree.subtree(host), ()
    return None


def _before(tree: Tree, cue: CueMatch, whole: Range) -> Range:
    """A clause before its cue, ending where the cue's own subject begins."""
    subject = tree.subject(cue.head)
    stop = min(whole.last, cue.head)
    if subject is not None and whole.first < tree.subtree(subject).first < stop:
        stop = tree.subtree(subject).first
    return Range(whole.first, stop)


def _comma_before(tree: Tree, cue: CueMatch, whole: Range) -> bool:
    return any(tree.analysis.text[t] == "," for t in range(whole.last - 1, min(whole.last + 1, cue.head)))


def _interrupts(tree: Tree, cue: CueMatch) -> bool:
    """Whether the cue's clause stands between commas in the clause it depends on."""
    clause = tree.subtree(cue.head)
    host = tree.subtree(tree.analysis.head[cue.head])
    subject = tree.child(cue.head, "nsubj")
    if subject is None or clause.last - clause.first > _LONGEST_PARENTHESIS:
        return False
    before = clause.first > host.first and tree.analysis.text[clause.first - 1] in (",", "\u2014", "-")
    return before or tree.analysis.text[clause.first] == ","


_LONGEST_PARENTHESIS = 25


def _to_inf(tree: Tree, cue: CueMatch) -> Found | None:
    """An infinitive: "wants to leave"."""
    for token in _governors(cue):
        for child in tree.children[token]:
            if (
                child > token
                and tree.analysis.dep[child] in ("xcomp", "acl", "ccomp", "advcl")
                and _infinitive(tree, child)
            ):
                return tree.subtree(child), ()
    return None


def _infinitive(tree: Tree, verb: int) -> bool:
    return any(tree.analysis.tag[c] == "TO" and c < verb for c in tree.children[verb]) and not _finite(tree, verb)


def is_infinitive(tree: Tree, cue: CueMatch) -> bool:
    """Whether an infinitive, and no clause, tells what is said: "told them to leave"."""
    return _clause(tree, cue) is None and (_obj_to_inf(tree, cue) or _to_inf(tree, cue)) is not None


def _obj_to_inf(tree: Tree, cue: CueMatch) -> Found | None:
    """An object with an infinitive: "urged Iran to leave"; the object belongs to the content."""
    for child in tree.children[cue.head]:
        if child < cue.head or tree.analysis.dep[child] not in ("ccomp", "xcomp", "advcl"):
            continue
        if not any(tree.analysis.tag[c] == "TO" for c in tree.children[child]):
            continue
        own = tree.subtree(child)
        target = tree.child(cue.head, "dobj", "dative", after=cue.head)
        first = tree.subtree(target).first if target is not None and target < own.first else own.first
        return Range(first, own.last), ()
    return None


def _obj(tree: Tree, cue: CueMatch) -> Found | None:
    """A noun phrase: "condemned the attack", "called him a fraud"."""
    for token in _governors(cue):
        target = tree.child(token, "dobj", "oprd", after=token)
        if target is not None:
            whole = tree.subtree(target)
            more = tree.child(token, "oprd", "xcomp", after=target)
            return Range(whole.first, tree.subtree(more).last if more is not None else whole.last), ()
    return None


def _with_preposition(word: str) -> Callable[[Tree, CueMatch], Found | None]:
    def find(tree: Tree, cue: CueMatch) -> Found | None:
        """An object with a preposition: "accused X of Y", "described X as Y"."""
        target = tree.child(cue.head, "dobj", after=cue.head)
        if target is None:
            return None
        preposition = next((p for p in tree.prepositions(cue.head) if tree.analysis.text[p].lower() == word), None)
        if preposition is None or preposition < target:
            return None
        return Range(tree.subtree(target).first, tree.subtree(preposition).last), ()

    return find


def _prep(tree: Tree, cue: CueMatch, word: str) -> Found | None:
    """The object of a preposition, which itself belongs to the cue: "called for talks"."""
    for token in _governors(cue):
        for preposition in tree.prepositions(token):
            if preposition > token and tree.analysis.text[preposition].lower() == word:
                whole = tree.subtree(preposition)
                if whole.last > preposition + 1:
                    return Range(preposition + 1, whole.last), (preposition,)
    return None


def _ing(tree: Tree, cue: CueMatch) -> Found | None:
    """A participle: "denied selling arms"."""
    for child in tree.children[cue.head]:
        if (
            child > cue.head
            and tree.analysis.dep[child] in ("xcomp", "ccomp", "pcomp")
            and tree.analysis.tag[child] == "VBG"
        ):
            return tree.subtree(child), ()
    return None


def _noun_of(tree: Tree, cue: CueMatch) -> Found | None:
    return _prep(tree, cue, "of")


def _colon(tree: Tree, cue: CueMatch) -> Found | None:
    """Everything after a colon that follows the cue in its sentence."""
    sentence = tree.sentence(cue.head)
    for token in range(cue.tokens[-1] + 1, min(sentence.last - 1, cue.tokens[-1] + _COLON_WITHIN)):
        if tree.analysis.text[token] == ":":
            return Range(token + 1, sentence.last), ()
    return None


_COLON_WITHIN = 12


def _elsewhere(_tree: Tree, _cue: CueMatch) -> None:
    """A quotation is joined to its cue by the marks, not by the tree."""


FRAMES: dict[str, Callable[[Tree, CueMatch], Found | None]] = {
    "that": _that,
    "clause": _clause,
    "parataxis": _parataxis,
    "wh": _wh,
    "to-inf": _to_inf,
    "obj-to-inf": _obj_to_inf,
    "obj": _obj,
    "obj-of": _with_preposition("of"),
    "obj-for": _with_preposition("for"),
    "obj-that": _clause,
    "as": _with_preposition("as"),
    "ing": _ing,
    "colon": _colon,
    "quote": _elsewhere,
    "noun-that": _clause,
    "noun-to": _to_inf,
    "noun-of": _noun_of,
    "adj-that": _clause,
    "adj-to": _to_inf,
}
