-- How many second opinions organization $1 has of the last 90 days, and how many of them agree.
select count(*), count(*) filter (where agrees)
from contactsync.second_opinion
where organization_id = $1 and given_at > now() - interval '90 days';
