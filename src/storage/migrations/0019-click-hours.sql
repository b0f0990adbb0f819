-- People's clicks by the quarter of an hour in which they came (since 1970, in UTC: clocks differ by quarters of an hour at
-- most, wherever they are and whenever they change), all rolled-up days. For the heat map, which has hours.
create table click_hours (
  shop integer not null,
  day integer not null,
  quarter integer not null,
  human integer not null,
  primary key (shop, day, quarter)
) strict, without rowid;

insert into click_hours (shop, day, quarter, human)
select place.shop, clicks.day, clicks.at / 900000, sum((3 >> (clicks.verdict & 7)) & 1)
from clicks join link_places place on place.link = clicks.link
where clicks.seq <= (select seq from rolled_up) group by 1, 2, 3;

-- Of days before this one the hours aren't known: their raw clicks were gone when they were first summed.
alter table pruned add column hours_from integer not null default 0;
update pruned set hours_from = day;
