package com.example.shop;

import java.math.BigDecimal;

import io.github.dualstream.DualStreamEvent;

@DualStreamEvent(type = "order.placed", sourceType = "order", sourceId = "orderId")
public record OrderPlaced(String orderId, String customer, BigDecimal total) {

}
