extension Command {
    /// Every command, in the order help lists them. To add one: its file beside this one, and a line here.
    static let all: [Command] = [
        .serve,
        .search,
        .get,
        .lineage,
        .sqlLineage,
        .position,
        .deadLetterList,
        .deadLetterShow,
        .deadLetterReplay,
        .ingest,
        .connectors,
        .connectorShow,
        .fsck,
        .produce,
        .devBroker,
        .configPrint,
        .version,
    ]
}
