-- Days are whole numbers since 1970-01-01 on the shop's own calendar; times are UTC milliseconds; money is in minor units.

create table settings (
  name text primary key,
  value text not null
) strict, without rowid;

create table counters (
  name text not null,
  label text not null,
  value integer not null default 0,
  primary key (name, label)
) strict, without rowid;

create table shops (
  number integer primary key autoincrement,
  id text not null unique,
  name text not null,
  currency text not null,
  time_zone text not null,
  hosts text not null default '[]',
  tracking text not null default 'consent',
  revenue_basis text not null default 'paid',
  click_window_days integer not null default 30,
  gross_margin_percent real,
  is_set_up integer not null default 0,
  created_at integer not null
) strict;

create table users (
  id text primary key,
  email text not null unique collate nocase,
  name text not null,
  password_hash text not null,
  created_at integer not null
) strict;

create table sessions (
  id_hash text primary key,
  user_id text not null references users (id) on delete cascade,
  created_at integer not null,
  seen_at integer not null,
  expires_at integer not null
) strict, without rowid;

create table setup_tokens (
  hash text primary key,
  created_at integer not null,
  used_at integer
) strict, without rowid;

create table api_keys (
  id text primary key,
  shop_id text references shops (id),
  name text not null,
  hash text not null unique,
  scopes text not null,
  created_at integer not null,
  last_used_at integer,
  revoked_at integer
) strict;

-- A repeated Idempotency-Key is answered as before; status is null while the first one is still at work.
create table idempotency_keys (
  caller text not null,
  key text not null,
  request_hash text not null,
  status integer,
  answer text,
  location text,
  created_at integer not null,
  primary key (caller, key)
) strict, without rowid;
create index idempotency_keys_by_age on idempotency_keys (created_at);

create table campaigns (
  number integer primary key autoincrement,
  id text not null unique,
  shop_id text not null references shops (id),
  name text not null,
  key text not null,
  purpose text,
  audience text,
  from_day text,
  to_day text,
  created_at integer not null,
  unique (shop_id, key)
) strict;

create table posts (
  number integer primary key autoincrement,
  id text not null unique,
  shop_id text not null references shops (id),
  campaign_id text references campaigns (id),
  channel text not null,
  title text not null,
  published_at integer,
  content text,
  purpose text,
  tags text not null default '[]',
  coupon text,
  url text,
  created_at integer not null
) strict;
create index posts_by_shop on posts (shop_id, number);
create index posts_by_campaign on posts (campaign_id);

-- Archived links keep their number for ever. The slug is the current one, in the case it was typed in.
create table links (
  number integer primary key autoincrement,
  id text not null unique,
  shop_id text not null references shops (id),
  post_id text not null references posts (id),
  domain text not null default '',
  slug text not null,
  destination text not null,
  utm_source text not null,
  utm_medium text not null,
  utm_campaign text not null,
  utm_content text,
  utm_term text,
  placement text,
  title text,
  tags text not null default '[]',
  expires_at integer,
  fallback_url text,
  archived_at integer,
  created_at integer not null,
  updated_at integer not null
) strict;
create index links_by_shop on links (shop_id, number);
create index links_by_post on links (post_id);

-- Every slug that a link has or had: never given to another, and a printed one leads on after the link was renamed.
create table slugs (
  domain text not null,
  slug text not null collate nocase,
  link_id text not null references links (id),
  primary key (domain, slug)
) strict, without rowid;
create index slugs_by_link on slugs (link_id);

-- Keys of the click ids' signature, by number; each signs from its time on and verifies for ever.
create table signing_keys (
  number integer primary key autoincrement,
  secret blob not null,
  from_at integer not null
) strict;

create table referrers (
  number integer primary key autoincrement,
  host text not null unique
) strict;

-- The raw truth: one row per request for a short URL. verdict and visit are packed (src/clicks/click.ts); random is the
-- click id's, null where no id left; visitor is a 48-bit hash under a salt that is thrown away daily, null under Sec-GPC.
-- No secondary index: it would triple the cost of a click.
create table clicks (
  seq integer primary key,
  at integer not null,
  link integer not null,
  day integer not null,
  verdict integer not null,
  visit integer not null,
  referrer integer not null,
  visitor integer,
  random integer
) strict;

-- Who was seen today, where no process remembers it (Workers). scope: link, post, campaign, channel or shop.
create table seen_today (
  day integer not null,
  visitor integer not null,
  scope text not null,
  at integer not null,
  primary key (day, visitor, scope)
) strict, without rowid;

-- One order is one conversion for ever: (shop, event, key).
create table conversions (
  number integer primary key autoincrement,
  id text not null unique,
  shop_id text not null references shops (id),
  event text not null,
  key text not null,
  order_id text,
  refund_id text,
  value integer,
  tax integer,
  shipping integer,
  currency text,
  occurred_at integer not null,
  day integer not null,
  trust integer not null,
  click text,
  click_note text,
  link_number integer,
  click_at integer,
  customer_hash text,
  is_new_customer integer,
  coupon text,
  is_test integer not null default 0,
  created_at integer not null,
  unique (shop_id, event, key)
) strict;
create index conversions_by_day on conversions (shop_id, day);
create index conversions_by_order on conversions (shop_id, order_id);

-- What each source told of a conversion; the most trusted one sets the conversion's money.
create table evidence (
  conversion_id text not null references conversions (id) on delete cascade,
  source text not null,
  value integer,
  currency text,
  click text,
  told integer not null default 1,
  received_at integer not null,
  primary key (conversion_id, source)
) strict, without rowid;

create table quarantine (
  number integer primary key autoincrement,
  id text not null unique,
  shop_id text,
  source text not null,
  reason text not null,
  detail text not null,
  raw blob not null,
  received_at integer not null,
  replayed_at integer,
  replay_outcome text
) strict;
create index quarantine_by_shop on quarantine (shop_id, number);

-- Derived from conversions and touches; can be thrown away and computed again.
create table credits (
  conversion_id text not null references conversions (id) on delete cascade,
  position integer not null,
  link_number integer not null,
  click_at integer not null,
  click_random integer not null,
  click_day integer not null,
  click_visit integer,
  share real not null,
  primary key (conversion_id, position)
) strict, without rowid;
create index credits_by_link on credits (link_number, click_day);

-- When a conversion's credits were last computed; a missing row means not yet.
create table credited (
  conversion_id text primary key references conversions (id) on delete cascade,
  at integer not null
) strict, without rowid;

create table goals (
  number integer primary key autoincrement,
  id text not null unique,
  shop_id text not null references shops (id),
  parent_id text references goals (id),
  name text not null,
  metric text not null,
  target real not null,
  baseline real,
  from_day text not null,
  to_day text not null,
  scope text not null default '{}',
  is_main integer not null,
  purpose text,
  business_goal text,
  audience text,
  owner text,
  reason text,
  created_at integer not null
) strict;
create index goals_by_shop on goals (shop_id, number);
