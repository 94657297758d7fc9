"""The product's retrieval beside what others offer: same documents, questions and embedding model, in one run.

    python tools/compare_retrieval.py CORPORA QUESTIONS...

CORPORA holds a folder of Markdown documents for each value of the questions' field `corpus`. Prints a Markdown table
for each file of questions. `--every-setting` tries all settings of the others: choose on questions other than those
that are reported. It needs an environment of its own, see docs/decisions/0006-retrieval-compared.md.
"""

import contextlib
import hashlib
import io
import json
import os
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.evaluating import retrieval
from channel.errors import UnreadableFile
from ingest.reading import read_here
from knowledge.embedding import PackagedModel, VectorCache, Vectors
from knowledge.passages import cut

TEN = 10
DEPTH = 60
WORDS, OVERLAP = 150, 30
SHARES = (0.3, 0.5, 0.7)
CHOSEN = {  # what did best on questions that are not reported
    "Chroma top-k",
    "BM25",
    "Haystack, reciprocal_rank_fusion, meaning 0.5",
    "LlamaIndex, relative_score, meaning 0.5",
    "txtai, meaning 0.7",
}
Ask = Callable[[str], Sequence[str]]
Asks = Iterator[tuple[str, Ask]]
Lines = list[dict[str, Any]]


@dataclass(frozen=True)
class Chunk:
    """A piece of a document as it is indexed: under the document's path and, if they are known, its headings."""

    doc: str
    text: str


@dataclass(frozen=True)
class Answered:
    """What one system found for one question: documents, best first, and the seconds that it took."""

    docs: list[str]
    seconds: float


class Vectoriser:
    """The product's embedding model with the cache of its evaluation, so that nothing is embedded twice."""

    def __init__(self) -> None:
        model = PackagedModel()
        self._cache = VectorCache(retrieval.vector_cache(), model)

    def __call__(self, texts: Sequence[str]) -> Vectors:  # noqa: D102 - see the class
        return self._cache.vectors([hashlib.sha256(text.encode()).hexdigest() for text in texts], texts)


def as_the_product(docs: Path) -> list[Chunk]:
    """The product's own passages, under the document's path: its reading and cutting given to the others."""
    chunks = []
    for path in sorted(docs.rglob("*.md")):
        name = str(path.relative_to(docs))
        with contextlib.suppress(UnreadableFile):
            for piece in cut(read_here(path.read_bytes(), path.name)):
                titled = replace(piece, section=" › ".join(filter(None, [_title(name), piece.section])))
                chunks.append(Chunk(name, titled.embedded))
    return chunks


def by_words(docs: Path) -> list[Chunk]:
    """Haystack's windows of words over the plain Markdown, each under the document's path: the usual way."""
    from haystack import Document  # type: ignore[import-not-found] # own environment
    from haystack.components.preprocessors import DocumentSplitter  # type: ignore[import-not-found] # own environment

    files = sorted(docs.rglob("*.md"))
    whole = [Document(content=path.read_text("utf-8"), meta={"doc": str(path.relative_to(docs))}) for path in files]
    splitter = DocumentSplitter(split_by="word", split_length=WORDS, split_overlap=OVERLAP)
    parts = splitter.run(documents=[document for document in whole if document.content.strip()])["documents"]
    return [Chunk(part.meta["doc"], f"{_title(part.meta['doc'])}\n{part.content}") for part in parts]


def _title(name: str) -> str:
    return re.sub(r"[_\-/]+", " ", name.removesuffix(".md"))


def chroma(chunks: list[Chunk], vectorise: Vectoriser) -> Asks:
    """Plain Chroma top-k."""
    import chromadb
    from chromadb.config import Settings

    client = chromadb.EphemeralClient(settings=Settings(anonymized_telemetry=False))
    for old in client.list_collections():
        client.delete_collection(old.name)
    store = client.create_collection("chunks", configuration={"hnsw": {"space": "cosine"}}, embedding_function=None)
    vectors = vectorise([chunk.text for chunk in chunks])
    for start in range(0, len(chunks), 5_000):
        part = range(start, min(start + 5_000, len(chunks)))
        store.add(ids=[str(i) for i in part], embeddings=vectors[start : start + 5_000])

    def ask(question: str) -> list[str]:
        found = store.query(query_embeddings=vectorise([question]), n_results=DEPTH, include=[])
        return [chunks[int(i)].doc for i in found["ids"][0]]

    yield "Chroma top-k", ask


