-- The tables of the catalog. B-tree keys are digests and dense integers, never long text; documents are compressed with
-- lz4, which writes twice as fast as the default.

-- Every urn that was written or named by an edge. Ids are dense (0, 1, 2, …), because in-process engines index by them;
-- they are looked up before inserting, under the writer's lock, so that none is skipped.
create table entity (
    id integer primary key,
    urn text not null,
    digest bytea not null,
    type text collate "C" not null,
    removed boolean not null default false,
    -- The position of the first write; null while the entity is only named by others.
    created_position bigint
);
create unique index entity_digest_key on entity (digest);
create index entity_type on entity (type) where created_position is not null;

-- The latest version of each versioned aspect. The value is JSON as text, as the producer ordered and spelled it.
create table aspect (
    entity integer not null,
    name text collate "C" not null,
    version bigint not null,
    value text compression lz4 not null,
    digest bytea not null,
    run_id text not null,
    last_run_id text not null,
    last_observed bigint not null,
    -- The other members of the system metadata, as a JSON object.
    metadata text compression lz4 not null,
    created_on bigint not null,
    created_by text not null,
    position bigint not null,
    primary key (entity, name)
);

-- Replaced versions with the span of positions in which they were the latest. Partitions are ranges of
-- until_position, so that retention drops a table instead of deleting rows.
create table aspect_history (
    entity integer not null,
    name text collate "C" not null,
    version bigint not null,
    value text compression lz4 not null,
    digest bytea not null,
    run_id text not null,
    last_run_id text not null,
    last_observed bigint not null,
    metadata text compression lz4 not null,
    created_on bigint not null,
    created_by text not null,
    position bigint not null,
    until_position bigint not null,
    primary key (entity, name, version, until_position)
) partition by range (until_position);

-- Edges between entities. An owner (entity and aspect) replaces only its own; closed edges stay for as-of reads.
create table edge (
    source integer not null,
    destination integer not null,
    kind text collate "C" not null,
    -- 0 no lineage, 1 the source is the downstream end, 2 the source is the upstream end.
    lineage smallint not null,
    owner integer not null,
    owner_aspect text collate "C" not null,
    via integer,
    properties text compression lz4,
    from_position bigint not null,
    to_position bigint
);
create index edge_source on edge (source) where to_position is null;
create index edge_destination on edge (destination) where to_position is null;
create index edge_owner on edge (owner, owner_aspect) where to_position is null;

-- What search reads: an entity's contributions by aspect, and the words and facets made of them.
create table search_document (
    entity integer primary key,
    type text collate "C" not null,
    name text not null,
    -- The name's words, in order, separated by blanks: what an exact match compares with.
    name_words text not null,
    description text compression lz4,
    platform text,
    origin text,
    removed boolean not null,
    owners text[] not null,
    tags text[] not null,
    terms text[] not null,
    domains text[] not null,
    subtypes text[] not null,
    parts text compression lz4 not null,
    words tsvector not null
);
create index search_document_words on search_document using gin (words);
create index search_document_type on search_document (type);

-- Points of timeseries aspects, by month; the same identity replaces.
create table timeseries (
    entity integer not null,
    aspect text collate "C" not null,
    at bigint not null,
    identity bytea not null,
    value jsonb compression lz4 not null,
    run_id text not null,
    last_observed bigint not null,
    metadata text compression lz4 not null,
    position bigint not null,
    primary key (entity, aspect, at, identity)
) partition by range (at);
create table timeseries_other partition of timeseries default;

-- The one order of changes: outbox, feed of the replicas, and the clock of every read. Never empty once written.
create table change (
    position bigint primary key,
    entity integer not null,
    aspect text collate "C" not null,
    -- 1 upserted, 2 a timeseries point appended.
    kind smallint not null,
    version bigint not null,
    previous_version bigint not null,
    at bigint not null
);

-- The next offset to read, moved by compare-and-set in the transaction that applied the records before it.
create table consumer_offset (
    cluster_id text not null,
    consumer_group text not null,
    topic text not null,
    partition integer not null,
    next_offset bigint not null,
    primary key (cluster_id, consumer_group, topic, partition)
);

-- Which records were under way; outlives the process, so that a record that ends processes is found.
create table consumer_attempt (
    cluster_id text not null,
    consumer_group text not null,
    topic text not null,
    partition integer not null,
    first_offset bigint not null,
    records bigint not null,
    deaths integer not null,
    primary key (cluster_id, consumer_group, topic, partition)
);

create table dead_letter (
    id bigint generated always as identity primary key,
    cluster_id text not null,
    topic text not null,
    partition integer not null,
    record_offset bigint not null,
    record_key bytea,
    value bytea compression lz4,
    record_time bigint not null,
    code text not null,
    reason text not null,
    parked_at bigint not null,
    replayed_at bigint
);
create unique index dead_letter_record on dead_letter (cluster_id, topic, partition, record_offset);
create index dead_letter_open on dead_letter (id) where replayed_at is null;

-- Schemas that producers registered beyond the ones the service brings.
create table registry_schema (
    id integer primary key,
    subject text not null,
    version integer not null,
    digest bytea not null,
    schema text compression lz4 not null
);
create unique index registry_schema_text on registry_schema (subject, digest);
