-- events that dual-stream's consumers have processed, version 1, MySQL and MariaDB
-- by default they take ids for the same that differ in case, and would lose one of two events
create table if not exists @@tables@@processed_event (
	consumer_group varchar(255) not null,
	event_id varchar(255) not null,
	processed_at bigint not null,
	primary key (consumer_group, event_id),
	index @@indexes@@processed_event_time (processed_at)
) engine = InnoDB character set utf8mb4 collate utf8mb4_bin;
