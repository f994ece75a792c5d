// CatalogIngestTests
