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
  note text,
  created_at integer not null,
  removed_at integer
) strict;
create index hand_entries_by_shop on hand_entries (shop_id, number);

-- What a customer says at the till or in a message, so that the shop knows which post it was.
alter table posts add column code_word text;
create unique index posts_by_code_word on posts (shop_id, code_word collate nocase) where code_word is not null;

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

-- A WooCommerce shop that was connected by its button: the keys it gave, to read past orders and mend webhooks with.
create table woocommerce_connections (
  shop_id text primary key references shops (id),
  url text not null,
  consumer_key text not null,
  consumer_secret text not null,
  connected_at integer not null,
  checked_at integer,
  problem text
) strict, without rowid;
