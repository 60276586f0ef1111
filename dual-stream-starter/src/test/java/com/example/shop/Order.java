package com.example.shop;

import java.math.BigDecimal;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.springframework.data.domain.AbstractAggregateRoot;

@Entity
@Table(name = "shop_order")
public class Order extends AbstractAggregateRoot<Order> {

	@Id
	private String id;

	private String customer;

	private BigDecimal total;

	protected Order() {
	}

	public Order(String id, String customer, BigDecimal total) {
		this.id = id;
		this.customer = customer;
		this.total = total;
		registerEvent(new OrderPlaced(id, customer, total));
	}

	public String getId() {
		return this.id;
	}

	public String getCustomer() {
		return this.customer;
	}

	public BigDecimal getTotal() {
		return this.total;
	}

}
