-- Into how many partitions each of the tables $1 is cut, in their order: name, number (0: it is one plain table).
select
  named.name as table_name,
  (select count(*) from pg_inherits where inhparent = class.oid)::integer as partitions
from unnest($1::text[]) with ordinality as named (name, place)
join pg_class as class on class.relnamespace = to_regnamespace('contactsync') and class.relname = named.name
order by named.place;
