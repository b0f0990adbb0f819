-- What reports count of conversions, in the order in which they read it. Derived: made by
-- src/conversions/counted-store.ts and thrown away by the triggers below as soon as anything it hangs on changes. What has
-- no rows waits, and reports work it out themselves until it has.

-- event: its place in the list there; what was given back has rows of its own, on the order's day. since, until: the click
-- windows, in days, that the row is true of. link and its click: the last touch within these, null where nobody is
-- credited; several: there are more touches. currency: '' for none. paid, net: minor units by either revenue basis.
-- seen: a browser told of it; sources: who did, a bit for each by its place in src/conversions/trust.ts; differs: one of
-- them told something else than what was taken; passed_on: the shop's own system told the click. earlier_at: the same
-- customer's order before. known: 1 for a known customer, 2 by the shop's own number, 4 by e-mail.
create table counted_conversions (
  shop integer not null,
  event integer not null,
  day integer not null,
  conversion integer not null,
  since integer not null,
  currency text not null,
  until integer not null,
  link integer,
  click_at integer,
  click_random integer,
  click_day integer,
  click_visit integer,
  several integer not null,
  trust integer not null,
  seen integer not null,
  sources integer not null,
  differs integer not null,
  passed_on integer not null,
  valued integer not null,
  paid real not null,
  net real not null,
  told_new integer,
  occurred_at integer not null,
  earlier_at integer,
  known integer not null,
  primary key (shop, event, day, conversion, since, currency)
) strict, without rowid;

create table counting_waits (conversion integer primary key) strict;

insert into counting_waits (conversion)
select number from conversions where event in ('purchase', 'lead', 'add_to_cart', 'begin_checkout');

-- Whatever waits has no rows.
create trigger forget_counted after insert on counting_waits
BEGIN
  delete from counted_conversions where conversion = new.conversion and event in (1, 2, 3, 4, 5)
    and day = (select day from conversions where number = new.conversion)
    and shop = (select shops.number from conversions join shops on shops.id = conversions.shop_id
      where conversions.number = new.conversion);
END;

create trigger count_new_conversion after insert on conversions
when new.event in ('purchase', 'lead', 'add_to_cart', 'begin_checkout')
BEGIN
  insert into counting_waits (conversion) values (new.number) on conflict do nothing;
END;

create trigger count_changed_conversion after update on conversions
when new.shop_id <> old.shop_id or new.event <> old.event or new.day <> old.day or new.is_test <> old.is_test
  or new.key <> old.key or new.order_id is not old.order_id or new.occurred_at <> old.occurred_at
  or new.trust <> old.trust
  or new.value is not old.value or new.tax is not old.tax or new.shipping is not old.shipping
  or new.currency is not old.currency or new.click is not old.click
  or new.shop_value is not old.shop_value or new.shop_tax is not old.shop_tax
  or new.shop_shipping is not old.shop_shipping or new.is_new_customer is not old.is_new_customer
  or new.customer_hash is not old.customer_hash or new.customer_id_hash is not old.customer_id_hash
  or new.customer_email_hash is not old.customer_email_hash
BEGIN
  delete from counted_conversions where conversion = old.number and event in (1, 2, 3, 4, 5) and day = old.day
    and shop = (select number from shops where id = old.shop_id);
  insert into counting_waits (conversion)
    select new.number where new.event in ('purchase', 'lead', 'add_to_cart', 'begin_checkout') on conflict do nothing;
END;

create trigger count_gone_conversion after delete on conversions
BEGIN
  delete from counted_conversions where conversion = old.number and event in (1, 2, 3, 4, 5) and day = old.day
    and shop = (select number from shops where id = old.shop_id);
  delete from counting_waits where conversion = old.number;
END;

-- What is given back counts with its order.
create trigger count_order_of_new_refund after insert on conversions when new.event = 'refund'
BEGIN
  insert into counting_waits (conversion) select number from conversions
    where shop_id = new.shop_id and order_id = new.order_id and event = 'purchase' on conflict do nothing;
END;

create trigger count_order_of_changed_refund after update on conversions
when old.event = 'refund' or new.event = 'refund'
BEGIN
  insert into counting_waits (conversion) select number from conversions
    where event = 'purchase' and ((shop_id = old.shop_id and order_id = old.order_id)
      or (shop_id = new.shop_id and order_id = new.order_id)) on conflict do nothing;
END;

create trigger count_order_of_gone_refund after delete on conversions when old.event = 'refund'
BEGIN
  insert into counting_waits (conversion) select number from conversions
    where shop_id = old.shop_id and order_id = old.order_id and event = 'purchase' on conflict do nothing;
END;

