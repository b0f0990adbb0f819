-- What customers say led them here, and weeks with and without posts.

-- Pairs of adjacent weeks, one with posts and one without, drawn by lot. What was registered when it began is locked_text, and
-- locked_hash its SHA-256. seed: hexadecimal digits, one a pair (src/experiments/plan.ts), drawn when it begins. revision counts the changes before the start, so
-- that what is locked is what was read. first_monday is a day; revenue_basis is the shop's at the start.
create table experiments (
  number integer primary key autoincrement,
  id text not null unique,
  shop_id text not null references shops (id),
  hypothesis text not null,
  metric text not null,
  channel text,
  pairs integer not null,
  first_monday integer not null,
  wash_out_days integer not null,
  sides integer not null,
  seed text,
  revision integer not null default 0,
  revenue_basis text,
  locked_text text,
  locked_hash text,
  started_at integer,
  stopped_at integer,
  stop_reason text,
  archived_at integer,
  created_at integer not null,
  check ((seed is null) = (started_at is null))
) strict;
create index experiments_by_shop on experiments (shop_id, number);

create trigger experiments_stay_as_registered before update of hypothesis, metric, channel, pairs, first_monday, wash_out_days,
  sides, seed, revenue_basis, locked_text, locked_hash, started_at on experiments
when old.started_at is not null
BEGIN
  select raise(abort, 'an experiment that has begun stays as it was registered');
END;

-- Pairs that don't count, said before the last week was over; the result is shown with them too.
create table experiment_exclusions (
  experiment_id text not null references experiments (id),
  pair integer not null,
  reason text not null,
  excluded_at integer not null,
  primary key (experiment_id, pair)
) strict, without rowid;

-- The question after an order, “How did you hear about us?”: what a shop asks, as JSON, and what was answered. word: the
-- free text as it is compared; place: what the answer is taken for (src/survey/place.ts); position: where the picked
-- option stood among those shown. An order has one answer; null: an answer that is tied to none. is_unfilled: a placeholder stood
-- in place of the order's id. created_at, day: of the answer that it began with, or of the one that this one gave way to.
create table surveys (
  shop_id text primary key references shops (id),
  survey text not null,
  updated_at integer not null
) strict, without rowid;

create table survey_answers (
  number integer primary key autoincrement,
  id text not null unique,
  shop_id text not null references shops (id),
  order_id text,
  day integer not null,
  option text not null,
  place text not null,
  text text,
  word text,
  position integer,
  is_unfilled integer not null default 0,
  created_at integer not null,
  unique (shop_id, order_id)
) strict;
create index survey_answers_by_day on survey_answers (shop_id, day);
create index survey_answers_by_word on survey_answers (shop_id, word) where word is not null;
create index survey_answers_with_text on survey_answers (created_at) where text is not null;

-- What a shop takes a free text for, where ours was wrong or none.
create table survey_words (
  shop_id text not null references shops (id),
  word text not null,
  place text not null,
  primary key (shop_id, word)
) strict, without rowid;
