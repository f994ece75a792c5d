// Postgres: see README.md of this room.
