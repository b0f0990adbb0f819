-- What the snippet tells of visits to the shop. One row a visit, by a random number that the page draws: nothing of the
-- person. With a click id of ours the day is the click's, else that of the entry; page is the first one, without its query.
create table visits (
  id integer primary key,
  shop integer not null,
  day integer not null,
  link integer,
  click_at integer,
  click_random integer,
  page text not null,
  entered_at integer not null,
  views integer not null,
  seconds integer not null,
  scroll integer not null
) strict;
create index visits_by_day on visits (shop, day);
create index visits_by_click on visits (link, click_at) where link is not null;

-- Page views of visits that aren't told from one another.
create table view_days (
  shop integer not null,
  day integer not null,
  views integer not null,
  primary key (shop, day)
) strict, without rowid;
