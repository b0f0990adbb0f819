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

-- Which orders a code or a record of UTMs is of.
create index conversions_by_coupon on conversions (shop_id, lower(trim(coupon))) where coupon is not null;
create index conversions_by_utm on conversions (shop_id, lower(utm_campaign), lower(utm_source)) where utm_source is not null;

-- What a post or link says of orders by code or UTMs changed: they are credited anew (src/attribution/anew.ts). The
-- setting says that some wait, so that nobody has to look through all orders for them.
create trigger forget_credits_of_post after update of coupon, published_at on posts
  when old.coupon is not new.coupon or (new.coupon is not null and old.published_at is not new.published_at)
BEGIN
  insert into settings (name, value) select 'credits-wait', hex(randomblob(8)) || ' 0'
    where true on conflict do update set value = excluded.value;
  delete from credited where conversion_id in (select id from conversions where coupon is not null
    and shop_id = new.shop_id and lower(trim(coupon)) in (lower(trim(old.coupon)), lower(trim(new.coupon))));
  -- SQLite knows the cases of A to Z alone: of codes with other letters, all are looked at again.
  delete from credited where coalesce(old.coupon, '') || coalesce(new.coupon, '') glob '*[^ -~]*'
    and conversion_id in (select id from conversions where coupon is not null and shop_id = new.shop_id
      and coupon glob '*[^ -~]*');
END;

create trigger forget_credits_of_new_link after insert on links
BEGIN
  insert into settings (name, value) select 'credits-wait', hex(randomblob(8)) || ' 0'
    where exists (select 1 from conversions where utm_source is not null and shop_id = new.shop_id
      and lower(utm_campaign) = lower(new.utm_campaign) and lower(utm_source) = lower(new.utm_source))
      or exists (select 1 from conversions where coupon is not null and shop_id = new.shop_id
        and lower(trim(coupon)) = (select lower(trim(posts.coupon)) from posts where posts.id = new.post_id))
    on conflict do update set value = excluded.value;
  delete from credited where conversion_id in (select id from conversions where utm_source is not null
    and shop_id = new.shop_id and lower(utm_campaign) = lower(new.utm_campaign)
    and lower(utm_source) = lower(new.utm_source)
    and (utm_content is null or lower(utm_content) = lower(new.utm_content)));
  delete from credited where conversion_id in (select id from conversions where coupon is not null
    and shop_id = new.shop_id
    and lower(trim(coupon)) = (select lower(trim(posts.coupon)) from posts where posts.id = new.post_id));
END;

create trigger forget_credits_of_link after update of utm_source, utm_campaign, utm_content, post_id on links
  when old.utm_source <> new.utm_source or old.utm_campaign <> new.utm_campaign or old.post_id <> new.post_id
    or old.utm_content is not new.utm_content
BEGIN
  insert into settings (name, value) values ('credits-wait', hex(randomblob(8)) || ' 0')
    on conflict do update set value = excluded.value;
  delete from credited where conversion_id in (select id from conversions where utm_source is not null
    and shop_id = new.shop_id and lower(utm_campaign) = lower(old.utm_campaign)
    and lower(utm_source) = lower(old.utm_source));
  delete from credited where conversion_id in (select id from conversions where utm_source is not null
    and shop_id = new.shop_id and lower(utm_campaign) = lower(new.utm_campaign)
    and lower(utm_source) = lower(new.utm_source));
  delete from credited where conversion_id in (select id from conversions where coupon is not null
    and shop_id = new.shop_id and lower(trim(coupon)) in (select lower(trim(posts.coupon)) from posts
      where posts.id in (old.post_id, new.post_id)));
END;

-- Orders with a code of a post are credited anew at the next start: it says something now.
delete from credited where conversion_id in (select conversions.id from conversions
  where conversions.coupon is not null and exists (select 1 from posts
    where posts.coupon is not null and posts.shop_id = conversions.shop_id
      and lower(trim(posts.coupon)) = lower(trim(conversions.coupon))));
