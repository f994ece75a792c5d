// CatalogPostgres: see README.md of this room.
