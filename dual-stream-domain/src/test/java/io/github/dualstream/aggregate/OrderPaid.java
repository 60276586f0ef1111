package io.github.dualstream.aggregate;

import java.math.BigDecimal;

@EventType("order.paid")
record OrderPaid(BigDecimal amount) {

}
