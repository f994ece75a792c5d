// HTTPServer: see README.md of this room.
