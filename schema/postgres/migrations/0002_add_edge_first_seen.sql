-- Since when an owner states an edge, whatever became of its details in the meantime, and how columns become others.

alter table edge
    -- The position at which the owner first stated the edge; null where that is from_position.
    add column first_position bigint,
    -- When the producer had seen it then, in milliseconds; null for edges older than this column.
    add column first_observed bigint;

-- The edges of column mappings stored so far get what their aspects say of them, as AspectEdges.swift takes it.
with value as materialized (
    select entity, name, value::json -> 'fineGrainedLineages' as mappings from aspect
    where name in ('upstreamLineage', 'dataJobInputOutput')
), mapping as materialized (
    select v.entity, v.name, f.i, f.m -> 'upstreams' as upstreams, f.m -> 'downstreams' as downstreams,
        case when v.name = 'dataJobInputOutput' then null else f.m ->> 'query' end as via,
        concat_ws(',',
            '"transformOperation":' || to_json(left(f.m ->> 'transformOperation', 256))::text,
            case when (f.m ->> 'confidenceScore')::numeric <> 1 then '"confidenceScore":' || (f.m ->> 'confidenceScore') end,
            case when v.name = 'dataJobInputOutput' then '"query":' || to_json(f.m ->> 'query')::text end) as properties
    from value v
    cross join lateral json_array_elements(case when json_typeof(v.mappings) = 'array' then v.mappings end)
        with ordinality f (m, i)
), pair as (
    select distinct on (m.entity, m.name, s.id, t.id, q.id)
        m.entity as owner, m.name as aspect, s.id as source, t.id as destination,
        case when m.name = 'dataJobInputOutput' then m.entity else q.id end as via, m.properties
    from mapping m
    cross join lateral json_array_elements_text(case when json_typeof(m.downstreams) = 'array' then m.downstreams end) d (urn)
    cross join lateral json_array_elements_text(case when json_typeof(m.upstreams) = 'array' then m.upstreams end) u (urn)
    join entity s on s.urn = d.urn
    join entity t on t.urn = u.urn
    left join entity q on q.urn = m.via
    order by m.entity, m.name, s.id, t.id, q.id, m.i
)
update edge d set properties = '{' || p.properties || '}'
from pair p
where d.owner = p.owner and d.owner_aspect = p.aspect and d.source = p.source and d.destination = p.destination
    and d.via is not distinct from p.via and d.kind = 'DownstreamOf' and d.to_position is null and p.properties <> '';
