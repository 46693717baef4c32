"""How a school gets a session, who delivers it, and who came."""
