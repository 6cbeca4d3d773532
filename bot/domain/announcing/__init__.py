"""From what a coordinator writes to a draft, and from a draft to the entry it would become. Pure."""
