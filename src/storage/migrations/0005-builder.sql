-- What the link builder keeps beside links and posts.

alter table posts add column caption text;
-- The picture of its tile on the bio page, an https address.
alter table posts add column image_url text;
-- Made by a customer, shown by the shop.
alter table posts add column is_customer_made integer not null default 0;

-- People's clicks after which the link ends; null for no limit. What was used of it stands apart: links change seldom.
alter table links add column max_clicks integer;
create table link_uses (
  link integer primary key,
  clicks integer not null
) strict;

-- Who changed what of a link, and when. field: as in the API; before and after: as JSON.
create table link_changes (
  number integer primary key autoincrement,
  link_id text not null references links (id),
  at integer not null,
  who text not null,
  field text not null,
  before text,
  after text
) strict;
create index link_changes_by_link on link_changes (link_id, number);

-- Short domains; '' is that of PUBLIC_URL. A URL that is null means our own page.
create table domains (
  domain text primary key,
  shop_id text not null references shops (id),
  root_url text,
  unknown_url text,
  ended_url text,
  created_at integer not null
) strict, without rowid;

-- Slugs that were asked for and are nobody's: mistyped in print, most of them. A bounded list.
create table unknown_slugs (
  domain text not null,
  slug text not null collate nocase,
  asked integer not null,
  first_at integer not null,
  last_at integer not null,
  primary key (domain, slug)
) strict, without rowid;
create index unknown_slugs_by_age on unknown_slugs (last_at);

-- How a shop writes its UTMs (src/links/naming.ts has the shape).
create table naming_rules (
  shop_id text primary key references shops (id),
  rules text not null,
  updated_at integer not null
) strict, without rowid;

-- The page of a shop's newest posts, for profiles that have room for one address (src/bio/bio-page.ts has the shape).
create table bio_pages (
  shop_id text primary key references shops (id),
  slug text unique collate nocase,
  page text not null,
  updated_at integer not null
) strict, without rowid;

-- How a shop's QR codes look (src/links/qr-style.ts has the shape), and the picture in their middle.
create table qr_styles (
  shop_id text primary key references shops (id),
  style text not null,
  logo blob,
  logo_type text,
  updated_at integer not null
) strict;

-- Rows of a file that became links, so that the same file can be read again. key: the row's own id, or its hash.
create table imported_links (
  shop_id text not null references shops (id),
  key text not null,
  link_id text not null references links (id),
  primary key (shop_id, key)
) strict, without rowid;
create index imported_links_by_link on imported_links (link_id);

-- A roll-up beside those of 0002: clicks that came by a QR code (?qr=1), counted in the others too.
create table scan_days (
  day integer not null,
  link integer not null,
  human integer not null,
  bot integer not null,
  internal integer not null,
  primary key (day, link)
) strict, without rowid;

-- What links are searched by, lower case (of A to Z: SQLite folds no others), a row each: narrow enough to be read through.
create table link_texts (
  link integer primary key,
  shop_id text not null,
  text text not null
) strict;
create index links_by_slug on links (shop_id, slug collate nocase, number);
-- What few links have costs the others nothing.
create index links_with_tags on links (shop_id, number) where tags <> '[]';
create index links_with_domain on links (shop_id, domain, number) where domain > '';
create index links_with_end on links (shop_id, number) where expires_at is not null or max_clicks is not null;
create index links_archived on links (shop_id, number) where archived_at is not null;
-- By the day a post counts on: that of its publication, else of its making.
create index posts_by_shown on posts (shop_id, coalesce(published_at, created_at));
create index posts_by_channel on posts (shop_id, channel, coalesce(published_at, created_at));

-- The same for posts.
create table post_texts (
  post integer primary key,
  shop_id text not null,
  text text not null
) strict;

create trigger text_new_post after insert on posts
BEGIN
  insert or replace into post_texts (post, shop_id, text) values (new.number, new.shop_id,
    lower(new.title || ' ' || coalesce(new.caption, '') || ' ' || new.tags || ' '
    || coalesce((select name from campaigns where id = new.campaign_id), '')));
END;

create trigger text_edited_post after update of title, caption, tags, campaign_id on posts
BEGIN
  update post_texts set text =
    lower(new.title || ' ' || coalesce(new.caption, '') || ' ' || new.tags || ' '
    || coalesce((select name from campaigns where id = new.campaign_id), ''))
  where post = new.number;
END;

create trigger text_gone_post after delete on posts
BEGIN
  delete from post_texts where post = old.number;
END;

create trigger text_changed_campaign after update of name on campaigns when new.name is not old.name
BEGIN
  update post_texts set text = (
    select lower(posts.title || ' ' || coalesce(posts.caption, '') || ' ' || posts.tags || ' ' || new.name)
    from posts where posts.number = post_texts.post
  ) where post in (select number from posts where campaign_id = new.id);
END;

insert into post_texts (post, shop_id, text)
select posts.number, posts.shop_id, lower(posts.title || ' ' || coalesce(posts.caption, '') || ' ' || posts.tags || ' '
    || coalesce(campaigns.name, ''))
from posts left join campaigns on campaigns.id = posts.campaign_id;

create trigger text_new_link after insert on links
BEGIN
  insert or replace into link_texts (link, shop_id, text)
  select new.number, new.shop_id, lower(new.slug || ' ' || coalesce(new.title, '') || ' ' || new.destination || ' ' || new.utm_campaign || ' '
    || coalesce(new.utm_content, '') || ' ' || posts.title)
  from posts where posts.id = new.post_id;
END;

create trigger text_changed_link after update of slug, title, destination, utm_campaign, utm_content, post_id on links
BEGIN
  update link_texts set text = (
    select lower(new.slug || ' ' || coalesce(new.title, '') || ' ' || new.destination || ' ' || new.utm_campaign || ' '
    || coalesce(new.utm_content, '') || ' ' || posts.title)
    from posts where posts.id = new.post_id
  ) where link = new.number;
END;

create trigger text_gone_link after delete on links
BEGIN
  delete from link_texts where link = old.number;
END;

create trigger text_changed_post after update of title on posts when new.title is not old.title
BEGIN
  update link_texts set text = (
    select lower(links.slug || ' ' || coalesce(links.title, '') || ' ' || links.destination || ' ' || links.utm_campaign || ' '
    || coalesce(links.utm_content, '') || ' ' || new.title)
    from links where links.number = link_texts.link
  ) where link in (select number from links where post_id = new.id);
END;

insert into link_texts (link, shop_id, text)
select links.number, links.shop_id, lower(links.slug || ' ' || coalesce(links.title, '') || ' ' || links.destination || ' ' || links.utm_campaign || ' '
    || coalesce(links.utm_content, '') || ' ' || posts.title)
from links join posts on posts.id = links.post_id;
