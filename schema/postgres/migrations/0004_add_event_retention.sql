-- The day, counted from 1970-01-01 in UTC, on which an event came. Of the events that are here already it was not noted, so
-- they count as come today.
do $$ begin
    execute format(
        'alter table source_event add column day integer not null default %s', floor(extract(epoch from now()) / 86400));
end $$;
alter table source_event alter column day drop default;
create index source_event_day on source_event (day);

-- The day on which the state of a run moved last; null for what does not end, such as a job. Days, so that most moves change
-- nothing that is indexed.
alter table event_state add column day integer;
-- Only runs name the jobs that they belong to.
update event_state set day = floor(extract(epoch from now()) / 86400) where position('"jobs":["urn:li:dataJob:' in state) > 0;
create index event_state_day on event_state (day) where day is not null;
