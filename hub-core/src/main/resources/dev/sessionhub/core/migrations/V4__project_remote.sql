-- Where the repository was cloned from; absent for one that lies on the hub's machine.
alter table project add column remote text unique;
