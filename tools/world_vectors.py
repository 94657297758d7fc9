"""Write what ships with the demo world's documents so that they load at once: `python -m tools.world_vectors`.

That is each document as it was read, and the vectors of its passages by the packaged model. Run it after the
documents, a reader or the cutting of passages changed; a test says when it is due.
"""

import sys
import tempfile
from pathlib import Path

import numpy as np
from rich.progress import Progress
from sqlalchemy import select

from bot.playground import people
from bot.playground.world import WORLD
from channel import migrations
from channel.access.gate import Gate
from channel.access.identifying import system_viewer
from channel.clock import MovableClock
from channel.database import open_engine, sqlite_url
from channel.tables.documents import Passage
from ingest import kept
from ingest.publishing import READINGS, VECTORS, publish_folder
from ingest.reading import read_here
from ingest.records import load_world
from knowledge.embedding import MODEL
from knowledge.library import Library


def main() -> None:
    clock = MovableClock(people.load(WORLD / "slack.yaml").starts_at)
    files = [path.read_bytes() for path in sorted((WORLD / "documents").iterdir())]
    names = [path.name for path in sorted((WORLD / "documents").iterdir())]
    kept.save(WORLD / READINGS, {kept.checksum(c): read_here(c, n) for c, n in zip(files, names, strict=True)})
    with tempfile.TemporaryDirectory() as folder, Progress() as progress:
        engine = open_engine(sqlite_url(Path(folder) / "channel.sqlite"))
        migrations.upgrade(engine)
        gate = Gate(engine, clock)
        load_world(gate, WORLD, clock.now())
        library = Library(gate, Path(folder) / "knowledge")
        task = progress.add_task("Embedding", total=None)
        publish_folder(gate, library, WORLD / "documents.yaml", lambda n: progress.advance(task, n))
        with gate.viewing(system_viewer("indexing", frozenset())) as session:
            count = len(session.scalars(select(Passage.id)).all())
        hashes, vectors = library.cache.everything()
        library.close()
    np.savez_compressed(WORLD / VECTORS, hashes=np.array(hashes), vectors=vectors.astype(np.float16), model=MODEL)
    sys.stdout.write(f"{len(hashes)} vectors for {count} passages\n")


if __name__ == "__main__":
    main()
