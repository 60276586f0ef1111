package com.example.tickets;

import java.util.List;

import io.github.dualstream.aggregate.EventSourced;
import io.github.dualstream.aggregate.EventType;

/**
 * Class that applies events, in a package of the application.
 *
 * @param title title
 */
@EventSourced(type = "ticket", snapshotEvery = 2)
public record Ticket(String title) {

	static Ticket apply(Opened opened) {
		return new Ticket(opened.title());
	}

	Ticket apply(Renamed renamed) {
		return new Ticket(renamed.title());
	}

	public List<Renamed> rename(String title) {
		return List.of(new Renamed(title));
	}

	@EventType(value = "ticket.opened", version = "2")
	public record Opened(String title) {

	}

	@EventType("ticket.renamed")
	public record Renamed(String title) {

	}

}
