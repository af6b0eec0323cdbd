-- Who was signed out, of all organizations: organization, reviewer, when, in microseconds since 1970.
select organization_id, reviewer, (extract(epoch from ended_at) * 1000000)::bigint as ended_us
from contactsync.review_sign_out;
