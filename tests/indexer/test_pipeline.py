"""The run of the indexer: every article is accounted for, in order, whatever one of them or a worker does."""

from __future__ import annotations

import itertools
import json
import os
import signal
import time

import pytest

from indexer import building, pipeline, workers
from indexer.building import build_article, build_bare, build_many, build_safely
from indexer.pipeline import RunOptions, run
from indexer.progress import read_ahead_line
from indexer.records import RawArticle
from indexer.report import IndexReport, iter_summary, iter_warnings, report_as_json
from indexer.sinks import ArticleSink
from search import (
    Article,
    EngineInfo,
    ExtractionError,
    SearchRequest,
    SourceError,
    WriteReport,
    analyse_articles,
    open_engine,
)

BODY = "قال وزير الخارجية الروسي سيرغي لافروف في موسكو، الثلاثاء 26 كانون الثاني 2021، إن المباحثات ستستأنف في سوتشي."


class MemoryEngine:
    """The twin of an engine for writing: what was committed, in order, and how often."""

    def __init__(self, fail_at: int | None = None, error: Exception | None = None) -> None:
        self.committed: dict[str, Article] = {}
        self.pending: list[Article] = []
        self.commits = self.rollbacks = 0
        self.fail_at, self.error = fail_at, error

    def write(self, batch):
        report = WriteReport()
        batch = list(batch)
        for article in batch:
            if self.error and len(self.committed) + len(self.pending) + report.added >= self.fail_at:
                raise self.error
            if "لا يُفهرس" in article.title:
                raise ValueError("no such article, please")
            report.added += 1
        self.pending += batch
        return report

    def commit(self):
        self.committed.update({article.key: article for article in self.pending})
        self.pending = []
        self.commits += 1
        return self.commits

    def rollback(self):
        self.pending = []
        self.rollbacks += 1

    def info(self):
        return EngineInfo("memory", len(self.committed), self.commits, 1, "")


def raw(number: int = 1, **values) -> RawArticle:
    return RawArticle(**{"origin": f"outlet/{number}.txt", "title": f"خبر {number}", "body": BODY, **values})


