-- What a click was judged before somebody marked it as their own, so that it can be unmarked.
create table marks (
  seq integer primary key,
  verdict integer not null
) strict;

-- Whether a click led to anything, asked for the clicks of a burst.
create index conversions_by_click on conversions (link_number, click_at) where click_at is not null;
