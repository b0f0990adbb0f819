-- What was erased, as keyed hashes (src/shops/erased.ts has the kinds): it isn't stored again when it comes again, and a
-- restored backup is put right by them. A hash says nothing without its secret; after a restore there may be several.
create table erasure_secrets (
  secret text primary key,
  created_at integer not null
) strict, without rowid;

create table erasures (
  hash text primary key,
  kind text not null,
  -- Of a click: its hour since 1970, so that it is found among millions.
  hour integer,
  erased_at integer not null
) strict, without rowid;

-- Raw clicks of days before this one may have been thrown away by age; their sums stay. counted: rows up to this seq that
-- are of such a day are in the sums already when these are made anew.
create table pruned (
  one integer primary key check (one = 1),
  day integer not null,
  counted integer not null
) strict;
insert into pruned (one, day, counted) values (1, 0, 0);

-- What is left to forget is found without reading through what is forgotten already.
create index conversions_with_customer on conversions (occurred_at) where customer_hash is not null;
create index conversions_by_customer on conversions (shop_id, customer_hash) where customer_hash is not null;
create index conversions_with_click on conversions (coalesce(click_at, occurred_at)) where click is not null;
create index evidence_with_click on evidence (received_at) where click is not null;
create index credits_with_click on credits (click_at) where click_random >= 0;
create index quarantine_by_age on quarantine (received_at);
create index visits_with_click on visits (click_at) where click_random >= 0;
create index visits_by_age on visits (entered_at);

-- Bytes and rows in quarantine by shop ('' for none), so that the cap costs no reading through.
create table quarantine_sizes (
  shop_id text primary key,
  rows integer not null,
  bytes integer not null
) strict, without rowid;
insert into quarantine_sizes (shop_id, rows, bytes)
select coalesce(shop_id, ''), count(*), sum(length(raw)) from quarantine group by 1;

create trigger size_new_quarantined after insert on quarantine
BEGIN
  insert into quarantine_sizes (shop_id, rows, bytes) values (coalesce(new.shop_id, ''), 1, length(new.raw))
  on conflict (shop_id) do update set rows = rows + 1, bytes = bytes + excluded.bytes;
END;

create trigger size_gone_quarantined after delete on quarantine
BEGIN
  update quarantine_sizes set rows = rows - 1, bytes = bytes - length(old.raw) where shop_id = coalesce(old.shop_id, '');
END;
