import Basics
import Testing

@testable import CatalogIngest

/// Expected values are what acryl-datahub 1.7.0.17 gives for the same type texts.
@Suite("Schema fields of Trino columns")
struct TrinoFieldTests {
    private func fields(_ text: String, name: String = "col") -> [JSON] {
        TrinoFields.fields(name: name, type: TrinoTypeParser.read(text).type, nullable: true, description: nil)
    }

    private func paths(_ text: String) -> [String] { fields(text).compactMap { $0["fieldPath"]?.stringValue } }

    @Test("A plain column keeps its name and DataHub's native type")
    func plain() throws {
        let field = try #require(fields("timestamp(6) with time zone").first)
        #expect(field["fieldPath"] == "col")
        #expect(field["nativeDataType"] == "TIMESTAMP(6) WITH TIME ZONE")
        #expect(field["type"] == ["type": ["com.linkedin.schema.TimeType": [:]]])
        #expect(fields("decimal(12,2)").first?["nativeDataType"] == "DECIMAL(12, 2)")
        #expect(fields("uuid").first?["type"] == ["type": ["com.linkedin.schema.StringType": [:]]])
    }

    @Test("Rows, arrays and maps get v2 paths, and a field for each field of the rows inside")
    func paths() {
        let prefix = "[version=2.0].[type=struct]"
        #expect(paths("array(integer)") == ["\(prefix).[type=array].[type=int].col"])
        #expect(paths("array(array(varchar(3)))") == ["\(prefix).[type=array].[type=string].col"])
        #expect(paths("map(varchar,array(bigint))") == ["\(prefix).[type=map].[type=array].[type=long].col"])
        let base = "\(prefix).[type=array].[type=map].[type=struct].col"
        #expect(
            paths("array(map(varchar, row(x bigint, y array(row(z double)))))") == [
                base, "\(base).[type=long].x", "\(base).[type=array].[type=struct].y",
                "\(base).[type=array].[type=struct].y.[type=double].z",
            ])
    }

    @Test("Native types of nested fields are spelled as Python's SQLAlchemy prints them")
    func native() {
        #expect(fields("row(it's varchar)").first?["nativeDataType"] == #"ROW([("it's", VARCHAR())])"#)
        #expect(
            fields("array(array(varchar(3)))").first?["nativeDataType"] == "ARRAY(VARCHAR(length=3), dimensions=2)")
        #expect(
            fields("map(varchar, array(row(k varchar, at timestamp(6) with time zone)))").first?["nativeDataType"]
                == "MAP(VARCHAR(), ARRAY(ROW([('k', VARCHAR()), ('at', TIMESTAMP(precision=6, timezone=True))])))")
    }

    @Test("Types inside a nested field carry DataHub's kinds and properties")
    func kinds() throws {
        let map = try #require(fields("map(integer, row(x bigint))").first)
        #expect(
            map["type"] == ["type": ["com.linkedin.schema.MapType": ["keyType": "string", "valueType": "record"]]])
        #expect(
            map["jsonProps"]
                == #"{"key_type": {"type": "int", "native_data_type": "INTEGER()", "_nullable": true}, "key_native_data_type": "INTEGER()"}"#
        )
        let price = try #require(fields("row(price decimal(10,4), day date, at timestamp(3))").dropFirst().first)
        #expect(price["jsonProps"] == #"{"logicalType": "decimal", "precision": 10, "scale": 4}"#)
        #expect(
            fields("array(decimal(10,2))").first?["type"]
                == ["type": ["com.linkedin.schema.ArrayType": ["nestedType": ["decimal"]]]])
    }
}
