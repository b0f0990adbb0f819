-- Why the shop is in social media, before any number: one page a shop, each answer in the shop's own words. convey and
-- priority are JSON lists of known words (src/goals/purpose.ts), the most important first.
create table purposes (
  shop_id text primary key references shops (id),
  customers text not null default '',
  they_want text not null default '',
  we_want text not null default '',
  convey text not null default '[]',
  priority text not null default '[]',
  hours_per_week real,
  money_per_month integer,
  hourly_rate integer,
  statement text not null default '',
  updated_at integer not null
) strict, without rowid;

-- What is planned to be put into a goal (money as its target, in whole units of the shop's currency), how often it is looked at, and
-- when it was first seen to be reached.
alter table goals add column planned_hours real;
alter table goals add column planned_money real;
alter table goals add column review text;
alter table goals add column reached_at integer;
alter table goals add column celebrated_at integer;
alter table goals add column archived_at integer;

-- What was thought of a goal when it was looked at: the value then, in words why, and what is done next.
create table goal_reviews (
  number integer primary key autoincrement,
  id text not null unique,
  goal_id text not null references goals (id) on delete cascade,
  day integer not null,
  value real,
  status text not null,
  note text not null default '',
  next_step text not null default '',
  created_at integer not null
) strict;
create index goal_reviews_by_goal on goal_reviews (goal_id, number);

-- A shop's own word on a benchmark, or one of its own; those that are shipped are in src/platforms/benchmarks.ts.
create table benchmarks (
  shop_id text not null references shops (id),
  metric text not null,
  channel text not null default '',
  low real,
  high real,
  source text not null default '',
  as_of text,
  trust text not null default 'low',
  is_hidden integer not null default 0,
  updated_at integer not null,
  primary key (shop_id, metric, channel)
) strict, without rowid;
