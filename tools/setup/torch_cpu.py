"""Install torch without CUDA, before anything asks for it: later installs keep what they find.

On Linux the package index offers a CUDA build of several gigabytes. `pip` is asked what it would install; where
that includes CUDA libraries, `uv` fetches PyTorch's own CPU build instead. Run with the virtual environment's Python.
"""

import json
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version

TORCH = "2.13.0"
CUDA_PARTS = ("nvidia", "cuda", "triton")


def pip(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", *arguments], check=True)


def would_bring_cuda() -> bool:
    """Whether pip would take a CUDA build of this torch."""
    report = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--report", "-", f"torch=={TORCH}"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    names = [item["metadata"]["name"].lower() for item in json.loads(report[report.index("{") :])["install"]]
    return any(name.startswith(CUDA_PARTS) for name in names)


def main() -> None:
    try:
        if version("torch").split("+")[0] == TORCH:
            return
    except PackageNotFoundError:
        pass
    print(f"• torch {TORCH}, CPU build", flush=True)
    if not would_bring_cuda():
        pip("install", f"torch=={TORCH}")
        return
    pip("install", "--quiet", "uv")
    subprocess.run(
        [sys.executable, "-m", "uv", "pip", "install", "--torch-backend", "cpu", f"torch=={TORCH}"], check=True
    )


if __name__ == "__main__":
    main()
