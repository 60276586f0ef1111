-- state and progress of dual-stream's projections, version 4, H2
create table if not exists @@tables@@projection (
	projection varchar(100) not null primary key,
	generation integer not null,
	version integer not null,
	building integer not null,
	building_version integer not null,
	latest integer not null,
	paused boolean not null
);
create table if not exists @@tables@@projection_partition (
	projection varchar(100) not null,
	generation integer not null,
	topic varchar(249) not null,
	topic_partition integer not null,
	topic_identity varchar(22) not null,
	begin_offset bigint not null,
	next_offset bigint not null,
	target_offset bigint not null,
	primary key (projection, generation, topic, topic_partition)
);
create table if not exists @@tables@@projection_skip (
	projection varchar(100) not null,
	generation integer not null,
	topic varchar(249) not null,
	topic_partition integer not null,
	skipped_offset bigint not null,
	next_offset bigint not null,
	event_id varchar(255),
	primary key (projection, generation, topic, topic_partition, skipped_offset)
);