def bm25(chunks: list[Chunk], _vectorise: Vectoriser) -> Asks:
    """BM25 with English stems and stop words."""
    import bm25s  # type: ignore[import-not-found] # own environment
    import Stemmer  # type: ignore[import-not-found] # own environment

    def tokens(texts: list[str]) -> Any:  # noqa: ANN401 - bm25s has no types
        stemmer = Stemmer.Stemmer("english")
        return bm25s.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False)

    index = bm25s.BM25()
    index.index(tokens([chunk.text for chunk in chunks]), show_progress=False)

    def ask(question: str) -> list[str]:
        found, scores = index.retrieve(tokens([question]), k=DEPTH, show_progress=False)
        return [chunks[i].doc for i, score in zip(found[0], scores[0], strict=True) if score > 0]

    yield "BM25", ask


def haystack(chunks: list[Chunk], vectorise: Vectoriser) -> Asks:
    """Haystack: BM25 and embedding retrievers over its in-memory store, joined."""
    from haystack import Document
    from haystack.components.joiners import DocumentJoiner  # type: ignore[import-not-found] # own environment
    from haystack.components.retrievers.in_memory import (  # type: ignore[import-not-found] # own environment
        InMemoryBM25Retriever,
        InMemoryEmbeddingRetriever,
    )
    from haystack.document_stores.in_memory import InMemoryDocumentStore  # type: ignore[import-not-found] # see above

    store = InMemoryDocumentStore(embedding_similarity_function="cosine", return_embedding=False, shared=False)
    vectors = vectorise([chunk.text for chunk in chunks]).tolist()
    store.write_documents(
        [
            Document(id=str(i), content=chunk.text, embedding=vector, meta={"doc": chunk.doc})
            for i, (chunk, vector) in enumerate(zip(chunks, vectors, strict=True))
        ]
    )
    words = InMemoryBM25Retriever(store, top_k=DEPTH)
    meaning = InMemoryEmbeddingRetriever(store, top_k=DEPTH)

    @cache
    def both(question: str) -> tuple[list[Any], list[Any]]:
        near = meaning.run(query_embedding=vectorise([question])[0].tolist())
        return words.run(query=question)["documents"], near["documents"]

    def ask(question: str, joiner: Any) -> list[str]:  # noqa: ANN401 - Haystack's, which is no dependency
        return [d.meta["doc"] for d in joiner.run(documents=list(both(question)))["documents"]]

    fusions = [("reciprocal_rank_fusion", share) for share in SHARES]
    for join, share in [*fusions, ("distribution_based_rank_fusion", 0.5)]:  # which takes no weights
        joiner = DocumentJoiner(join_mode=join, weights=[1 - share, share], top_k=DEPTH)
        yield f"Haystack, {join}, meaning {share}", partial(ask, joiner=joiner)


def llama_index(chunks: list[Chunk], vectorise: Vectoriser) -> Asks:
    """LlamaIndex: BM25 and vector retrievers, fused; no other wordings of the question, as no language model runs."""
    from llama_index.core import VectorStoreIndex  # type: ignore[import-not-found] # own environment
    from llama_index.core.embeddings import MockEmbedding  # type: ignore[import-not-found] # own environment
    from llama_index.core.llms import MockLLM  # type: ignore[import-not-found] # own environment
    from llama_index.core.retrievers import QueryFusionRetriever  # type: ignore[import-not-found] # own environment
    from llama_index.core.schema import QueryBundle, TextNode  # type: ignore[import-not-found] # own environment
    from llama_index.retrievers.bm25 import BM25Retriever  # type: ignore[import-not-found] # own environment

    vectors = vectorise([chunk.text for chunk in chunks]).tolist()
    nodes = [
        TextNode(id_=str(i), text=chunk.text, embedding=vector)
        for i, (chunk, vector) in enumerate(zip(chunks, vectors, strict=True))
    ]
    index = VectorStoreIndex(nodes, embed_model=MockEmbedding(embed_dim=len(vectors[0])))
    retrievers = [
        BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=DEPTH),
        index.as_retriever(similarity_top_k=DEPTH),
    ]

    def ask(question: str, retriever: Any) -> list[str]:  # noqa: ANN401 - LlamaIndex's, which is no dependency
        found = retriever.retrieve(QueryBundle(question, embedding=vectorise([question])[0].tolist()))
        return [chunks[int(node.node.node_id)].doc for node in found]

    for mode, share in [("reciprocal_rerank", 0.5), *(("relative_score", share) for share in SHARES)]:
        retriever = QueryFusionRetriever(
            retrievers,
            llm=MockLLM(),
            mode=mode,
            similarity_top_k=DEPTH,
            num_queries=1,
            use_async=False,
            retriever_weights=[1 - share, share],
        )
        yield f"LlamaIndex, {mode}, meaning {share}", partial(ask, retriever=retriever)


