"""From a flagged draft to messages its writer would send: edit, don't regenerate."""
