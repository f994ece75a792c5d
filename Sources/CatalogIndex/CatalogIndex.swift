// CatalogIndex: see README.md of this room.
