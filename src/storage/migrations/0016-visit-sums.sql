-- Sums of visits to the shop, kept by the triggers below with each visit that is told, goes on, or is deleted: whatever
-- deletes visits takes them out of the sums, so that no page outlives the visits to it. bounces: visits of one view and
-- less than 10 active seconds, as src/reports/landings-store.ts has it; squares: of the seconds.

-- ours: 1 for visits that one of our links began, 0 for the rest.
create table visit_sums (
  shop integer not null,
  day integer not null,
  ours integer not null,
  visits integer not null,
  bounces integer not null,
  views integer not null,
  seconds integer not null,
  squares integer not null,
  primary key (shop, day, ours)
) strict, without rowid;

-- Visits that one of our links began, by the page they began on. clicks: different ones among them, since a copied
-- address lands again and again; all visits by one click are of its day, so that days add up.
create table landing_days (
  shop integer not null,
  day integer not null,
  link integer not null,
  page text not null,
  visits integer not null,
  clicks integer not null,
  bounces integer not null,
  views integer not null,
  seconds integer not null,
  squares integer not null,
  scroll integer not null,
  half_minutes integer not null,
  minutes integer not null,
  ten_minutes integer not null,
  primary key (shop, day, link, page)
) strict, without rowid;

-- landing_days summed over 32 days (block = day >> 5), for long periods; in the order in which these are added up.
create table landing_blocks (
  shop integer not null,
  link integer not null,
  page text not null,
  block integer not null,
  visits integer not null,
  clicks integer not null,
  bounces integer not null,
  views integer not null,
  seconds integer not null,
  squares integer not null,
  scroll integer not null,
  half_minutes integer not null,
  minutes integer not null,
  ten_minutes integer not null,
  primary key (shop, link, page, block)
) strict, without rowid;

insert into visit_sums (shop, day, ours, visits, bounces, views, seconds, squares)
select shop, day, link is not null, count(*), sum(views <= 1 and seconds < 10), sum(views), sum(seconds),
  sum(seconds * seconds)
from visits group by 1, 2, 3;

insert into landing_days (shop, day, link, page, visits, clicks, bounces, views, seconds, squares, scroll, half_minutes,
  minutes, ten_minutes)
select shop, day, link, page, count(*), count(distinct click_at || ' ' || click_random), sum(views <= 1 and seconds < 10),
  sum(views), sum(seconds), sum(seconds * seconds), sum(scroll), sum(seconds >= 30), sum(seconds >= 60),
  sum(seconds >= 600)
from visits where link is not null group by 1, 2, 3, 4;

insert into landing_blocks (shop, link, page, block, visits, clicks, bounces, views, seconds, squares, scroll,
  half_minutes, minutes, ten_minutes)
select shop, link, page, day >> 5, sum(visits), sum(clicks), sum(bounces), sum(views), sum(seconds), sum(squares),
  sum(scroll), sum(half_minutes), sum(minutes), sum(ten_minutes)
from landing_days group by 1, 2, 3, 4;

create trigger sum_new_visit after insert on visits
BEGIN
  insert into visit_sums (shop, day, ours, visits, bounces, views, seconds, squares)
  values (new.shop, new.day, new.link is not null, 1, new.views <= 1 and new.seconds < 10, new.views, new.seconds,
    new.seconds * new.seconds)
  on conflict do update set visits = visits + 1, bounces = bounces + excluded.bounces, views = views + excluded.views,
    seconds = seconds + excluded.seconds, squares = squares + excluded.squares;
END;

create trigger sum_gone_visit after delete on visits
BEGIN
  update visit_sums set visits = visits - 1, bounces = bounces - (old.views <= 1 and old.seconds < 10),
    views = views - old.views, seconds = seconds - old.seconds, squares = squares - old.seconds * old.seconds
  where shop = old.shop and day = old.day and ours = (old.link is not null);
  delete from visit_sums where shop = old.shop and day = old.day and ours = (old.link is not null) and visits = 0;
END;

create trigger sum_longer_visit after update on visits
when new.shop = old.shop and new.day = old.day and (new.link is null) = (old.link is null)
  and (new.views <> old.views or new.seconds <> old.seconds)
BEGIN
  update visit_sums set
    bounces = bounces + (new.views <= 1 and new.seconds < 10) - (old.views <= 1 and old.seconds < 10),
    views = views + new.views - old.views, seconds = seconds + new.seconds - old.seconds,
    squares = squares + new.seconds * new.seconds - old.seconds * old.seconds
  where shop = new.shop and day = new.day and ours = (new.link is not null);
END;

