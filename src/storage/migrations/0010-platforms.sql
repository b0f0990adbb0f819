-- Numbers that the platforms tell, and what posts cost.

-- A shop's own metrics (src/platforms/own-metric.ts): LINE friends, table bookings, reviews.
create table metrics (
  number integer primary key autoincrement,
  id text not null unique,
  shop_id text not null references shops (id),
  name text not null,
  unit text not null,
  objective text not null,
  direction text not null,
  kind text not null,
  level integer not null,
  created_at integer not null
) strict;
create unique index metrics_by_name on metrics (shop_id, name collate nocase);

-- A post as a platform's file names it, so that its numbers are kept before it is known which post of ours it is, and the
-- answer is remembered. key: the platform's id of it, else its address, else title and day.
create table platform_posts (
  number integer primary key autoincrement,
  id text not null unique,
  shop_id text not null references shops (id),
  channel text not null,
  key text not null,
  -- Of ads: account, campaign, ad-set or ad, whichever the file tells of (src/platforms/ad-level.ts). Null: a post.
  ad_level text,
  title text,
  url text,
  published_day integer,
  post_id text references posts (id),
  -- url, id, title-and-day or person; null while nobody knows.
  matched_by text,
  created_at integer not null,
  unique (shop_id, channel, key)
) strict;
create index platform_posts_by_post on platform_posts (post_id) where post_id is not null;
create index platform_posts_unmatched on platform_posts (shop_id, number) where post_id is null;

create table value_imports (
  number integer primary key autoincrement,
  id text not null unique,
  shop_id text not null references shops (id),
  layout text not null,
  channel text not null,
  file_name text,
  from_day integer,
  to_day integer,
  rows integer not null,
  stored integer not null,
  replaced integer not null,
  unchanged integer not null,
  created_at integer not null
) strict;
create index value_imports_by_shop on value_imports (shop_id, number);

-- How a shop said that the columns of a file are to be read, by the columns' names (src/platforms/import/mapping.ts).
create table import_mappings (
  shop_id text not null references shops (id),
  fingerprint text not null,
  mapping text not null,
  updated_at integer not null,
  primary key (shop_id, fingerprint)
) strict, without rowid;

-- One reading of a metric; never changed, only replaced by a later one of the same. from_day is null for how many there
-- were, or had been so far, at the end of to_day. Of a channel, a post or a link; of all where nothing is said.
create table metric_values (
  number integer primary key autoincrement,
  id text not null unique,
  shop_id text not null references shops (id),
  metric text not null,
  channel text,
  post_id text references posts (id),
  link_id text references links (id),
  platform_post integer references platform_posts (number),
  from_day integer,
  to_day integer not null,
  value real not null,
  source text not null,
  import_id text references value_imports (id),
  created_at integer not null,
  replaced_at integer
) strict;
create unique index metric_values_current on metric_values (shop_id, metric, coalesce(channel, ''), coalesce(post_id, ''),
  coalesce(link_id, ''), coalesce(platform_post, 0), coalesce(from_day, -1), to_day, source) where replaced_at is null;
create index metric_values_by_shop on metric_values (shop_id, number);
create index metric_values_by_platform_post on metric_values (platform_post) where platform_post is not null;

-- Which numbers a shop writes down each week.
create table followed_numbers (
  shop_id text not null references shops (id),
  channel text not null,
  metric text not null,
  created_at integer not null,
  primary key (shop_id, channel, metric)
) strict, without rowid;

-- Money and hours spent; days inclusive. amount is in minor units of currency, both null for hours alone.
create table costs (
  number integer primary key autoincrement,
  id text not null unique,
  shop_id text not null references shops (id),
  kind text not null,
  amount integer,
  currency text,
  hours real,
  from_day integer not null,
  to_day integer not null,
  channel text,
  campaign_id text references campaigns (id),
  post_id text references posts (id),
  link_id text references links (id),
  -- What a platform's file told: of which post or ad there, and by which file. Null where a person or program wrote it down.
  platform_post integer references platform_posts (number),
  import_id text references value_imports (id),
  note text,
  created_at integer not null,
  removed_at integer
) strict;
create index costs_by_shop on costs (shop_id, from_day);
create unique index costs_imported on costs (shop_id, channel, coalesce(platform_post, 0), from_day, to_day)
  where import_id is not null and removed_at is null;
create index costs_by_platform_post on costs (platform_post) where platform_post is not null;
