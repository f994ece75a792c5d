// CatalogSchema
