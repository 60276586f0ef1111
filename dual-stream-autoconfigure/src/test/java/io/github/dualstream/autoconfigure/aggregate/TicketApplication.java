package io.github.dualstream.autoconfigure.aggregate;

import com.example.tickets.Counter;
import com.example.tickets.Ticket;
import io.github.dualstream.aggregate.Decider;
import io.github.dualstream.aggregate.Upcaster;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Application with an aggregate of each style, and an upcaster.
 */
@Configuration(proxyBeanMethods = false)
@AutoConfigurationPackage(basePackageClasses = Ticket.class)
class TicketApplication {

	@Bean
	Decider<Integer, Counter.Added, Integer> counter() {
		return new Counter();
	}

	@Bean
	TicketUpcasters ticketUpcasters() {
		return new TicketUpcasters();
	}

	static class TicketUpcasters {

		@Upcaster(type = "ticket.opened", from = "1", to = "2")
		ObjectNode nameToTitle(ObjectNode data) {
			data.set("title", data.remove("name"));
			return data;
		}

	}

}