def txtai(chunks: list[Chunk], vectorise: Vectoriser) -> Asks:
    """Txtai: its hybrid index, exact vectors and BM25."""
    from txtai import Embeddings  # type: ignore[import-not-found] # own environment

    def transform(texts: list[str]) -> Vectors:  # txtai takes a function, no other callable
        return vectorise(texts)

    index = Embeddings(method="external", transform=transform, hybrid=True, backend="numpy", content=False)
    index.index((i, chunk.text, None) for i, chunk in enumerate(chunks))

    def ask(question: str, share: float) -> list[str]:
        return [chunks[i].doc for i, _score in index.search(question, limit=DEPTH, weights=share)]

    for share in SHARES:
        yield f"txtai, meaning {share}", partial(ask, share=share)


SYSTEMS = (chroma, bm25, haystack, llama_index, txtai)


def product(docs: Path, lines: Lines) -> list[Answered]:
    """What the product's own library finds, through its evaluation."""
    with tempfile.TemporaryDirectory() as folder:
        asked, out = Path(folder, "asked.jsonl"), Path(folder, "out.jsonl")
        asked.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        with contextlib.redirect_stdout(io.StringIO()):
            retrieval.run(docs, asked, "", out)
        records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    return [Answered([r["doc"] for r in record["retrieved"]], record["ms"] / 1000) for record in records]


def others(
    chunks: list[Chunk], lines: Lines, vectorise: Vectoriser, *, every_setting: bool
) -> dict[str, list[Answered]]:
    """What each of the other systems finds; the questions are embedded before their time is taken."""
    for line in lines:
        vectorise([line["question"]])
    found = {}
    for system in SYSTEMS:
        typer.echo(f"{system.__name__}: {len(chunks)} chunks", err=True)
        for name, ask in system(chunks, vectorise):
            if every_setting or name in CHOSEN:
                found[name] = [_timed(ask, line["question"]) for line in lines]
    return found


def _timed(ask: Ask, question: str) -> Answered:
    began = time.perf_counter()
    docs = list(dict.fromkeys(ask(question)))[:TEN]
    return Answered(docs, time.perf_counter() - began)


def table(answers: dict[str, list[tuple[dict[str, Any], Answered]]]) -> str:
    """Hit@1, 5 and 10, MRR and the median milliseconds of each system, over the questions that have gold."""
    rows = ["| system | hit@1 | hit@5 | hit@10 | MRR | ms |", "| --- | --- | --- | --- | --- | --- |"]
    for name, pairs in answers.items():
        ranks = [next((i for i, d in enumerate(a.docs, 1) if d in line["gold"]), None) for line, a in pairs]
        hits = [sum(r is not None and r <= k for r in ranks) / len(ranks) for k in (1, 5, TEN)]
        mrr = sum(1 / r for r in ranks if r) / len(ranks)
        spent = statistics.median(a.seconds for _, a in pairs) * 1000
        rows.append(f"| {name} | {' | '.join(f'{value:.3f}' for value in [*hits, mrr])} | {spent:.0f} |")
    return "\n".join(rows)


def main(
    corpora: Path,
    questions: list[Path],
    every_setting: Annotated[bool, typer.Option(help="Try all settings of the others.")] = False,  # noqa: FBT002 - typer
    own_cutting: Annotated[bool, typer.Option(help="Cut documents for the others the usual way.")] = False,  # noqa: FBT002 - typer
    without_product: Annotated[bool, typer.Option(help="Leave the product out.")] = False,  # noqa: FBT002 - typer
) -> None:
    """Compare, and print a table for each file of questions."""
    os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"
    vectorise = Vectoriser()
    files = {path: [line | {"file": path} for line in _with_gold(path)] for path in questions}
    answers: dict[str, list[tuple[dict[str, Any], Answered]]] = {}
    for corpus in sorted({line["corpus"] for lines in files.values() for line in lines}):
        lines = [line for asked in files.values() for line in asked if line["corpus"] == corpus]
        plain = [{"id": str(i), "question": line["question"]} for i, line in enumerate(lines)]
        found = {} if without_product else {"Tierdesk": product(corpora / corpus, plain)}
        chunks = (by_words if own_cutting else as_the_product)(corpora / corpus)
        found |= others(chunks, plain, vectorise, every_setting=every_setting)
        for name, answered in found.items():
            answers.setdefault(name, []).extend(zip(lines, answered, strict=True))
    for path, asked in files.items():
        mine = {name: [p for p in pairs if p[0]["file"] == path] for name, pairs in answers.items()}
        typer.echo(f"\n{path.name}: {len(asked)} questions with an answer\n\n{table(mine)}")


def _with_gold(path: Path) -> Lines:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line.get("gold")]


if __name__ == "__main__":
    typer.run(main)
