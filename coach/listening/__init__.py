"""How a reply listens: what the other's message is, what the reply does with it, and a better one in their own words."""
