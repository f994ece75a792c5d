import Basics
import CatalogModel
import Testing

@testable import CatalogLineageIn

private let names = [
    ("postgres://host:5432", "shop.sales.orders", "postgres,shop.sales.orders,PROD"),
    ("postgresql://host", "shop.sales.orders", "postgres,shop.sales.orders,PROD"),
    ("trino://trino:8080", "warehouse.sales.orders", "trino,warehouse.sales.orders,PROD"),
    ("kafka://a:9092,b:9092", "orders", "kafka,orders,PROD"),
    ("mysql://db:3306", "shop.orders", "mysql,shop.orders,PROD"),
    ("sqlserver://db:1433", "shop.dbo.orders", "mssql,shop.dbo.orders,PROD"),
    ("awsathena://athena.eu-west-1.amazonaws.com", "c.db.t", "athena,c.db.t,PROD"),
    ("snowflake://org-account", "DB.SCHEMA.T", "snowflake,DB.SCHEMA.T,PROD"),
    ("bigquery", "project.dataset.t", "bigquery,project.dataset.t,PROD"),
    ("hive", "db.t", "hive,db.t,PROD"),
    ("hive://metastore:9083", "db.t", "hive,db.t,PROD"),
    ("arn:aws:glue:eu-west-1:123456789012", "table/db/t", "glue,db.t,PROD"),
    ("s3://lake", "raw/orders/", "s3,lake/raw/orders,PROD"),
    ("s3a://lake", "/raw/orders", "s3,lake/raw/orders,PROD"),
    ("s3://lake", "/", "s3,lake,PROD"),
    ("gs://lake", "raw", "gcs,lake/raw,PROD"),
    ("abfss://box@account.dfs.core.windows.net", "/raw", "abs,box/raw,PROD"),
    ("hdfs://namenode:8020", "/data/orders", "hdfs,/data/orders,PROD"),
    ("file", "/data/orders", "file,/data/orders,PROD"),
    ("file", "/", "file,/,PROD"),
    ("redshift://c.eu.redshift.amazonaws.com:5439", "dev.public.t", "redshift,dev.public.t,PROD"),
    ("unheard-of", "a(b),c", "unheard-of,a%28b%29%2Cc,PROD"),
    ("unheard-of", "a\u{241F}b", "unheard-of,a%E2%90%9Fb,PROD"),
]

private let moments: [(String, Int64?)] = [
    ("1970-01-01T00:00:00Z", 0),
    ("2026-11-21T13:35:23.614Z", 1_795_268_123_614_000),
    ("2026-11-21T14:35:23.614123456+01:00", 1_795_268_123_614_123),
    ("2026-11-21 13:35:23,6-0000", 1_795_268_123_600_000),
    ("2026-11-21T13:35Z", 1_795_268_100_000_000),
    ("2000-02-29T00:00:00z", 951_782_400_000_000),
    ("1969-12-31T23:59:59.999999Z", -1),
    ("2016-12-31T23:59:60Z", 1_483_228_799_000_000),
    ("2026-11-21T13:35:23.614", nil),
    ("2026-11-21T13:35:23+", nil),
    ("2026-11-21T13:35:23+25:00", nil),
    ("1900-02-29T00:00:00Z", nil),
    ("2026-13-01T00:00:00Z", nil),
    ("2026-11-21T24:00:00Z", nil),
    ("2026-11-21", nil),
    ("yesterday", nil),
    ("", nil),
    ("2026-11-21T13:35:23Z and more", nil),
]

@Suite struct NamingTests {
    @Test("a namespace and a name make the urn that connectors write", arguments: names.indices)
    func datasets(index: Int) throws {
        let (namespace, name, key) = names[index]
        let naming = DatasetNaming(rules: NamespaceRules())
        let urn = try naming.name(namespace: namespace, name: name).urn
        #expect(urn.text == "urn:li:dataset:(urn:li:dataPlatform:\(key))")
    }

