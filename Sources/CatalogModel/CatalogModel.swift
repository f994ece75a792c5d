// CatalogModel: see README.md of this room.
