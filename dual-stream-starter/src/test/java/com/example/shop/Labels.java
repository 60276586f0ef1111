package com.example.shop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

@Component
class Labels {

	private static final Logger logger = LoggerFactory.getLogger(Labels.class);

	@KafkaListener(topics = "labels")
	void print(String customer) {
		logger.info("Label for {}", customer);
	}

}
