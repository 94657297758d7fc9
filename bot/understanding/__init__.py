"""Words to a `Request`: deterministic, small, explainable. Nothing here reads data or confirms anything."""
