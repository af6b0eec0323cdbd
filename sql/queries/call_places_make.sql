-- Makes the places 1 to $1 where they are missing; returns nothing.
insert into contactsync.call_failure (place)
select place
from generate_series(1, $1::bigint) as place
where place not in (select place from contactsync.call_failure)
on conflict do nothing;
