// HTTPClient: see README.md of this room.
