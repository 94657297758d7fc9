"""Write the vectors that ship with the demo world's documents: `python -m tools.world_vectors`.

Run it after the documents changed; it embeds what is new, with the packaged model.
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
from ingest.publishing import VECTORS, publish_folder
from ingest.records import load_world
from knowledge.embedding import MODEL
from knowledge.library import Library


def main() -> None:
    clock = MovableClock(people.load(WORLD / "slack.yaml").starts_at)
    with tempfile.TemporaryDirectory() as folder, Progress() as progress:
        engine = open_engine(sqlite_url(Path(folder) / "channel.sqlite"))
        migrations.upgrade(engine)
        gate = Gate(engine, clock)
        load_world(gate, WORLD, clock.now())
        library = Library(gate, Path(folder) / "knowledge")
        task = progress.add_task("Embedding", total=None)
        publish_folder(gate, library, WORLD / "documents.yaml", clock.now(), lambda n: progress.advance(task, n))
        with gate.viewing(system_viewer("indexing", frozenset())) as session:
            count = len(session.scalars(select(Passage.id)).all())
        hashes, vectors = library.cache.everything()
        library.close()
    np.savez_compressed(WORLD / VECTORS, hashes=np.array(hashes), vectors=vectors.astype(np.float16), model=MODEL)
    sys.stdout.write(f"{len(hashes)} vectors for {count} passages\n")


if __name__ == "__main__":
    main()
