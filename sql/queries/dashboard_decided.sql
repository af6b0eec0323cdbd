-- Contacts of organization $1 (null: of all) that people decided, by UTC day from $2 to $3 and reviewer.
select
  (judged_at at time zone 'UTC')::date as day,
  reviewer,
  count(distinct (linked_account_id, contact_id)) as contacts
from reporting.fct_judgements
where ($1::text is null or organization_id = $1)
  and source = 'human'
  and answer <> 'withdrawn'
  and (judged_at at time zone 'UTC')::date between $2::date and $3::date
group by day, reviewer
order by day, reviewer;
