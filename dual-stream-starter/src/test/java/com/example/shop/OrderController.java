package com.example.shop;

import java.math.BigDecimal;
import java.security.Principal;

import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class OrderController {

	private final OrderRepository orders;

	OrderController(OrderRepository orders) {
		this.orders = orders;
	}

	@PutMapping("/orders/{id}")
	@ResponseStatus(HttpStatus.CREATED)
	@Transactional
	public void place(@PathVariable String id, @RequestParam BigDecimal total, Principal customer) {
		this.orders.save(new Order(id, customer.getName(), total));
	}

}
