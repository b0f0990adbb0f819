-- An order's other rows, its refunds above all, are looked up by all three. By two alone SQLite takes the index by event
-- (0016) for as good, and goes through every refund of the shop for each order.
drop index conversions_by_order;
create index conversions_by_order on conversions (shop_id, order_id, event);

-- Who bought (src/conversions/customer-kind.ts) is told by the index alone, order by order.
drop index conversions_by_customer;
create index conversions_by_customer on conversions (shop_id, customer_hash, occurred_at, event, is_test, key)
  where customer_hash is not null;
