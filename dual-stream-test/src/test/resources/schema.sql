-- of the page about projections
create table if not exists order_total (
    generation integer not null,
    item varchar(100) not null,
    orders integer not null,
    primary key (generation, item)
);
