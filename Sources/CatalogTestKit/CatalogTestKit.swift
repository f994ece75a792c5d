// CatalogTestKit: see README.md of this room.
