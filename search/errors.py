"""Every error a caller of Fihris can meet, drawn as one tree.

    SearchError                      stable code, English and Arabic text that names input, reason and remedy
    ├─ RequestError                  the request itself is wrong: HTTP 400, exit status 2
    │  ├─ QueryTextError             text too long, or not valid Unicode
    │  ├─ UnknownParameterError      a parameter that does not exist, with those that do
    │  ├─ ParameterValueError        a parameter's value is impossible (level, size, date, cursor …)
    │  ├─ UnknownFieldError          a field or facet that does not exist
    │  ├─ UnknownNameError           a name that no article has in the facet, or that was not merged
    │  └─ ArticleNotFoundError       no article has this key: HTTP 404
    ├─ IndexStateError               the index cannot be used as it is: HTTP 503, exit status 3
    │  ├─ IndexMissingError          nothing there
    │  ├─ IndexForeignError          a folder with other people's files in it
    │  ├─ IndexLockedError           another process writes
    │  ├─ IndexVersionError          written by another version of the analysis or the format
    │  └─ IndexCorruptError          a file is damaged
    ├─ BackendError                  the engine behind the seam failed: HTTP 502/503/504
    │  └─ BackendUnavailableError    it cannot be reached, or is not installed
    └─ SourceError                   one source or article could not be read; collected in the report, the run goes on
       ├─ UnreadableSourceError
       └─ ExtractionError

Errors about an article's words never occur: every text is legal. Parse errors of a query are not
exceptions either: the query falls back to plain words with a notice (`search.query_parser`).
"""

from __future__ import annotations


class SearchError(Exception):
    """Base of all errors of Fihris.

    code: stable slug for programs. message, message_ar: plain words for people; both name the
    offending value, the reason and the remedy. parameter: the request parameter at fault, if any.
    """

    code = "error"

    def __init__(self, message: str, message_ar: str = "", *, parameter: str | None = None) -> None:
        """Keep both texts; the Arabic one defaults to the English one."""
        super().__init__(message)
        self.message = message
        self.message_ar = message_ar or message
        self.parameter = parameter


class RequestError(SearchError):
    """The request cannot be carried out as it was asked."""

    code = "bad_request"


class QueryTextError(RequestError):
    """The query text is too long or holds code units that are not characters."""

    code = "query_invalid"


class QueryTooLongError(QueryTextError):
    """The query text has more characters than `search.request.MAX_QUERY_CHARS`."""

    code = "query_too_long"

    def __init__(self, length: int, limit: int) -> None:
        """Say how long the query is and how long it may be."""
        super().__init__(
            f"The query has {length:,} characters; at most {limit:,} are allowed. Shorten it.",
            f"طول الاستعلام {length} حرفًا، والحد الأقصى {limit} حرف. اختصره من فضلك.",
            parameter="q",
        )


class UnknownParameterError(RequestError):
    """A parameter that this endpoint does not have."""

    code = "unknown_parameter"

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        """Name the parameter and list those that exist."""
        shown = name[:80]
        super().__init__(
            f"There is no parameter {shown!r}. Known parameters: {', '.join(known)}.",
            f"لا يوجد معامل باسم «{shown}». المعاملات المعروفة: {'، '.join(known)}.",
            parameter=shown,
        )


_MEANINGS = {
    "sort": ("an order we have", "ترتيبًا لدينا"),
    "match": ("a way we have to combine words", "طريقة لدينا للجمع بين الكلمات"),
    "level": ("a precision we have", "مستوى دقة لدينا"),
    "size": ("a number of results that a page can have", "عدد نتائج تتسع له الصفحة"),
    "collapse": ("something that results can be joined by", "شيئًا تُجمع به النتائج"),
    "story": ("a story", "قصة"),
    "after": ("a place to go on from in these results", "موضعًا تُتابَع منه هذه النتائج"),
    "lang": ("a language of these pages", "لغة لهذه الصفحات"),
    "months": ("a set of names of months we have", "مجموعة لدينا من أسماء الشهور"),
    **dict.fromkeys(("from", "to", "mentioned.from", "mentioned.to"), ("a date we can use", "تاريخًا صالحًا")),
}
"""What the value of a parameter stands for, to a reader who knows no parameters."""


class ParameterValueError(RequestError):
    """A parameter's value is not one that the parameter can take."""

    code = "invalid_value"

    def __init__(self, parameter: str, value: object, expected: str, expected_ar: str) -> None:
        """Say what the value cannot be and what is possible instead; the parameter's name stands in parentheses."""
        shown = str(value)[:80]
        meaning, meaning_ar = _MEANINGS.get(parameter, ("a value we can use here", "قيمة صالحة هنا"))
        super().__init__(
            f"The value {shown!r} is not {meaning} ({parameter}). Possible: {expected}.",
            f"القيمة «{shown}» ليست {meaning_ar} ({parameter}). الممكن: {expected_ar}.",
            parameter=parameter,
        )
        self.value = value


class UnknownFieldError(RequestError):
    """A field or facet that the schema does not declare."""

    code = "unknown_field"

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        """Name the field and list the declared ones."""
        super().__init__(
            f"There is no field {name[:80]!r}. Known fields: {', '.join(known)}.",
            f"لا يوجد حقل باسم «{name[:80]}». الحقول المعروفة: {'، '.join(known)}.",
            parameter=name[:80],
        )
        self.name = name
        self.known = known


