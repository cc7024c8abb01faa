"""Practice: drills, their scoring by the engine, what comes next, what is kept, the samples, the printed sheet."""
