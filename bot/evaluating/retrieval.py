"""`tierdesk eval retrieval`: questions over a folder of documents, by the product's own library."""

import hashlib
import json
import os
import re
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from sqlalchemy import Engine

from bot.evaluating.lines import read_lines
from channel import migrations
from channel.access.gate import Gate
from channel.access.identifying import system_viewer
from channel.access.rights import Right
from channel.access.viewer import Viewer
from channel.clock import SystemClock
from channel.database import open_engine, sqlite_url
from channel.errors import BadInput, UnreadableFile
from channel.tables.parties import Kind, Organisation
from ingest.reading import Reading
from knowledge.embedding import PackagedModel, VectorCache
from knowledge.grounding import flat
from knowledge.library import Found, Grant, Library, NewVersion
from knowledge.terms import terms

TEN = 10
ANSWER_READ = 1_200
EVIDENCE_SHARE = 0.6
OWNER = Viewer(person_id=1, organisation_id=1, kind=Kind.VENDOR, vendors=frozenset({1}), rights=frozenset({Right.ASK}))


def run(docs: Path, questions: Path, where: str, out: Path | None) -> dict[str, Any]:
    """Publish every document of a folder in a fresh library, ask every question, and score what has gold.

    Raises:
        BadInput: when the folder or the questions cannot be used.
    """
    if not docs.is_dir():
        raise BadInput(f"{docs} is no folder.", "Give the folder that holds the documents.")
    lines = _kept(read_lines(questions, ("id", "question")), where)
    with tempfile.TemporaryDirectory(prefix="tierdesk-eval-") as folder:
        library, gate, engine = _library(Path(folder))
        viewer = OWNER
        published = _publish(library, gate, docs)
        records = _ask(library, viewer, lines)
        peers = _peer(library, viewer, lines)
        library.close()
        engine.dispose()
    if out is not None:
        out.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    return _summary(lines, records, peers, published)


