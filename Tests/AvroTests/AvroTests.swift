// AvroTests
