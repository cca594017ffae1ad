"""Layout engines: what lays out pages and paints them. The structure tree is built above them, from the model."""
