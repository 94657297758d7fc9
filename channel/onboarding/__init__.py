"""Taking partners on: companies checked, cases opened from checklists, steps done, decided, reminded, ended."""
