-- Sums of clicks per day of the shop, derived from the raw rows up to a watermark and never the only copy of anything.
-- human = human and repeat, bot = bot, preview and prefetch; first_… = human clicks that were their visitor's first of
-- the day there. raw is the three added up. Clicks of a link are summed under the link alone; where the link belongs is
-- told by link_places, so that a post may move to another campaign and take its past along.

-- How far the raw rows are in the sums: every click with a seq up to this one is, none beyond it.
create table rolled_up (
  one integer primary key check (one = 1),
  seq integer not null
) strict;
insert into rolled_up (one, seq) values (1, 0);

-- Where a link belongs, narrow and by numbers: joining links, posts and campaigns by their ids costs ten times as much.
-- Kept by the triggers below. campaign is 0 where there is none.
create table link_places (
  link integer primary key,
  shop integer not null,
  post integer not null,
  campaign integer not null,
  channel text not null,
  content text
) strict;

-- The newest days, as they come in, and what is added to older ones afterwards.
create table link_fresh (
  day integer not null,
  link integer not null,
  human integer not null,
  bot integer not null,
  internal integer not null,
  first_link integer not null,
  first_post integer not null,
  first_campaign integer not null,
  first_channel integer not null,
  first_shop integer not null,
  primary key (day, link)
) strict, without rowid;

-- Days that are over, moved here from link_fresh in their order: that fills the pages, a third less to store.
create table link_days (
  day integer not null,
  link integer not null,
  human integer not null,
  bot integer not null,
  internal integer not null,
  first_link integer not null,
  first_post integer not null,
  first_campaign integer not null,
  first_channel integer not null,
  first_shop integer not null,
  primary key (day, link)
) strict, without rowid;

-- link_days summed over 32 days (block = day >> 5), for long periods.
create table link_blocks (
  block integer not null,
  link integer not null,
  human integer not null,
  bot integer not null,
  internal integer not null,
  first_link integer not null,
  first_post integer not null,
  first_campaign integer not null,
  first_channel integer not null,
  first_shop integer not null,
  primary key (block, link)
) strict, without rowid;

-- link_days summed by where the links belong now.
create table channel_days (
  shop integer not null,
  day integer not null,
  channel text not null,
  human integer not null,
  bot integer not null,
  internal integer not null,
  first_channel integer not null,
  first_shop integer not null,
  primary key (shop, day, channel)
) strict, without rowid;

create table campaign_days (
  shop integer not null,
  day integer not null,
  campaign integer not null,
  human integer not null,
  bot integer not null,
  internal integer not null,
  first_campaign integer not null,
  first_shop integer not null,
  primary key (shop, day, campaign)
) strict, without rowid;

-- What the click itself knows, all rolled-up days.
create table visit_days (
  shop integer not null,
  day integer not null,
  country integer not null,
  device integer not null,
  human integer not null,
  bot integer not null,
  internal integer not null,
  first_shop integer not null,
  primary key (shop, day, country, device)
) strict, without rowid;

create trigger place_new_link after insert on links
BEGIN
  insert or replace into link_places (link, shop, post, campaign, channel, content)
  select new.number, shops.number, posts.number, coalesce(campaigns.number, 0), posts.channel, new.utm_content
  from posts join shops on shops.id = new.shop_id left join campaigns on campaigns.id = posts.campaign_id
  where posts.id = new.post_id;
END;

create trigger place_changed_link after update of post_id, utm_content on links
when new.post_id is not old.post_id or new.utm_content is not old.utm_content
BEGIN
  update link_places set (post, campaign, channel, content) = (
    select posts.number, coalesce(campaigns.number, 0), posts.channel, new.utm_content
    from posts left join campaigns on campaigns.id = posts.campaign_id where posts.id = new.post_id
  ) where link = new.number;
END;

create trigger place_gone_link after delete on links
BEGIN
  delete from link_places where link = old.number;
END;

create trigger place_changed_post after update of channel, campaign_id on posts
when new.channel is not old.channel or new.campaign_id is not old.campaign_id
BEGIN
  update link_places set
    channel = new.channel,
    campaign = coalesce((select number from campaigns where id = new.campaign_id), 0)
  where link in (select number from links where post_id = new.id);
END;

-- A link that moves takes its past along.
create trigger move_channel after update of channel on link_places when new.channel <> old.channel
BEGIN
  insert into channel_days (shop, day, channel, human, bot, internal, first_channel, first_shop)
  select old.shop, past.day, old.channel, -past.human, -past.bot, -past.internal, -past.first_channel, -past.first_shop
  from (select distinct day from channel_days where shop = old.shop) known
  cross join link_days past on past.day = known.day and past.link = old.link where 1
  on conflict do update set human = human + excluded.human, bot = bot + excluded.bot,
    internal = internal + excluded.internal, first_channel = first_channel + excluded.first_channel,
    first_shop = first_shop + excluded.first_shop;
  insert into channel_days (shop, day, channel, human, bot, internal, first_channel, first_shop)
  select new.shop, past.day, new.channel, past.human, past.bot, past.internal, past.first_channel, past.first_shop
  from (select distinct day from channel_days where shop = old.shop) known
  cross join link_days past on past.day = known.day and past.link = old.link where 1
  on conflict do update set human = human + excluded.human, bot = bot + excluded.bot,
    internal = internal + excluded.internal, first_channel = first_channel + excluded.first_channel,
    first_shop = first_shop + excluded.first_shop;
END;

create trigger move_campaign after update of campaign on link_places when new.campaign <> old.campaign
BEGIN
  insert into campaign_days (shop, day, campaign, human, bot, internal, first_campaign, first_shop)
  select old.shop, past.day, old.campaign, -past.human, -past.bot, -past.internal, -past.first_campaign, -past.first_shop
  from (select distinct day from campaign_days where shop = old.shop) known
  cross join link_days past on past.day = known.day and past.link = old.link where 1
  on conflict do update set human = human + excluded.human, bot = bot + excluded.bot,
    internal = internal + excluded.internal, first_campaign = first_campaign + excluded.first_campaign,
    first_shop = first_shop + excluded.first_shop;
  insert into campaign_days (shop, day, campaign, human, bot, internal, first_campaign, first_shop)
  select new.shop, past.day, new.campaign, past.human, past.bot, past.internal, past.first_campaign, past.first_shop
  from (select distinct day from campaign_days where shop = old.shop) known
  cross join link_days past on past.day = known.day and past.link = old.link where 1
  on conflict do update set human = human + excluded.human, bot = bot + excluded.bot,
    internal = internal + excluded.internal, first_campaign = first_campaign + excluded.first_campaign,
    first_shop = first_shop + excluded.first_shop;
END;

insert into link_places (link, shop, post, campaign, channel, content)
select links.number, shops.number, posts.number, coalesce(campaigns.number, 0), posts.channel, links.utm_content
from links join shops on shops.id = links.shop_id join posts on posts.id = links.post_id
left join campaigns on campaigns.id = posts.campaign_id;
