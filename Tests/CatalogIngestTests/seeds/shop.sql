
create schema sales; comment on schema sales is 'Orders and money';
create schema crm;   create schema "Odd Schema";
create type sales.order_status as enum ('open','paid','cancelled');
create domain crm.email as text check (value like '%@%');
create table crm.customers (
  customer_id bigint generated always as identity primary key,
  name varchar(120) not null, email crm.email unique, country char(2) default 'DE',
  attrs jsonb, tags text[], signup_date date not null default current_date);
comment on table crm.customers is 'One row a customer. Contains personal data.';
comment on column crm.customers.email is 'Login address (PII)';
create table sales.orders (
  order_id bigint primary key, customer_id bigint not null references crm.customers,
  status sales.order_status not null default 'open', amount numeric(12,2) check (amount >= 0),
  tax numeric(12,2) generated always as (amount * 0.19) stored, placed_at timestamptz not null);
create table sales.order_lines (order_id bigint references sales.orders on delete cascade, line_no int, sku text, qty int, price numeric(12,2), primary key (order_id, line_no));
create index on sales.orders (placed_at);
create table sales.events (event_id uuid, kind text, payload jsonb, at timestamptz not null) partition by range (at);
create table sales.events_2024_q1 partition of sales.events for values from ('2024-01-01') to ('2024-04-01');
create table sales.events_2024_q2 partition of sales.events for values from ('2024-04-01') to ('2024-07-01');
create table "Odd Schema"."Mixed Case.Table" ("Id" int primary key, "naïve column" text, "select" boolean);
create view sales.v_customer_revenue as
  select c.customer_id, c.name as customer_name, c.country, count(*) as orders, sum(o.amount) as revenue
  from sales.orders o join crm.customers c using (customer_id) where o.status = 'paid' group by 1, 2, 3;
comment on view sales.v_customer_revenue is 'Paid revenue per customer';
create view sales.v_top as with t as (select * from sales.v_customer_revenue) select customer_name, revenue from t order by revenue desc limit 10;
create materialized view sales.mv_daily as select date_trunc('day', placed_at) as day, sum(amount) as revenue from sales.orders group by 1;
create function sales.refresh_daily() returns void language sql as $$ refresh materialized view sales.mv_daily $$;
create procedure sales.archive(cutoff date) language sql as $$ delete from sales.orders where placed_at < cutoff $$;
insert into crm.customers (name, email, country, tags) select 'Customer '||i, 'c'||i||'@example.org', (array['DE','US','JP'])[i%3+1], array['t'||i%5] from generate_series(1,200) i;
insert into sales.orders (order_id, customer_id, status, amount, placed_at) select i, i%200+1, (array['open','paid','cancelled'])[i%3+1]::sales.order_status, (i*37%900)+0.5, timestamptz '2024-01-01' + (i||' hours')::interval from generate_series(1,3000) i;
insert into sales.order_lines select o, l, 'SKU-'||(o*l%97), l, (o%50)+0.99 from generate_series(1,3000) o, generate_series(1,2) l;
create table sales.big_orders as select * from sales.orders where amount > 500;
refresh materialized view sales.mv_daily;
create schema lab;
create table lab.types (a smallint, b real, c double precision, d timestamp, e time, f timetz, g interval, h bytea, i uuid, j json, k xml, l inet, m date, n int4range, o bit(3), p money, q point, r tsvector, s timestamp(3) with time zone, t numeric, u varchar, v int[], w "char", x name, y cidr, z varbit(5));
