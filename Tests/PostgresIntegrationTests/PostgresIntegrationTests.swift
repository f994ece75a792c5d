// PostgresIntegrationTests
