// YAML: see README.md of this room.
