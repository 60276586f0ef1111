package io.github.dualstream.aggregate;

import java.math.BigDecimal;

@EventType(value = "order.placed", version = "3")
record OrderPlaced(String item, BigDecimal total, String currency) {

}
