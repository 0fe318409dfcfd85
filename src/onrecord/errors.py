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

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by values, since the constructors take others than the message: workers hand their errors on."""
        return _revive, (type(self), str(self), vars(self))


def _revive(kind: type[OnrecordError], message: str, values: dict[str, object]) -> OnrecordError:
    error = kind.__new__(kind, message)
    vars(error).update(values)
    return error


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


class WorkerError(OnrecordError):
    """The processes that read, or the cluster, cannot do their work."""

    code = "workers"

    def __init__(self, why: str, *, remedy: str = "") -> None:
        super().__init__(why)
        self.remedy = remedy


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


class FetchError(OnrecordError):
    """An address could not be fetched.

    Args:
        url: the address.
        why: one clause.
        code: which kind of refusal it is, one of `FETCH_CODES`.
        retry_after: seconds that the server asks to be left alone for, where it does.
    """

    def __init__(self, url: str, why: str, *, code: str, retry_after: float | None = None) -> None:
        super().__init__(f"{url}: {why}")
        self.url = url
        self.why = why
        self.code = code
        self.retry_after = retry_after
        self.remedy = FETCH_CODES[code]


#: Every reason a page or feed is not fetched, with what the user can do.
FETCH_CODES = {
    "bad-url": "only absolute http and https addresses without a password in them are fetched",
    "private-address": "it leads into a private network; --allow-private permits that",
    "port": "only the usual ports of the web are fetched from; --allow-private permits others",
    "robots": "the site's robots.txt asks robots to stay away from it",
    "robots-unknown": "the site's robots.txt cannot be read at the moment; it will be tried again",
    "no-answer": "the server cannot be reached or breaks off; it will be tried again",
    "too-slow": "the server takes too long; it will be tried again",
    "protocol": "the server's answer breaks HTTP",
    "too-large": "raise the limit with --max-bytes",
    "redirects": "it is redirected too often, or to itself",
    "not-a-page": "only pages and texts are read",
    "not-a-feed": "give the address of an RSS or Atom feed",
    "not-found": "there is no such page; it will be tried again a few times",
    "gone": "it is not there any more; take it off your list",
    "refused": "the server does not give it to everybody",
    "busy": "the server asks to be left alone for a while; it will be tried again",
    "server-error": "the server has a fault; it will be tried again",
}


class WatchError(OnrecordError):
    """A list of feeds or a file of alerts cannot be used, or another process watches into the same store."""

    code = "bad-watch"

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.where = where
        self.why = why
        self.remedy = "docs/watch.md says what the lists of feeds and the alerts look like"


class ReviewError(OnrecordError):
    """A judgement of a reviewer cannot be taken down."""

    code = "bad-review"

    def __init__(self, what: str, why: str) -> None:
        super().__init__(f"{what}: {why}")
        self.what = what
        self.remedy = "`onrecord review show` gives the findings of a report with their ids"
