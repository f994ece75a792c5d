// CatalogService: see README.md of this room.
