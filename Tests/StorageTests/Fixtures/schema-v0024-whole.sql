-- What databases had instead of the steps of schema-v0024.sql that were made when those were one.

delete from grdb_migrations;
insert into grdb_migrations values ('v0024_schema');
