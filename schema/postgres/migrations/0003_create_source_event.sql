-- Events of lineage sources as they came, each once by the digest of its content.
create table source_event (
    digest bytea primary key,
    source text collate "C" not null,
    -- The digest of the run's name; null where an event speaks of no run.
    run bytea,
    at bigint not null,
    body text compression lz4 not null
);
create index source_event_run on source_event (run, at) where run is not null;

-- What the events of one subject add up to, moved by compare-and-set on the revision.
create table event_state (
    key bytea primary key,
    revision bigint not null,
    state text compression lz4 not null
);
