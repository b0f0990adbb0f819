-- What was told of the way to a conversion beside the click that came with it.

-- How a touch is known (src/conversions/journey-store.ts has the words). Credits hold the whole way: share is the last
-- touch's, 1 for the last row, 0 for those before.
alter table credits add column how text not null default 'click';
-- What a code or UTMs say stands in for clicks in the windows that don't reach back to these. Milliseconds: the widest
-- window in which the row is a touch (null: any that reaches back to it), and in which it is the last one though another
-- has the share (null: never).
alter table credits add column counts_within integer;
alter table credits add column last_within integer;

-- The click is of a visit's first page: it isn't said to be the last before the conversion.
alter table evidence add column is_landing integer not null default 0;

-- Changes with each crediting: one that began with an older state finds another one here, and starts over.
alter table credited add column token integer not null default 0;

-- Clicks that a source told to have come before a conversion, beside its own one. click_random as in credits.
create table told_touches (
  conversion_id text not null references conversions (id) on delete cascade,
  link_number integer not null,
  click_at integer not null,
  click_random integer not null,
  primary key (conversion_id, link_number, click_at, click_random)
) strict, without rowid;
create index told_touches_with_click on told_touches (click_at) where click_random >= 0;

-- The shop system's own record of where the visit came from.
alter table conversions add column utm_source text;
alter table conversions add column utm_medium text;
alter table conversions add column utm_campaign text;
alter table conversions add column utm_content text;

-- Which post a discount code is of, and which link a record of UTMs.
create index posts_by_coupon on posts (shop_id, lower(trim(coupon))) where coupon is not null;
create index links_by_utm on links (shop_id, lower(utm_campaign), lower(utm_source));

-- Orders with a code of a post are credited anew at the next start: it says something now.
delete from credited where conversion_id in (select conversions.id from conversions
  where conversions.coupon is not null and exists (select 1 from posts
    where posts.coupon is not null and posts.shop_id = conversions.shop_id
      and lower(trim(posts.coupon)) = lower(trim(conversions.coupon))));
