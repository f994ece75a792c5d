// CatalogKafkaTests