-- A click that is told later than its visit moves the visit to us and to the click's day.
create trigger sum_moved_visit after update of shop, day, link on visits
when new.shop <> old.shop or new.day <> old.day or (new.link is null) <> (old.link is null)
BEGIN
  update visit_sums set visits = visits - 1, bounces = bounces - (old.views <= 1 and old.seconds < 10),
    views = views - old.views, seconds = seconds - old.seconds, squares = squares - old.seconds * old.seconds
  where shop = old.shop and day = old.day and ours = (old.link is not null);
  delete from visit_sums where shop = old.shop and day = old.day and ours = (old.link is not null) and visits = 0;
  insert into visit_sums (shop, day, ours, visits, bounces, views, seconds, squares)
  values (new.shop, new.day, new.link is not null, 1, new.views <= 1 and new.seconds < 10, new.views, new.seconds,
    new.seconds * new.seconds)
  on conflict do update set visits = visits + 1, bounces = bounces + excluded.bounces, views = views + excluded.views,
    seconds = seconds + excluded.seconds, squares = squares + excluded.squares;
END;

create trigger sum_new_landing after insert on visits when new.link is not null
BEGIN
  insert into landing_days (shop, day, link, page, visits, clicks, bounces, views, seconds, squares, scroll, half_minutes,
    minutes, ten_minutes)
  values (new.shop, new.day, new.link, new.page, 1, not exists (select 1 from visits other
      where other.link = new.link and other.click_at = new.click_at and other.click_random = new.click_random
        and other.page = new.page and other.day = new.day and other.shop = new.shop and other.id <> new.id),
    new.views <= 1 and new.seconds < 10, new.views, new.seconds, new.seconds * new.seconds, new.scroll, new.seconds >= 30,
    new.seconds >= 60, new.seconds >= 600)
  on conflict do update set visits = visits + 1, clicks = clicks + excluded.clicks, bounces = bounces + excluded.bounces,
    views = views + excluded.views, seconds = seconds + excluded.seconds, squares = squares + excluded.squares,
    scroll = scroll + excluded.scroll, half_minutes = half_minutes + excluded.half_minutes,
    minutes = minutes + excluded.minutes, ten_minutes = ten_minutes + excluded.ten_minutes;
END;

create trigger sum_gone_landing after delete on visits when old.link is not null
BEGIN
  update landing_days set visits = visits - 1, clicks = clicks - not exists (select 1 from visits other
      where other.link = old.link and other.click_at = old.click_at and other.click_random = old.click_random
        and other.page = old.page and other.day = old.day and other.shop = old.shop),
    bounces = bounces - (old.views <= 1 and old.seconds < 10), views = views - old.views,
    seconds = seconds - old.seconds, squares = squares - old.seconds * old.seconds, scroll = scroll - old.scroll,
    half_minutes = half_minutes - (old.seconds >= 30), minutes = minutes - (old.seconds >= 60),
    ten_minutes = ten_minutes - (old.seconds >= 600)
  where shop = old.shop and day = old.day and link = old.link and page = old.page;
  delete from landing_days
  where shop = old.shop and day = old.day and link = old.link and page = old.page and visits = 0;
END;

create trigger sum_longer_landing after update on visits
when new.link = old.link and new.shop = old.shop and new.day = old.day and new.page = old.page
  and new.click_at is old.click_at and new.click_random is old.click_random
  and (new.views <> old.views or new.seconds <> old.seconds or new.scroll <> old.scroll)
BEGIN
  update landing_days set
    bounces = bounces + (new.views <= 1 and new.seconds < 10) - (old.views <= 1 and old.seconds < 10),
    views = views + new.views - old.views, seconds = seconds + new.seconds - old.seconds,
    squares = squares + new.seconds * new.seconds - old.seconds * old.seconds,
    scroll = scroll + new.scroll - old.scroll,
    half_minutes = half_minutes + (new.seconds >= 30) - (old.seconds >= 30),
    minutes = minutes + (new.seconds >= 60) - (old.seconds >= 60),
    ten_minutes = ten_minutes + (new.seconds >= 600) - (old.seconds >= 600)
  where shop = new.shop and day = new.day and link = new.link and page = new.page;
END;

create trigger sum_left_landing after update of shop, day, link, page, click_at, click_random on visits
when old.link is not null and (new.link is not old.link or new.shop <> old.shop or new.day <> old.day
  or new.page <> old.page or new.click_at is not old.click_at or new.click_random is not old.click_random)
