/// What the keys of DataHub's own recipes are called here: such a recipe is answered with its translation.
enum DataHubRecipe {
    /// The end of the sentence `there is no field 'KEY'`; `nil` for a key that DataHub does not have either.
    ///
    /// - Parameter place: A source or sink type, or the words that ``RecipeReader`` has for a part of the recipe.
    static func translation(of key: String, in place: String) -> String? {
        (names[place]?[key] ?? (sources.contains(place) ? common[key] : nil)).map {
            "; for what DataHub calls so, \($0)"
        }
    }

    private static let sources: Set<String> = ["trino", "kafka", "mlflow", "postgres", "ray"]

    private static let common: [String: String] = [
        "stateful_ingestion":
            "nothing has to be said: what is gone is marked as removed ('keep_gone' and 'max_removed_share' beside "
            + "'source' change that)",
        "convert_urns_to_lowercase": "leave it out: names stay as the source has them",
        "include_tables": "write 'table_pattern'", "include_views": "write 'table_pattern'",
        "view_pattern": "write 'table_pattern', which holds for views too",
        "domain": "leave it out: domains are given in the catalog",
        "profiling": "see 'catalog connectors show KIND' for what is counted",
        "options": "leave it out: there is no SQLAlchemy here",
        "sqlalchemy_uri": "write the address in the field of its own",
        "include_view_lineage": "leave it out: lineage of views is read",
        "incremental_lineage": "leave it out", "platform_instance_map": "write 'platform_instance'",
    ]

    private static let names: [String: [String: String]] = [
        "a recipe": [
            "transformers": "leave it out: there are none here", "reporting": "leave it out: each run is on record",
            "run_id": "leave it out: each run has a name of its own", "flags": "leave it out",
            "datahub_api": "write 'server' and 'token' in the sink's config", "failure_log": "leave it out",
        ],
        "'source'": ["extractor": "leave it out"],
        "trino": [
            "host_port": "write 'server': https://HOST:PORT", "database": "write 'catalog_pattern'",
            "username": "write 'user'", "database_pattern": "write 'catalog_pattern'",
            "catalog_to_connector_details": "write 'sibling_platforms'",
            "trino_as_primary": "leave it out",
        ],
        "postgres": [
            "host_port": "write 'url': postgresql://USER@HOST:PORT/DATABASE",
            "database": "write it at the end of 'url'", "username": "write it in 'url': postgresql://USER@HOST:PORT",
            "initial_database": "write it at the end of 'url'", "sqlalchemy_uri": "write 'url' without '+psycopg2'",
        ],
        "kafka": [
            "connection": "write 'brokers' (bootstrap), 'schema_registry_url' and the fields of security",
            "topic_patterns": "write 'topic_pattern'", "topic_subject_map": "write 'subjects'",
            "enable_meta_mapping": "leave it out",
        ],
        "mlflow": [
            "registry_uri": "leave it out: the registry is read at 'tracking_uri'",
            "model_name_separator": "leave it out", "base_external_url": "write 'external_url'",
        ],
        "datahub-rest": [
            "timeout_sec": "write 'timeout_seconds'", "max_threads": "write 'max_in_flight'",
            "max_pending_requests": "write 'max_in_flight'", "ca_certificate_path": "write 'ca_file'",
            "disable_ssl_verification": "write 'insecure'", "mode": "leave it out", "endpoint": "leave it out",
            "retry_max_times": "leave it out: retries follow the answers",
            "retry_status_codes": "leave it out: retries follow the answers",
            "extra_headers": "leave it out: only a token is sent", "max_per_batch": "write 'batch_size'",
        ],
        "datahub-kafka": [
            "connection": "write 'brokers' (bootstrap), 'schema_registry' and the fields of security",
            "topic_routes": "write 'topic'",
        ],
        "file": ["path": "write 'filename'", "legacy_nested_json_string": "leave it out"],
    ]
}
