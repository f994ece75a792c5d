// CatalogSchemaTests
