// CatalogDataHubTests
