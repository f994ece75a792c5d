// Avro: see README.md of this room.