    @Test("rules give platform, instance and environment; the longest that fits counts") func rules() throws {
        let rules = try NamespaceRules(
            """
            # the warehouse
            postgres://*=@DEV; postgres://db1:5432=/warehouse
            postgres://db1*=greenplum/gp@QA;s3://lake=s3/eu
            snowflake://*=?lower; snowflake://org=snowflake/Org@DEV?lower
            """)
        let naming = DatasetNaming(rules: rules)
        func key(_ namespace: String) throws -> String { try naming.name(namespace: namespace, name: "t").urn.key }
        #expect(try key("postgres://db1:5432") == "(urn:li:dataPlatform:postgres,warehouse.t,PROD)")
        #expect(try key("postgres://db12") == "(urn:li:dataPlatform:greenplum,gp.t,QA)")
        #expect(try key("postgres://other") == "(urn:li:dataPlatform:postgres,t,DEV)")
        #expect(try key("s3://lake") == "(urn:li:dataPlatform:s3,eu.lake/t,PROD)")
        func snowflake(_ namespace: String) throws -> String {
            try naming.name(namespace: namespace, name: "DB.S.T").urn.key
        }
        #expect(try snowflake("snowflake://other") == "(urn:li:dataPlatform:snowflake,db.s.t,PROD)")
        #expect(try snowflake("snowflake://org") == "(urn:li:dataPlatform:snowflake,Org.db.s.t,DEV)")
        #expect(try naming.name(namespace: "postgres://db1:5432", name: "t").instance == "warehouse")
    }

    @Test(
        "a rule that cannot be read is named", arguments: ["nothing", "=x", "a=", "a=b/", "a=@prod", "a=@PROD?upper"])
    func badRules(text: String) {
        #expect(throws: NamespaceRuleError.self) { try NamespaceRules(text) }
    }

    @Test("moments are read with their zone, and nothing else is", arguments: moments.indices)
    func times(index: Int) {
        #expect(moment(moments[index].0) == moments[index].1)
    }

    @Test("tables of a metastore take its platform; a table format that has its own keeps it") func tables() throws {
        let naming = DatasetNaming(rules: NamespaceRules())
        func key(_ namespace: String, _ framework: String?) throws -> String {
            try naming.table(namespace: namespace, name: "db.t", framework: framework).urn.key
        }
        #expect(try key("file:/warehouse", nil) == "(urn:li:dataPlatform:hive,db.t,PROD)")
        #expect(try key("hive://metastore:9083", nil) == "(urn:li:dataPlatform:hive,db.t,PROD)")
        #expect(try key("http://127.0.0.1:8181", "iceberg") == "(urn:li:dataPlatform:iceberg,db.t,PROD)")
        #expect(try key("file:/lake", "iceberg") == "(urn:li:dataPlatform:iceberg,db.t,PROD)")
        #expect(try key("postgres://db:5432", nil) == "(urn:li:dataPlatform:postgres,db.t,PROD)")
    }

    @Test("the engine is the run's, else what the producer tells") func engines() throws {
        func flow(_ producer: String, _ engine: String? = nil) throws -> String {
            try JobDecoder(producer: producer, engine: engine).names("ns", "flow.task", "").flow.key
        }
        #expect(
            try flow("https://github.com/OpenLineage/OpenLineage/tree/1.53.0/integration/spark") == "(spark,flow,ns)")
        #expect(try flow("https://github.com/apache/airflow/tree/providers-openlineage/2.20.3") == "(airflow,flow,ns)")
        #expect(try flow("https://github.com/apache/airflow", "Airflow") == "(airflow,flow,ns)")
        #expect(try flow("https://github.com/trinodb/trino/plugin") == "(trino,flow,ns)")
        #expect(try flow("https://example.com/etl?x=1") == "(etl,flow,ns)")
        #expect(try flow("https://example.com/etl", "Flink") == "(flink,flow,ns)")
    }
}
