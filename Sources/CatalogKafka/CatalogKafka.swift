// CatalogKafka: see README.md of this room.
