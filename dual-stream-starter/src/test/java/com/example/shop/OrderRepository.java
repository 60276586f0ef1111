package com.example.shop;

import org.springframework.data.jpa.repository.JpaRepository;

public interface OrderRepository extends JpaRepository<Order, String> {

	boolean existsByIdAndCustomer(String id, String customer);

}
