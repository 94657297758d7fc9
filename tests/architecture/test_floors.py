"""Who may import whom is written in pyproject.toml; here it is held."""

from importlinter.api import read_configuration
from importlinter.application.use_cases import lint_imports
from tree import ROOT


def test_the_floors_hold() -> None:
    contracts = read_configuration(str(ROOT / "pyproject.toml"))["contracts_options"]
    assert {contract["name"] for contract in contracts} >= {"The rooms stand on floors", "The floors of channel"}
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None)
