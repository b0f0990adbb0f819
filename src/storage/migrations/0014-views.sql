-- Reports that were saved, shared and sent.

-- A view: a name for a report's question. `query` is JSON, as the address of the report has it; days that move on
-- ("last month") are kept as words.
create table views (
  number integer primary key autoincrement,
  id text not null unique,
  shop_id text not null references shops (id),
  name text not null,
  query text not null,
  created_at integer not null,
  updated_at integer not null
) strict;
create index views_by_shop on views (shop_id, number);

-- A link that shows one thing to whoever has it. Of the token and the password only hashes are kept. What has ended stays,
-- so that its address says so.
create table shares (
  number integer primary key autoincrement,
  id text not null unique,
  shop_id text not null references shops (id),
  kind text not null,
  thing text not null,
  token_hash text not null unique,
  password_hash text,
  created_at integer not null,
  expires_at integer not null,
  revoked_at integer
) strict;
create index shares_by_thing on shares (kind, thing, number);
