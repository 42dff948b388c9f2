"""A selection of a batch is the batch of the selected documents."""

from __future__ import annotations

import dataclasses
import pickle

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.segments import Document, batch_of, documents


def plain(batch):
    """Return a batch as plain values, its words spelled out."""
    found = {each.name: getattr(batch, each.name) for each in dataclasses.fields(batch)}
    found["texts"] = {
        name: (
            [batch.vocabulary[token] for token in runs.tokens.tolist()],
            runs.run_docs.tolist(),
            runs.run_lengths.tolist(),
            runs.run_starts.tolist(),
        )
        for name, runs in batch.texts.items()
    }
    found["vocabulary"] = sorted(batch.vocabulary)
    found["numbers"] = {name: numbers.tolist() for name, numbers in batch.numbers.items()}
    found["ranges"] = {name: [row.tolist() for row in rows] for name, rows in batch.ranges.items()}
    found["rows"] = {name: rows.tolist() for name, rows in batch.rows.items()}
    return found


@given(st.lists(documents, max_size=8), st.data())
def test_select_gives_the_batch_of_the_chosen_documents(archive, data):
    places = sorted(data.draw(st.sets(st.sampled_from(range(len(archive)))))) if archive else []
    batch = batch_of(archive)
    chosen = batch.select(places)
    assert plain(chosen) == plain(batch_of([archive[place] for place in places]))
    assert len(chosen) == len(places)
    dtypes = {array.dtype for runs in chosen.texts.values() for array in dataclasses.astuple(runs)}
    assert dtypes == {np.dtype(np.int32)}


def test_select_leaves_the_batch_as_it_is():
    batch = batch_of([Document("a", {"text": (("x", "y"),)}), Document("b", {"text": (("y",),)})])
    before = plain(batch)
    batch.select([1])
    assert plain(batch) == before


def test_a_batch_crosses_process_borders():
    batch = batch_of([Document("a", {"text": (("x", "y"),)}, {"person": ("z",)}, 4, ((1, 2),))])
    assert plain(pickle.loads(pickle.dumps(batch))) == plain(batch)
