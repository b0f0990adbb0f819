-- What the sums of the newest clicks rest on, when they are added up in memory (src/clicks/tally.ts): counts up with every
-- change of clicks beyond the watermark that isn't a new click, so that no sum of what was is written.
alter table rolled_up add column changes integer not null default 0;

create trigger change_raw_click after update of seq, link, day, verdict, visit on clicks
when max(old.seq, new.seq) > (select seq from rolled_up)
BEGIN
  update rolled_up set changes = changes + 1;
END;

create trigger delete_raw_click after delete on clicks when old.seq > (select seq from rolled_up)
BEGIN
  update rolled_up set changes = changes + 1;
END;

-- Clicks by why they count or don't, all rolled-up days: judged = class and reason, as packed in a click's verdict.
create table reason_days (
  shop integer not null,
  day integer not null,
  judged integer not null,
  clicks integer not null,
  first_shop integer not null,
  primary key (shop, day, judged)
) strict, without rowid;

insert into reason_days (shop, day, judged, clicks, first_shop)
select place.shop, clicks.day, clicks.verdict & 511, count(*),
  sum((clicks.verdict >> 19) & (3 >> (clicks.verdict & 7)) & 1)
from clicks join link_places place on place.link = clicks.link
where clicks.seq <= (select seq from rolled_up) group by 1, 2, 3;