def vector_cache() -> Path:
    """Where vectors of earlier runs are kept, so that the same words are embedded once on a machine."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "tierdesk" / "vectors.sqlite"


def _kept(lines: list[dict[str, Any]], where: str) -> list[dict[str, Any]]:
    if not where:
        return lines
    name, _, value = where.partition("=")
    return [line for line in lines if str(line.get(name)) == value]


def _library(folder: Path) -> tuple[Library, Gate, Engine]:
    clock = SystemClock()
    engine = open_engine(sqlite_url(folder / "channel.sqlite"))
    migrations.upgrade(engine)
    gate = Gate(engine, clock)
    with gate.acting(system_viewer("loading", frozenset({Right.LOAD_DATA})), Right.LOAD_DATA) as action:
        action.session.add(
            Organisation(
                key="owner",
                kind=Kind.VENDOR,
                name="Owner",
                legal_name="Owner",
                country="DE",
                currency="EUR",
                timezone="UTC",
                as_of=action.now,
            )
        )
    model = PackagedModel()
    library = Library(gate, folder / "knowledge", model, VectorCache(vector_cache(), model))
    return library, gate, engine


def _publish(library: Library, gate: Gate, docs: Path) -> dict[str, Any]:
    files = sorted(p for p in docs.rglob("*") if p.is_file())
    reading = Reading()
    refused: list[str] = []
    texts: dict[str, str] = {}
    console = Console(stderr=True)
    began = time.monotonic()
    loading = system_viewer("loading", frozenset({Right.LOAD_DATA}))
    with Progress(console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("Reading", total=len(files))
        with gate.acting(loading, Right.LOAD_DATA) as action:
            for path in files:
                name = str(path.relative_to(docs))
                content = path.read_bytes()
                try:
                    document = reading.read(content, path.name)
                except UnreadableFile as refusal:
                    refused.append(f"{name}: {refusal.message}")
                else:
                    texts[name] = flat(document.text)
                    library.publish(action, _version(name, content, action.now), [_everybody(action.now)], document)
                progress.advance(task)
        task = progress.add_task("Indexing", total=None)
        passages = library.catch_up(lambda done: progress.advance(task, done))
    reading.close()
    return {
        "documents": len(files) - len(refused),
        "refused": refused,
        "passages": passages,
        "seconds": time.monotonic() - began,
        "texts": texts,
    }


def _version(name: str, content: bytes, now: datetime) -> NewVersion:
    return NewVersion(
        key=name,
        owner_id=1,
        title=_title(name),
        kind="document",
        language="en",
        version="1",
        file_name=name[-200:],
        media_type="",
        checksum=hashlib.sha256(content).hexdigest(),
        mpns=(),
        effective_from=now.date(),
    )


def _title(name: str) -> str:
    return re.sub(r"[_\-/]+", " ", name.rsplit(".", 1)[0])[-200:]


def _everybody(now: datetime) -> Grant:
    return Grant("public", min(now, datetime(2020, 1, 1, tzinfo=UTC)))


def _ask(library: Library, viewer: Viewer, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    library.warm_up()
    now = datetime.now(UTC)
    records = []
    for line in lines:
        began = time.perf_counter()
        answer = library.answer(viewer, line["question"], now)
        spent = (time.perf_counter() - began) * 1000
        found = library.find(viewer, line["question"], now, TEN)
        shown = answer.citations or answer.near
        records.append(
            {
                "id": line["id"],
                "retrieved": [{"doc": f.source.file_name, "text": f.source.text, "score": f.score} for f in found],
                "answer": {
                    "text": "\n".join(f"{c.header}\n{c.quote}".strip() for c in shown),
                    "citations": [{"doc": c.source.file_name, "quote": c.quote} for c in shown],
                    "abstained": answer.abstained,
                },
                "confidence": answer.confidence,
                "ms": round(spent, 1),
            }
        )
    return records


def _peer(library: Library, viewer: Viewer, lines: list[dict[str, Any]]) -> list[list[str]]:
    """What plain Chroma top-k by the same model and passages retrieves: the usual way, for comparison."""
    now = datetime.now(UTC)
    return [[f.source.file_name for f in _plain(library, viewer, line["question"], now)] for line in lines]


def _plain(library: Library, viewer: Viewer, question: str, now: datetime) -> list[Found]:
    return library.nearest_in_meaning(viewer, question, now, TEN)


def _summary(
    lines: list[dict[str, Any]], records: list[dict[str, Any]], peers: list[list[str]], published: dict[str, Any]
) -> dict[str, Any]:
    gold = [(line, record, peer) for line, record, peer in zip(lines, records, peers, strict=True) if line.get("gold")]
    ours = [_rank([r["doc"] for r in record["retrieved"]], line["gold"]) for line, record, _ in gold]
    plain = [_rank(peer, line["gold"]) for line, _, peer in gold]
    times = sorted(r["ms"] for r in records)
    texts = published.pop("texts")
    result: dict[str, Any] = {
        **published,
        "questions": len(records),
        "ms_p50": statistics.median(times) if times else None,
        "ms_p95": times[int(len(times) * 0.95)] if times else None,
    }
    if gold:
        result |= {f"hit@{k}": _share(ours, k) for k in (1, 5, 10)} | {"mrr": _mrr(ours)}
        result |= {f"chroma_hit@{k}": _share(plain, k) for k in (1, 5, 10)}
        result["fact"] = statistics.mean(_has_fact(line, record) for line, record, _ in gold)
        result |= _abstention(lines, records)
    result["quotes_verbatim"] = _verbatim_share(records, texts)
    table = Table("figure", "value")
    for name, value in result.items():
        table.add_row(name, f"{value:.3f}" if isinstance(value, float) else str(value))
    Console().print(table)
    return result


def _rank(found: list[str], gold: list[str]) -> int | None:
    return next((i for i, doc in enumerate(found, 1) if doc in gold), None)


def _share(ranks: list[int | None], k: int) -> float:
    return sum(1 for r in ranks if r is not None and r <= k) / len(ranks)


def _mrr(ranks: list[int | None]) -> float:
    return sum(1 / r for r in ranks if r is not None) / len(ranks)


def _has_fact(line: dict[str, Any], record: dict[str, Any]) -> bool:
    """The reference's figures and words, or most of the evidence's words, within the first 1,200 characters."""
    said = " ".join([record["answer"]["text"], *(c["quote"] for c in record["answer"]["citations"])])[:ANSWER_READ]
    there = set(terms(said))
    reference = set(terms(str(line.get("answer", ""))))
    evidence = set(terms(str(line.get("evidence", ""))))
    return bool(reference and reference <= there) or bool(
        evidence and len(evidence & there) >= EVIDENCE_SHARE * len(evidence)
    )


def _abstention(lines: list[dict[str, Any]], records: list[dict[str, Any]]) -> dict[str, float]:
    pairs = [
        (not line.get("answerable", True), r["answer"]["abstained"]) for line, r in zip(lines, records, strict=True)
    ]
    right = sum(1 for should, did in pairs if should and did)
    did = sum(1 for _, did in pairs if did)
    should = sum(1 for should, _ in pairs if should)
    precision = right / did if did else 0.0
    recall = right / should if should else 0.0
    both = precision + recall
    return {
        "abstain_precision": precision,
        "abstain_recall": recall,
        "abstain_f1": 2 * precision * recall / both if both else 0.0,
    }


def _verbatim_share(records: list[dict[str, Any]], texts: dict[str, str]) -> float:
    """The share of quotes that stand in the text of the document that they cite."""
    quotes = [citation for record in records for citation in record["answer"]["citations"]]
    held = sum(1 for citation in quotes if flat(citation["quote"]) in texts[citation["doc"]])
    return held / len(quotes) if quotes else 1.0
