// Kafka: see README.md of this room.