def jsonl(path, count: int, **values):
    lines = [json.dumps({"title": f"خبر {n}", "body": BODY, **values}, ensure_ascii=False) for n in range(count)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


# One article


def test_an_article_gets_its_dates_and_names():
    article = build_article(raw(source="صحيفة", metadata={"section": "سياسة"}))
    assert article.text == BODY
    assert article.published_day().isoformat() == "2021-01-26"
    assert "سيرغي لافروف" in article.people
    assert {"موسكو", "سوتشي"} <= set(article.places)
    assert (article.source, article.origin, article.metadata) == ("صحيفة", "outlet/1.txt", {"section": "سياسة"})
    assert not article.demo
    assert build_article(raw(), demo=True).demo


def test_every_offset_points_at_the_words_it_names():
    article = build_article(raw(title="لافروف في موسكو"))
    assert article.entities
    assert article.dates
    for mention in (*article.entities, *article.dates):
        place = {"title": article.title, "text": article.text}.get(mention.where)
        if place is not None:
            assert place[mention.start : mention.end] == mention.text


def test_names_are_distinct_and_in_the_order_of_their_first_mention():
    article = build_article(raw(body="زار لافروف موسكو ثم سوتشي ثم موسكو. وقال سيرغي لافروف إن سوتشي جميلة."))
    mentioned = [mention.name for mention in article.entities if mention.kind == "place"]
    assert list(article.places) == list(dict.fromkeys(mentioned))
    assert len(article.places) == len(set(article.places))


def test_a_key_depends_on_the_place_and_not_on_the_words():
    assert build_article(raw()).key == build_article(raw(title="غير ذلك", body="")).key
    assert build_article(raw(url="https://a.example/1")).key == build_article(raw(2, url="http://a.example/1#x")).key
    assert build_article(raw(key="q7")).key == "q7"


def test_a_failing_step_is_named_and_the_article_keeps_the_rest(monkeypatch):
    def fail(*_args, **_options):
        raise RecursionError("too deep")

    monkeypatch.setattr(building, "find_article_entities", fail)
    with pytest.raises(ExtractionError, match=r"outlet/1\.txt: finding names failed"):
        build_article(raw())
    built = build_safely(raw(), demo=False)
    assert built.article.people == ()
    assert built.article.published.startswith("2021-01-26")
    [(reason, reason_ar)] = built.warnings
    assert "finding names failed (RecursionError: too deep)" in reason
    assert reason_ar != reason


@pytest.mark.parametrize("step", ["split_boilerplate", "find_publication", "mentioned_dates", "find_article_entities"])
def test_no_step_can_lose_an_article(monkeypatch, step):
    monkeypatch.setattr(building, step, lambda *_, **__: 1 / 0)
    built = build_safely(raw(), demo=False)
    assert BODY in built.article.text
    assert len(built.warnings) == 1


def test_half_a_character_is_replaced_and_named():
    built = build_safely(raw(title="عنوان \ud83d مقطوع", captions=("\udc00",), metadata={"a": "\ud800"}), demo=False)
    assert built.article.title == "عنوان \ufffd مقطوع"
    assert built.article.captions[0] == "\ufffd"
    assert built.article.metadata == {"a": "\ufffd"}
    assert "lone surrogate" in built.warnings[0][0]
    built.article.content_hash().encode()


def test_a_bare_article_loses_no_text():
    built = build_bare(raw(captions=("صورة",), fetched="2015-07-01"), "its worker died", demo=True)
    assert (built.article.text, built.article.captions, built.article.demo) == (BODY, ("صورة",), True)
    assert built.warnings[0][0] == "its worker died"


# A run


def test_a_run_writes_everything_and_counts_it(tmp_path):
    engine = MemoryEngine()
    report = run([str(jsonl(tmp_path / "a.jsonl", 70))], engine, RunOptions(workers=1))
    assert (report.read, report.written.added, report.skipped, report.commits) == (70, 70, [], 1)
    assert len(engine.committed) == 70
    assert report.text_bytes > 70 * len(BODY)
    assert report.is_complete


def test_articles_arrive_in_the_order_of_the_sources_whatever_the_number_of_workers(tmp_path):
    path = str(jsonl(tmp_path / "a.jsonl", 150))
    one, many = MemoryEngine(), MemoryEngine()
    run([path], one, RunOptions(workers=1))
    run([path], many, RunOptions(workers=3))
    assert list(one.committed.values()) == list(many.committed.values())


def test_a_run_commits_every_so_often(tmp_path):
    engine = MemoryEngine()
    report = run([str(jsonl(tmp_path / "a.jsonl", 600))], engine, RunOptions(workers=1, commit_articles=250))
    assert engine.commits == report.commits == 3


def test_progress_reaches_the_end(tmp_path):
    seen = []
    path = jsonl(tmp_path / "a.jsonl", 40)
    run([str(path), str(tmp_path / "no")], MemoryEngine(), RunOptions(workers=1, on_progress=seen.append))
    assert [progress.articles for progress in seen] == list(range(1, 41))
    assert seen[-1].bytes_total == path.stat().st_size
    assert all(one.bytes_done <= two.bytes_done for one, two in itertools.pairwise(seen))


def test_reading_ahead_shows_itself(tmp_path):
    seen = []
    path = jsonl(tmp_path / "a.jsonl", 600)
    run([str(path)], MemoryEngine(), RunOptions(workers=1, on_progress=seen.append))
    ahead = [progress.read for progress in seen if not progress.articles]
    assert ahead == [250, 500]
    assert "500 articles read ahead" in read_ahead_line(seen[1])


def test_skipped_sources_do_not_end_a_run(tmp_path):
    skipped = []
    good = jsonl(tmp_path / "b.jsonl", 3)
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    sources = [str(tmp_path / name) for name in ("missing", "empty.txt", "folder")]
    report = run([*sources, str(good)], MemoryEngine(), RunOptions(workers=1, on_skip=skipped.append))
    assert report.written.added == 3
    assert len(report.skipped) == 3
    assert skipped == report.skipped
    assert all(error.reason for error in report.skipped)
    assert not report.is_complete


def test_two_articles_with_one_key_are_named_and_the_later_one_stays(tmp_path):
    one = jsonl(tmp_path / "one.jsonl", 1, url="https://a.example/x", section="أولى")
    two = jsonl(tmp_path / "two.jsonl", 1, url="https://a.example/x", section="ثانية")
    engine = MemoryEngine()
    report = run([str(one), str(two)], engine, RunOptions(workers=1))
    [article] = engine.committed.values()
    assert "two.jsonl" in article.origin
    assert (report.read, report.written.added, report.same_key) == (2, 1, 1)
    assert "one.jsonl" in report.warnings[0].reason
    assert "two.jsonl" in report.warnings[0].source


def test_an_article_that_the_engine_cannot_take_does_not_cost_the_others():
    engine, report = MemoryEngine(), IndexReport()
    sink = ArticleSink(engine, report)
    titles = ("أول", "لا يُفهرس", "ثالث")
    articles = [Article(key=f"k{number}", title=title, origin=f"o{number}") for number, title in enumerate(titles)]
    sink.add(analyse_articles(articles), [article.origin for article in articles])
    sink.finish()
    assert list(engine.committed) == ["k0", "k2"]
    assert [error.source for error in report.skipped] == ["o1"]
    assert "ValueError" in report.skipped[0].reason


def test_a_full_disk_ends_the_run_and_rolls_back_what_is_not_committed(tmp_path):
    engine = MemoryEngine(fail_at=500, error=OSError(28, "No space left on device"))
    with pytest.raises(OSError, match="No space left"):
        run([str(jsonl(tmp_path / "a.jsonl", 900))], engine, RunOptions(workers=1, commit_articles=250))
    assert len(engine.committed) == 500
    assert (engine.pending, engine.rollbacks) == ([], 1)


def test_an_interrupt_rolls_back_and_ends_the_workers(tmp_path):
    engine = MemoryEngine()

    def interrupt(progress):
        if progress.articles == 40:
            raise KeyboardInterrupt

    options = RunOptions(workers=2, on_progress=interrupt)
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        run([str(jsonl(tmp_path / "a.jsonl", 2000))], engine, options)
    assert time.monotonic() - started < 30
    assert (engine.commits, engine.rollbacks) == (0, 1)


# Workers


def test_articles_built_together_are_those_built_alone():
    articles = [
        raw(1, body="قال سيرغي لافروف في موسكو إن الحوار مستمر."),
        raw(2, title="مقطوع \ud83d", body="زار ظريف طهران."),
        raw(3, body=""),
    ]
    alone = [build_safely(article, demo=False) for article in articles]
    assert build_many(articles, demo=False) == alone


def test_an_article_that_cannot_be_prepared_does_not_cost_the_others(monkeypatch):
    def fail(_parts, _words):
        raise ValueError("no")

    monkeypatch.setattr(building, "find_article_entities_of_many", fail)
    articles = [raw(1, body="قال سيرغي لافروف ذلك."), raw(2)]
    assert build_many(articles, demo=False)[0].article.people == ("سيرغي لافروف",)


def test_chunks_hold_about_equal_work():
    articles = [raw(body="x" * 10)] * 70 + [raw(body="x" * (workers.CHUNK_CHARS + 1))] + [raw(body="")] * 2
    assert [len(chunk) for chunk in workers.iter_chunks(articles)] == [32, 32, 6, 1, 2]
    assert list(workers.iter_chunks([])) == []


def _deadly(raw_articles, *, demo, words):
    titles = " ".join(article.title for article in raw_articles)
    if "قاتل" in titles:
        os.kill(os.getpid(), signal.SIGKILL)
    if "معلّق" in titles:
        time.sleep(60)
    return build_many(raw_articles, demo=demo, words=words)


def _serve_deadly(connection, demo, words):
    workers.build_many = _deadly
    workers.SERVE(connection, demo, words)


@pytest.fixture
def deadly_workers(monkeypatch):
    """Worker processes that a title can kill or hang, forked from here so that they know these functions."""
    monkeypatch.setattr(workers, "SERVE", workers._serve, raising=False)
    monkeypatch.setattr(workers, "_serve", _serve_deadly)
    monkeypatch.setattr(workers, "_context", lambda: workers.multiprocessing.get_context("fork"))
    monkeypatch.setattr(workers, "ARTICLE_TIMEOUT_SECONDS", 2.0)


@pytest.mark.usefixtures("deadly_workers")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
@pytest.mark.parametrize(("title", "end"), [("قاتل", "signal SIGKILL"), ("معلّق", "no answer")])
def test_an_article_that_kills_its_worker_is_indexed_bare_and_named(title, end):
    articles = [raw(number, title=title if number == 40 else "خبر") for number in range(100)]
    chunks = list(workers.build_in_order(articles, workers=2, demo=False))
    outcomes = [outcome for chunk in chunks for outcome in chunk.outcomes]
    assert [one.origin for one in outcomes] == [one.origin for one in articles]
    [victim] = [one for one in outcomes if one.warnings]
    assert victim.origin == "outlet/40.txt"
    assert end in victim.warnings[0][0]
    [found] = [article for chunk in chunks for article in chunk.articles if article.key == victim.key]
    assert found.text == BODY
    assert found.people == ()


def _never_serve(connection, demo, words):  # noqa: ARG001
    os._exit(3)


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_workers_that_cannot_start_end_the_run_with_a_clear_error(monkeypatch):
    monkeypatch.setattr(workers, "_serve", _never_serve)
    monkeypatch.setattr(workers, "_context", lambda: workers.multiprocessing.get_context("fork"))
    with pytest.raises(workers.WorkerStartError, match="ended with status 3 while starting"):
        list(workers.build_in_order([raw()], workers=2, demo=False))


# The report


def test_the_report_names_everything_in_json_and_text():
    report = IndexReport(read=3, written=WriteReport(1, 1, 0), elapsed_seconds=2.0, articles_in_index=9)
    report.skipped.append(SourceError("a.txt", "empty", "فارغ"))
    report.warnings += [SourceError(f"{n}.txt", "odd") for n in range(30)]
    answer = json.loads(json.dumps(report_as_json(report)))
    assert answer["skipped"] == [{"source": "a.txt", "reason": "empty", "reason_ar": "فارغ", "code": "source_error"}]
    assert (answer["read"], answer["added"], answer["articles_per_second"]) == (3, 1, 1.5)
    assert len(answer["warnings"]) == 30
    assert list(iter_warnings(report))[-1] == "… and 10 more warnings; --json lists them all."
    assert "3 articles read: 1 added, 1 replaced, 0 unchanged, 1 skipped" in "\n".join(iter_summary(report))


def test_the_pipeline_gives_its_api():
    assert set(pipeline.__all__) == {"IndexReport", "Progress", "RunOptions", "build_article", "index_sources", "run"}


# Lines that recur


FOOTER = "للتواصل مع الصحيفة أرسل رسالة نصية"


def with_footer(path, count: int):
    letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
    lines = [
        {
            "source": "المثال",
            "title": f"خبر {n}",
            "text": f"جاء في خبر {letters[n % 28]}{letters[n // 28]} ما يلي: {BODY}\n{FOOTER}",
        }
        for n in range(count)
    ]
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    return str(path)


def test_a_line_that_recurs_leaves_every_article_and_is_kept_apart(tmp_path):
    engine = MemoryEngine()
    run([with_footer(tmp_path / "a.jsonl", 12)], engine, RunOptions(workers=1))
    assert {article.boilerplate for article in engine.committed.values()} == {(FOOTER,)}
    assert not any(FOOTER in article.text for article in engine.committed.values())


def test_indexing_the_same_sources_again_changes_nothing(tmp_path):
    source, index = with_footer(tmp_path / "a.jsonl", 40), tmp_path / "index"
    first = pipeline.index_sources([source], str(index), RunOptions(workers=1))
    table = (index / "repeated_lines.tsv").read_bytes()
    second = pipeline.index_sources([source], str(index), RunOptions(workers=1))
    assert (first.written.added, second.written.added, second.written.replaced) == (40, 0, 0)
    assert second.written.unchanged == 40
    assert (index / "repeated_lines.tsv").read_bytes() == table


def test_a_later_run_knows_the_lines_of_the_earlier_and_a_rebuild_forgets_them(tmp_path):
    index = tmp_path / "index"
    pipeline.index_sources([with_footer(tmp_path / "a.jsonl", 40)], str(index), RunOptions(workers=1))
    few = with_footer(tmp_path / "b.jsonl", 2)
    pipeline.index_sources([few], str(index), RunOptions(workers=1))
    assert boilerplate_of(index, "b.jsonl") == {(FOOTER,)}
    pipeline.index_sources([few], str(index), RunOptions(workers=1), rebuild=True)
    assert boilerplate_of(index, "b.jsonl") == {()}


def boilerplate_of(index, name: str):
    with open_engine(index) as engine:
        return {article.boilerplate for article in engine.scan(SearchRequest()) if name in article.origin}
