create table if not exists repository_events (
	repository varchar(512) not null,
	type varchar(255) not null,
	events bigint not null,
	primary key (repository, type)
);

create table if not exists orders (
	id varchar(36) primary key,
	item varchar(100) not null,
	total decimal(12, 2) not null
);

create table if not exists order_summary (
	generation integer not null,
	id varchar(36) not null,
	total decimal(12, 2) not null,
	status varchar(9) not null,
	primary key (generation, id)
);
