-- Where a shop's own systems tell of orders by themselves. secrets: a JSON list, newest first; what shop systems sign with
-- is kept as it is (a signature can't be checked by a hash), the tokens of postbacks as hashes.
create table sources (
  shop_id text not null references shops (id),
  source text not null,
  secrets text not null,
  taken_at integer,
  refused_at integer,
  primary key (shop_id, source)
) strict, without rowid;

create table postback_tokens (
  hash text primary key,
  shop_id text not null references shops (id)
) strict, without rowid;

-- Ids that one order goes by beside its own: a shop system's number for people, a payment's id. alias and key are in the
-- form of conversions.key; an order that is known by its own id has a row for that id too, which nobody else takes.
create table order_aliases (
  shop_id text not null references shops (id),
  alias text not null,
  key text not null,
  order_id text not null,
  primary key (shop_id, alias)
) strict, without rowid;
create index order_aliases_by_key on order_aliases (shop_id, key);

-- How new an amount is, by its source's own count (0: told once); a newer one of the same source replaces it.
alter table evidence add column as_of integer not null default 0;

-- What came beside the bytes and is needed to read them again (JSON): a webhook's topic and id, a postback's query.
alter table quarantine add column envelope text;
