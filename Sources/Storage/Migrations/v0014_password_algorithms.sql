-- How a password was hashed that came from another system; null where it was hashed here.
alter table users add column password_algorithm text;