-- The same customer's next order has another one before it.
create trigger count_next_of_new_order after insert on conversions
when new.event = 'purchase' and new.customer_hash is not null
BEGIN
  insert into counting_waits (conversion) select coalesce(
      (select number from conversions indexed by conversions_by_customer
        where shop_id = new.shop_id and customer_hash = new.customer_hash and occurred_at = new.occurred_at
          and event = 'purchase' and is_test = 0 and key > new.key order by key limit 1),
      (select number from conversions indexed by conversions_by_customer
        where shop_id = new.shop_id and customer_hash = new.customer_hash and occurred_at > new.occurred_at
          and event = 'purchase' and is_test = 0 order by occurred_at, key limit 1)) as next
    where next is not null on conflict do nothing;
END;

create trigger count_next_of_changed_order after update on conversions
when (old.event = 'purchase' or new.event = 'purchase') and (new.shop_id <> old.shop_id or new.event <> old.event
  or new.customer_hash is not old.customer_hash or new.occurred_at <> old.occurred_at or new.key <> old.key
  or new.is_test <> old.is_test)
BEGIN
  insert into counting_waits (conversion) select coalesce(
      (select number from conversions indexed by conversions_by_customer
        where shop_id = old.shop_id and customer_hash = old.customer_hash and occurred_at = old.occurred_at
          and event = 'purchase' and is_test = 0 and key > old.key order by key limit 1),
      (select number from conversions indexed by conversions_by_customer
        where shop_id = old.shop_id and customer_hash = old.customer_hash and occurred_at > old.occurred_at
          and event = 'purchase' and is_test = 0 order by occurred_at, key limit 1)) as next
    where next is not null on conflict do nothing;
  insert into counting_waits (conversion) select coalesce(
      (select number from conversions indexed by conversions_by_customer
        where shop_id = new.shop_id and customer_hash = new.customer_hash and occurred_at = new.occurred_at
          and event = 'purchase' and is_test = 0 and key > new.key order by key limit 1),
      (select number from conversions indexed by conversions_by_customer
        where shop_id = new.shop_id and customer_hash = new.customer_hash and occurred_at > new.occurred_at
          and event = 'purchase' and is_test = 0 order by occurred_at, key limit 1)) as next
    where next is not null on conflict do nothing;
END;

create trigger count_next_of_gone_order after delete on conversions
when old.event = 'purchase' and old.customer_hash is not null
BEGIN
  insert into counting_waits (conversion) select coalesce(
      (select number from conversions indexed by conversions_by_customer
        where shop_id = old.shop_id and customer_hash = old.customer_hash and occurred_at = old.occurred_at
          and event = 'purchase' and is_test = 0 and key > old.key order by key limit 1),
      (select number from conversions indexed by conversions_by_customer
        where shop_id = old.shop_id and customer_hash = old.customer_hash and occurred_at > old.occurred_at
          and event = 'purchase' and is_test = 0 order by occurred_at, key limit 1)) as next
    where next is not null on conflict do nothing;
END;

create trigger count_newly_credited after insert on credits
BEGIN
  insert into counting_waits (conversion) select number from conversions where id = new.conversion_id
    on conflict do nothing;
END;

create trigger count_otherwise_credited after update on credits
BEGIN
  insert into counting_waits (conversion) select number from conversions
    where id in (old.conversion_id, new.conversion_id) on conflict do nothing;
END;

create trigger count_no_longer_credited after delete on credits
BEGIN
  insert into counting_waits (conversion) select number from conversions where id = old.conversion_id
    on conflict do nothing;
END;

-- Who told of it, and what.
create trigger count_newly_told after insert on evidence
BEGIN
  insert into counting_waits (conversion) select number from conversions where id = new.conversion_id
    on conflict do nothing;
END;

create trigger count_otherwise_told after update on evidence
when new.conversion_id <> old.conversion_id or new.source <> old.source or new.value is not old.value
  or new.currency is not old.currency or new.click is not old.click
BEGIN
  insert into counting_waits (conversion) select number from conversions
    where id in (old.conversion_id, new.conversion_id) on conflict do nothing;
END;

create trigger count_no_longer_told after delete on evidence
BEGIN
  insert into counting_waits (conversion) select number from conversions where id = old.conversion_id
    on conflict do nothing;
END;

-- What was converted counts in the shop's currency.
create trigger count_in_other_currency after update of currency on shops when new.currency <> old.currency
BEGIN
  insert into counting_waits (conversion) select number from conversions
    where shop_id = new.id and shop_value is not null and event <> 'refund' on conflict do nothing;
  insert into counting_waits (conversion) select orders.number from conversions refunds
    join conversions orders on orders.shop_id = refunds.shop_id and orders.order_id = refunds.order_id
      and orders.event = 'purchase'
    where refunds.shop_id = new.id and refunds.event = 'refund' and refunds.shop_value is not null
    on conflict do nothing;
END;
