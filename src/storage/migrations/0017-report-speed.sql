-- What was given back of an order: among all conversions of a shop SQLite would go through every refund for each order.
create index refunds_by_order on conversions (shop_id, order_id) where event = 'refund' and is_test = 0;

-- Who bought (src/conversions/customer-kind.ts) is told by the index alone, order by order.
drop index conversions_by_customer;
create index conversions_by_customer on conversions (shop_id, customer_hash, occurred_at, event, is_test, key)
  where customer_hash is not null;
