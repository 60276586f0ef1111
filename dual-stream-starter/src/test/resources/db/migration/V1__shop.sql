create table shop_order (
    id       varchar(36) primary key,
    customer varchar(100) not null,
    total    numeric(12, 2) not null
);

create table parcel (
    order_id varchar(36) primary key
);
