// CatalogModelTests
