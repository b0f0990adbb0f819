-- The leader's page, and what is sent by e-mail.

-- What the manager wrote to a month, `2026-10`.
create table months (
  shop_id text not null references shops (id),
  month text not null,
  note text not null,
  next_step text not null,
  updated_at integer not null,
  primary key (shop_id, month)
) strict, without rowid;

-- What is sent, to whom and when: `day` of the month (1–31) or of the week (1 Monday – 7 Sunday), by the shop's clocks.
-- `view_id` is null for the month's page. `done_day`: the last due day whose mails stand in `sent_mails`, or that was passed
-- when the schedule was made or changed.
create table mails (
  number integer primary key autoincrement,
  id text not null unique,
  shop_id text not null references shops (id),
  view_id text,
  recipients text not null,
  rhythm text not null,
  day integer not null,
  hour integer not null,
  done_day integer not null,
  created_at integer not null
) strict;
create index mails_by_shop on mails (shop_id, number);

-- A row a recipient. It is claimed before anything is sent, and one that was claimed is never sent again: `state` is
-- waiting, claimed, sent, kept (as a file) or failed. `due_day` is null for one that was sent on demand.
create table sent_mails (
  number integer primary key autoincrement,
  mail_id text not null,
  shop_id text not null references shops (id),
  due_day integer,
  recipient text not null,
  subject text,
  state text not null,
  detail text,
  tries integer not null default 0,
  next_try_at integer not null,
  claimed_at integer,
  unique (mail_id, due_day, recipient)
) strict;
create index sent_mails_by_shop on sent_mails (shop_id, number);
create index sent_mails_by_state on sent_mails (state, next_try_at);
