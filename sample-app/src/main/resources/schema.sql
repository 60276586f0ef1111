create table if not exists repository_events (
	repository varchar(512) not null,
	type varchar(255) not null,
	events bigint not null,
	primary key (repository, type)
);
