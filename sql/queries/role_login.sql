-- The login of this session, whatever role it works as: one row.
select session_user::text as login;
