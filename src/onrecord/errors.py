"""The error tree: one root, one class for each cause, with its values and a code.

The library raises these and nothing else for causes outside the program; it never prints or exits.
"""


class OnrecordError(Exception):
    """Root of every error the library raises.

    Attributes:
        code: a stable word to search for and to test against.
        remedy: what the user can do about it; empty when nothing helps.
    """

    code = "error"
    remedy = ""


class ConfigError(OnrecordError):
    """A setting is unknown or has a value that cannot be used."""

    code = "bad-config"

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"setting {name}: {why}")
        self.name = name
        self.remedy = "see `onrecord read --help` for the settings and their values"


class DocumentError(OnrecordError):
    """A report could not be turned into a Document.

    Args:
        location: the path, URL or `-` the bytes came from.
        why: one clause; with line or offset where that is known.
        code: which kind of refusal it is, one of `DOCUMENT_CODES`.
    """

    def __init__(self, location: str, why: str, *, code: str) -> None:
        super().__init__(f"{location}: {why}")
        self.location = location
        self.why = why
        self.code = code
        self.remedy = DOCUMENT_CODES[code]


#: Every reason a report is refused, with what the user can do.
DOCUMENT_CODES = {
    "not-found": "check the path; quote glob patterns so that the shell does not expand them to nothing",
    "unreadable": "check the file's permissions and that the disk is mounted",
    "empty": "the file holds no text; nothing to read",
    "too-large": "split the file, or raise the limit with --max-bytes",
    "too-deep": "the markup nests deeper than any real page; save the page again from a browser",
    "binary": "this is not text, HTML, JSONL, a feed or a WARC; convert it first (pdftotext, pandoc)",
    "bad-encoding": "save the file as UTF-8",
    "not-english": "onrecord reads English; translate first, or use --any-language to read it all the same",
    "malformed": "the file breaks its format at the place named; repair or drop that part",
    "no-body": "no article text was found in the page; save the article itself rather than a front page",
    "missing-field": "name the field that holds the text with --field text=NAME",
}


class ModelMissingError(OnrecordError):
    """A language model that was asked for is not installed or does not load."""

    code = "model-missing"

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"model {name}: {why}")
        self.name = name
        self.remedy = "install it with pip, give a path, or use --model auto"


class SeveralReportsError(OnrecordError):
    """A file that should hold one report holds more."""

    code = "several-reports"

    def __init__(self, location: str) -> None:
        super().__init__(f"{location}: it holds more than one report")
        self.location = location
        self.remedy = "read it with onrecord.read_all"


class ExtraMissingError(OnrecordError):
    """A library that only an extra of onrecord installs is needed and not there."""

    code = "extra-missing"

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(f"{library} is not installed")
        self.library = library
        self.extra = extra
        self.remedy = f'pip install "onrecord[{extra}]"'


class LexiconError(OnrecordError):
    """A lexicon file breaks its schema."""

    code = "bad-lexicon"

    def __init__(self, path: str, line: int, why: str) -> None:
        super().__init__(f"{path}:{line}: {why}")
        self.path = path
        self.line = line
        self.remedy = "correct the named line; docs/lexicons.md gives the columns"


class StageError(OnrecordError):
    """A stage failed on a document."""

    code = "stage-error"

    def __init__(self, location: str, stage: str, why: str) -> None:
        super().__init__(f"{location}: {stage}: {why}")
        self.location = location
        self.stage = stage
        self.remedy = "please report this with the document"


class StoreError(OnrecordError):
    """A store cannot be opened, is of another version, or refuses a write."""

    code = "store"

    def __init__(self, path: str, why: str, *, remedy: str = "") -> None:
        super().__init__(f"store {path}: {why}")
        self.path = path
        self.remedy = remedy


class NotInStoreError(OnrecordError):
    """An id or prefix that no row of the store has, or that several have."""

    code = "not-in-store"

    def __init__(self, what: str, candidates: tuple[str, ...] = ()) -> None:
        many = (
            f" fits {len(candidates)} documents: {', '.join(candidates[:5])}" if candidates else " is not in the store"
        )
        super().__init__(f"{what}{many}")
        self.what = what
        self.candidates = candidates
        self.remedy = "`onrecord search` lists what the store holds"


class QueryError(OnrecordError):
    """A search cannot be carried out as written."""

    code = "bad-query"

    def __init__(self, query: str, why: str) -> None:
        super().__init__(f"query {query!r}: {why}")
        self.query = query
        self.remedy = 'plain words are searched together; put a phrase in "double quotes"'


class VerifyError(OnrecordError):
    """A record does not hold: a span differs from its text, or an id or hash from its content."""

    code = "unverified"

    def __init__(self, row: str, why: str) -> None:
        super().__init__(f"{row}: {why}")
        self.row = row
        self.why = why
        self.remedy = "the row was changed after it was written; read the report again"


class EvalError(OnrecordError):
    """A gold file for an evaluation cannot be used."""

    code = "bad-gold"

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = path
        self.remedy = "see docs/benchmarks.md for the format of gold files"
