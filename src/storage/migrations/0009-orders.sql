-- Between a visitor's browser and the shop's own systems stand its people: what these told is `reported` (src/conversions/trust.ts).
update conversions set trust = trust + 1 where trust >= 3;

-- Orders written down by hand: one entry may be several orders of a day, told as one total. Removed ones leave the
-- conversions, the entry stays to say so. how: how the shop knows which post it was.
create table hand_entries (
  number integer primary key autoincrement,
  id text not null unique,
  shop_id text not null references shops (id),
  day integer not null,
  orders integer not null,
  value integer not null,
  currency text not null,
  how text not null,
  post_id text references posts (id),
  is_new_customer integer,
  order_id text,
  note text,
  created_at integer not null,
  removed_at integer,
  -- 0 until its conversions are all there, or all gone.
  is_settled integer not null default 0
) strict;
create index hand_entries_by_shop on hand_entries (shop_id, number);
create index hand_entries_by_day on hand_entries (shop_id, day, number);
create index hand_entries_unsettled on hand_entries (shop_id) where is_settled = 0;
-- An order with a number of its own is written down once.
create unique index hand_entries_by_order on hand_entries (shop_id, order_id) where order_id is not null and removed_at is null;

-- What a customer says at the till or in a message, so that the shop knows which post it was.
-- code_word_key: the same whatever case or width it is written in.
alter table posts add column code_word text;
alter table posts add column code_word_key text;
create unique index posts_by_code_word on posts (shop_id, code_word_key) where code_word_key is not null;

-- Units of a currency for one euro on a day, as central banks publish them.
create table exchange_rates (
  currency text not null,
  day integer not null,
  per_euro real not null,
  primary key (currency, day)
) strict, without rowid;

-- The amounts in the shop's currency by the rate of the order's day, where they were told in another; null without a rate.
alter table conversions add column shop_value integer;
alter table conversions add column shop_tax integer;
alter table conversions add column shop_shipping integer;
alter table conversions add column rate real;
alter table conversions add column rate_day integer;

-- A customer without an order for so long is lost; who then comes again is won back.
alter table shops add column churn_days integer not null default 365;

-- A customer's order before this one, and how far back a shop's orders with a customer reach.
drop index conversions_by_customer;
create index conversions_by_customer on conversions (shop_id, customer_hash, occurred_at) where customer_hash is not null;

-- What the customer was told by, hashed alike: the shop's own number or name, an e-mail address, or both, which makes them
-- one. customer_source: who told it. customer_hash is the number's where there is one.
alter table conversions add column customer_id_hash text;
alter table conversions add column customer_email_hash text;
alter table conversions add column customer_source text;
update conversions set customer_id_hash = customer_hash where customer_hash is not null;
create index conversions_by_email on conversions (shop_id, customer_email_hash) where customer_email_hash is not null;
create index orders_with_customer_id on conversions (shop_id, occurred_at)
  where customer_id_hash is not null and event = 'purchase' and is_test = 0;
create index orders_with_customer_email on conversions (shop_id, occurred_at)
  where customer_email_hash is not null and event = 'purchase' and is_test = 0;

-- What else each source told, so that it stands when another takes its word back.
alter table evidence add column link_number integer;
alter table evidence add column is_new_customer integer;
update evidence set (link_number, is_new_customer) = (select
    case when click_note is null and click_at is null and evidence.source = 'api' then link_number end, is_new_customer
  from conversions where id = evidence.conversion_id);

-- What waits in quarantine by reason, without reading through the bytes.
create index quarantine_waiting on quarantine (shop_id, reason, number) where replayed_at is null;

-- Where a click id was passed on (it arrived on many devices, or with several customers): its 'first' order keeps the
-- credit, the 'further' ones have none. Derived, like credits; null for a click of one person's.
alter table conversions add column shared text;

-- A WooCommerce shop that was connected by its button: the keys it gave, to read orders and mend webhooks with.
-- step: what is done next (src/conversions/woocommerce/connection.ts), at next_at. after_at, page: how far orders are read.
-- hooked_at: when the webhooks' secret was made, by which it is known among the source's.
create table woocommerce_connections (
  shop_id text primary key references shops (id),
  url text not null,
  hook_url text not null,
  consumer_key text not null,
  consumer_secret text not null,
  connected_at integer not null,
  step text not null default 'webhooks',
  next_at integer not null,
  after_at integer not null,
  page integer not null default 1,
  orders_read integer not null default 0,
  orders_total integer,
  hooked_at integer,
  checked_at integer,
  disabled_at integer,
  mended_at integer,
  problem text
) strict, without rowid;

-- Shops that were asked for keys and haven't given them yet, by the hash of what was sent along; good for an hour, once.
create table woocommerce_asks (
  hash text primary key,
  shop_id text not null references shops (id),
  url text not null,
  hook_url text not null,
  created_at integer not null
) strict, without rowid;

-- Alarms that somebody has seen: they are quiet until then.
create table alarm_snoozes (
  shop_id text not null references shops (id),
  code text not null,
  source text not null,
  until integer not null,
  primary key (shop_id, code, source)
) strict, without rowid;
