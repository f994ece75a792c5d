// CatalogDataHub: see README.md of this room.
