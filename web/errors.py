"""Errors as answers: the one table from error to HTTP status, as problem+json (RFC 9457) or as a page.

Everything under `/api`, and every client that prefers JSON, gets a problem; readers get a page with a
search box. Neither shows a trace: unexpected errors are logged and answered with a 500.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import flask
from werkzeug.exceptions import HTTPException, MethodNotAllowed

import search
from web.i18n import say
from web.plain_text import Utf8Response

STATUS_OF: dict[type[search.SearchError], int] = {
    search.ArticleNotFoundError: 404,
    search.RequestError: 400,
    search.IndexStateError: 503,
    search.BackendUnavailableError: 503,
    search.BackendError: 502,
    search.SearchError: 500,
}
"""The status of an error is that of the first class here which it is one of."""

TITLES: dict[int, tuple[str, str]] = {
    400: ("The request cannot be carried out", "لا يمكن تنفيذ هذا الطلب"),
    404: ("Not found", "لم نعثر على المطلوب"),
    405: ("This address takes other methods", "هذا العنوان لا يقبل هذه الطريقة"),
    500: ("Something went wrong here", "حدث خطأ عندنا"),
    501: ("Not part of this installation", "غير متاح في هذا التثبيت"),
    502: ("The search engine failed", "تعطل محرك البحث"),
    503: ("The index cannot be used at the moment", "لا يمكن استخدام الفهرس حاليًا"),
}

HTTP_TEXTS: dict[int, tuple[str, str, str]] = {
    404: (
        "not_found",
        "There is nothing at this address. Check it, or start from the search page.",
        "لا يوجد شيء في هذا العنوان. تحقق منه، أو ابدأ من صفحة البحث.",
    ),
    405: (
        "method_not_allowed",
        "This address is read-only: it answers GET and HEAD.",
        "هذا العنوان للقراءة فقط: يجيب عن GET وHEAD.",
    ),
    500: (
        "internal_error",
        "The request failed for a reason that is ours, not yours. It has been logged; try again later.",
        "تعذر تنفيذ الطلب لسبب يعود إلينا لا إليك. سُجل الخطأ؛ حاول مرة أخرى لاحقًا.",
    ),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """An error as RFC 9457 tells it, in English and Arabic."""

    status: int
    code: str
    title: str
    title_ar: str
    detail: str
    detail_ar: str
    parameter: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the members of the problem; `type` names the code."""
        return {
            "type": f"urn:fihris:problem:{self.code}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
            "parameter": self.parameter,
            "title_ar": self.title_ar,
            "detail_ar": self.detail_ar,
        }


class ExplainUnavailableError(search.SearchError):
    """The application was made without the callable that explains a text."""

    code = "explain_unavailable"

    def __init__(self) -> None:
        """Say how to get it."""
        super().__init__(
            "This server was started without extraction, so it cannot explain texts. Start it with: fihris serve",
            "شُغّل هذا الخادم من دون أدوات الاستخراج، فلا يستطيع شرح النصوص. شغّله بالأمر: fihris serve",
        )


def status_of(error: search.SearchError) -> int:
    """Return the HTTP status of an error."""
    if isinstance(error, ExplainUnavailableError):
        return 501
    return next(status for kind, status in STATUS_OF.items() if isinstance(error, kind))


def problem_of(error: Exception) -> Problem:
    """Return any exception as a problem; what is not ours to show becomes an internal error."""
    if isinstance(error, search.SearchError):
        status = status_of(error)
        title, title_ar = TITLES[status]
        return Problem(status, error.code, title, title_ar, error.message, error.message_ar, error.parameter)
    status = (error.code or 500) if isinstance(error, HTTPException) else 500
    if status in HTTP_TEXTS:
        code, detail, detail_ar = HTTP_TEXTS[status]
    else:
        detail = detail_ar = (error.description or error.name) if isinstance(error, HTTPException) else ""
        code = f"http_{status}"
    title, title_ar = TITLES.get(status, TITLES[400 if status < 500 else 500])
    return Problem(status, code, title, title_ar, detail, detail_ar)


def problem_response(problem: Problem) -> flask.Response:
    """Return the problem as application/problem+json."""
    body = json.dumps(problem.as_json(), ensure_ascii=False)
    return Utf8Response(body, problem.status, mimetype="application/problem+json")


def init_app(app: flask.Flask) -> None:
    """Answer every error of the application."""
    app.register_error_handler(Exception, _answer)


def _answer(error: Exception) -> flask.Response:
    if isinstance(error, HTTPException) and error.code is not None and error.code < 400:
        return flask.make_response(error.get_response())  # a redirect
    problem = problem_of(error)
    if problem.status == 500:
        flask.current_app.logger.error("%s %s failed", flask.request.method, flask.request.path, exc_info=error)
    if _wants_json():
        response = problem_response(problem)
    else:
        text = say(problem.detail, problem.detail_ar), say(problem.title, problem.title_ar)
        body = flask.render_template("error.html", problem=problem, detail=text[0], title=text[1])
        response = Utf8Response(body, problem.status, mimetype="text/html")
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    if problem.status == 503:
        response.headers["Retry-After"] = "30"
    return response


def _wants_json() -> bool:
    if flask.request.path == "/api" or flask.request.path.startswith("/api/"):
        return True
    accepted = flask.request.accept_mimetypes
    return accepted.best_match(["text/html", "application/json"]) == "application/json" and not accepted.accept_html