class UnknownNameError(RequestError):
    """A name to be merged that no article has in the facet, or one to be set free that was never merged."""

    code = "unknown_name"

    def __init__(self, field: str, name: str, near: tuple[str, ...] = (), *, merged: bool = False) -> None:
        """Name the facet and the name, and those like it. merged: it was to be set free."""
        shown = name[:80]
        wanted = ("merged name", "أي اسم مدموج مثل") if merged else ("value", "أي قيمة مثل")
        hint = f" Did you mean {' or '.join(map(repr, near))}?" if near else " Look it up with: fihris names"
        hint_ar = f" هل تقصد {' أو '.join(f'«{each}»' for each in near)}؟" if near else " ابحث عنه بالأمر: fihris names"
        super().__init__(
            f"There is no {wanted[0]} {shown!r} in the facet {field!r}.{hint}",
            f"ليس في الحقل «{field}» {wanted[1]} «{shown}».{hint_ar}",
            parameter=field,
        )
        self.name = name
        self.near = near


class ArticleNotFoundError(RequestError):
    """No article of the index has the key asked for."""

    code = "article_not_found"

    def __init__(self, key: str) -> None:
        """Name the key."""
        super().__init__(
            f"There is no article with the key {key[:80]!r}. It may have been deleted; search for its title instead.",
            f"لا يوجد خبر بالمفتاح «{key[:80]}». ربما حُذف؛ ابحث عن عنوانه بدلًا من ذلك.",
            parameter="key",
        )
        self.key = key


class IndexStateError(SearchError):
    """The index cannot be opened or written in its present state."""

    code = "index_unusable"


class IndexMissingError(IndexStateError):
    """There is no index at the path."""

    code = "index_missing"

    def __init__(self, path: object) -> None:
        """Name the path and the command that makes an index."""
        super().__init__(
            f"There is no index in {str(path)!r}. Make one with: fihris index SOURCE --index {path}",
            f"لا يوجد فهرس في «{path}». أنشئ واحدًا بالأمر: fihris index SOURCE --index {path}",
        )
        self.path = path


class IndexForeignError(IndexStateError):
    """The folder holds files that Fihris did not write; it is left untouched."""

    code = "index_foreign"

    def __init__(self, path: object, reason: str, reason_ar: str) -> None:
        """Name the folder and say what was found in it."""
        super().__init__(
            f"{str(path)!r} is not a Fihris index: {reason}. Choose an empty or a new folder with --index.",
            f"«{path}» ليس فهرسًا من فهارس «فهرس»: {reason_ar}. اختر مجلدًا فارغًا أو جديدًا بالخيار ‎--index‎.",
        )
        self.path = path


class IndexLockedError(IndexStateError):
    """Another process is writing to the index."""

    code = "index_locked"

    def __init__(self, path: object, holder: str) -> None:
        """Name the index and the process that holds its lock."""
        super().__init__(
            f"Another process ({holder}) is writing to the index in {str(path)!r}. Wait until it ends, then try again.",
            f"تكتب عملية أخرى ({holder}) في الفهرس «{path}». انتظر انتهاءها ثم أعد المحاولة.",
        )
        self.path = path
        self.holder = holder


class IndexVersionError(IndexStateError):
    """The index was written by another version of the analysis or of the format."""

    code = "index_version"

    def __init__(self, path: object, found: str, expected: str, command: str = "index SOURCE --rebuild") -> None:
        """Name both versions and the command that makes the index fit."""
        super().__init__(
            f"The index in {str(path)!r} has version {found}, this program needs {expected}. "
            f"Make it fit with: fihris {command} --index {path}",
            f"إصدار الفهرس في «{path}» هو {found}، وهذا البرنامج يحتاج إلى {expected}. "
            f"حدّثه بالأمر: fihris {command} --index {path}",
        )
        self.found = found
        self.expected = expected


class IndexCorruptError(IndexStateError):
    """A file of the index is damaged; it is named, never served."""

    code = "index_corrupt"

    def __init__(self, file: object, reason: str) -> None:
        """Name the damaged file and what is wrong with it."""
        super().__init__(
            f"The index file {str(file)!r} is damaged: {reason}. "
            "Restore a backup, or index the sources again with --rebuild.",
            f"ملف الفهرس «{file}» تالف ({reason}). استعد نسخة احتياطية أو أعد الفهرسة بالخيار ‎--rebuild‎.",
        )
        self.file = file
        self.reason = reason


class BackendError(SearchError):
    """The engine behind the seam failed."""

    code = "backend_error"


class BackendUnavailableError(BackendError):
    """The engine cannot be reached or is not part of this installation."""

    code = "backend_unavailable"


class SourceError(SearchError):
    """A source, or one article of it, could not be read; the run goes on and reports it."""

    code = "source_error"

    def __init__(self, source: str, reason: str, reason_ar: str = "") -> None:
        """Name the source (with a line or record number where there is one) and the reason with its remedy."""
        super().__init__(f"{source}: {reason}", f"{source}: {reason_ar or reason}")
        self.source = source
        self.reason = reason
        self.reason_ar = reason_ar or reason


class UnreadableSourceError(SourceError):
    """The bytes of a source are not what its format promises."""

    code = "source_unreadable"


class ExtractionError(SourceError):
    """Extraction failed on one article."""

    code = "extraction_failed"