BEGIN
  update landing_days set visits = visits - 1, clicks = clicks - not exists (select 1 from visits other
      where other.link = old.link and other.click_at = old.click_at and other.click_random = old.click_random
        and other.page = old.page and other.day = old.day and other.shop = old.shop and other.id <> new.id),
    bounces = bounces - (old.views <= 1 and old.seconds < 10), views = views - old.views,
    seconds = seconds - old.seconds, squares = squares - old.seconds * old.seconds, scroll = scroll - old.scroll,
    half_minutes = half_minutes - (old.seconds >= 30), minutes = minutes - (old.seconds >= 60),
    ten_minutes = ten_minutes - (old.seconds >= 600)
  where shop = old.shop and day = old.day and link = old.link and page = old.page;
  delete from landing_days
  where shop = old.shop and day = old.day and link = old.link and page = old.page and visits = 0;
END;

create trigger sum_reached_landing after update of shop, day, link, page, click_at, click_random on visits
when new.link is not null and (new.link is not old.link or new.shop <> old.shop or new.day <> old.day
  or new.page <> old.page or new.click_at is not old.click_at or new.click_random is not old.click_random)
BEGIN
  insert into landing_days (shop, day, link, page, visits, clicks, bounces, views, seconds, squares, scroll, half_minutes,
    minutes, ten_minutes)
  values (new.shop, new.day, new.link, new.page, 1, not exists (select 1 from visits other
      where other.link = new.link and other.click_at = new.click_at and other.click_random = new.click_random
        and other.page = new.page and other.day = new.day and other.shop = new.shop and other.id <> new.id),
    new.views <= 1 and new.seconds < 10, new.views, new.seconds, new.seconds * new.seconds, new.scroll, new.seconds >= 30,
    new.seconds >= 60, new.seconds >= 600)
  on conflict do update set visits = visits + 1, clicks = clicks + excluded.clicks, bounces = bounces + excluded.bounces,
    views = views + excluded.views, seconds = seconds + excluded.seconds, squares = squares + excluded.squares,
    scroll = scroll + excluded.scroll, half_minutes = half_minutes + excluded.half_minutes,
    minutes = minutes + excluded.minutes, ten_minutes = ten_minutes + excluded.ten_minutes;
END;

create trigger block_new_landing after insert on landing_days
BEGIN
  insert into landing_blocks (shop, link, page, block, visits, clicks, bounces, views, seconds, squares, scroll,
    half_minutes, minutes, ten_minutes)
  values (new.shop, new.link, new.page, new.day >> 5, new.visits, new.clicks, new.bounces, new.views, new.seconds,
    new.squares, new.scroll, new.half_minutes, new.minutes, new.ten_minutes)
  on conflict do update set visits = visits + excluded.visits, clicks = clicks + excluded.clicks,
    bounces = bounces + excluded.bounces, views = views + excluded.views, seconds = seconds + excluded.seconds,
    squares = squares + excluded.squares, scroll = scroll + excluded.scroll,
    half_minutes = half_minutes + excluded.half_minutes, minutes = minutes + excluded.minutes,
    ten_minutes = ten_minutes + excluded.ten_minutes;
END;

create trigger block_changed_landing after update on landing_days
BEGIN
  update landing_blocks set visits = visits + new.visits - old.visits, clicks = clicks + new.clicks - old.clicks,
    bounces = bounces + new.bounces - old.bounces, views = views + new.views - old.views,
    seconds = seconds + new.seconds - old.seconds, squares = squares + new.squares - old.squares,
    scroll = scroll + new.scroll - old.scroll, half_minutes = half_minutes + new.half_minutes - old.half_minutes,
    minutes = minutes + new.minutes - old.minutes, ten_minutes = ten_minutes + new.ten_minutes - old.ten_minutes
  where shop = new.shop and link = new.link and page = new.page and block = new.day >> 5;
END;

create trigger block_gone_landing after delete on landing_days
BEGIN
  update landing_blocks set visits = visits - old.visits, clicks = clicks - old.clicks, bounces = bounces - old.bounces,
    views = views - old.views, seconds = seconds - old.seconds, squares = squares - old.squares,
    scroll = scroll - old.scroll, half_minutes = half_minutes - old.half_minutes, minutes = minutes - old.minutes,
    ten_minutes = ten_minutes - old.ten_minutes
  where old.visits <> 0 and shop = old.shop and link = old.link and page = old.page and block = old.day >> 5;
  delete from landing_blocks
  where shop = old.shop and link = old.link and page = old.page and block = old.day >> 5 and visits = 0;
END;

-- Reports ask for one kind of event over days: orders among many more baskets and checkouts.
create index conversions_by_event on conversions (shop_id, event, day) where is_test = 0;
