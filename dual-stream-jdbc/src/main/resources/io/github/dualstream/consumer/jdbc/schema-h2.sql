-- events that dual-stream's consumers have processed, version 1, H2
create table if not exists @@tables@@processed_event (
	consumer_group varchar(255) not null,
	event_id varchar(255) not null,
	processed_at bigint not null,
	primary key (consumer_group, event_id)
);
create index if not exists @@indexes@@processed_event_time on @@tables@@processed_event (processed_at);
