// CatalogAPITests
