package com.example.shop;

import io.github.dualstream.consumer.DualStreamListener;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

@Component
class Shipping {

	private final JdbcClient database;

	private final KafkaTemplate<String, String> kafka;

	Shipping(JdbcClient database, KafkaTemplate<String, String> kafka) {
		this.database = database;
		this.kafka = kafka;
	}

	@DualStreamListener(types = "order.placed")
	void ship(OrderPlaced order) {
		this.database.sql("insert into parcel (order_id) values (?)").param(order.orderId()).update();
		this.kafka.send("labels", order.orderId(), order.customer()).join();
	}

}
