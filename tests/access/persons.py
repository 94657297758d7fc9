"""A person as the rows of a world describe it; read from the rows alone."""

from dataclasses import dataclass
from typing import Any

from worlds import TODAY, Row, World


@dataclass
class Who:
    """A person as the rows describe it."""

    id: int
    organisation: int
    kind: str
    rights: set[str]
    world: World

    def rows(self, table: str, **equal: Any) -> list[Row]:
        return [row for row in self.world.rows[table] if all(row[name] == value for name, value in equal.items())]

    def runs(self, row: Row) -> bool:
        return row["valid_from"] <= TODAY and (row["valid_to"] is None or row["valid_to"] >= TODAY)

    @property
    def distributors(self) -> set[int]:
        if self.kind != "reseller":
            return set()
        return {r["distributor_id"] for r in self.rows("supplies", reseller_id=self.organisation) if self.runs(r)}

    @property
    def lines(self) -> set[tuple[int, str]]:
        return {(row["line_id"], row["territory"]) for row in self.permissions}

    @property
    def permissions(self) -> list[Row]:
        if self.kind == "reseller":
            mine = self.rows("authorisations", reseller_id=self.organisation, status="active")
        elif self.kind == "distributor":
            mine = self.rows("distributions", distributor_id=self.organisation)
        else:
            mine = []
        return [row for row in mine if self.runs(row)]

    @property
    def vendors(self) -> set[int]:
        return {self.organisation} if self.kind == "vendor" else {row["vendor_id"] for row in self.permissions}


def person(world: World, row: Row) -> Who | None:
    """The person of a row of `people`, none if it may see nothing at all."""
    home = world.by_id("organisations", row["organisation_id"])
    if not row["active"] or home["status"] not in {"active", "onboarding"}:
        return None
    rights = {r["right"] for r in world.rows["person_rights"] if r["person_id"] == row["id"]}
    return Who(row["id"], home["id"], home["kind"], rights, world)
