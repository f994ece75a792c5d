// CatalogAPI: see README.md of this room.
