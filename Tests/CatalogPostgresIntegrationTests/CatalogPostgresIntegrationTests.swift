// CatalogPostgresIntegrationTests
