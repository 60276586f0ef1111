package io.github.dualstream.test.saga;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.ScheduledPublisher;
import io.github.dualstream.aggregate.AggregateType;
import io.github.dualstream.aggregate.Aggregates;
import io.github.dualstream.aggregate.EventSourced;
import io.github.dualstream.aggregate.EventType;
import io.github.dualstream.aggregate.Upcasters;
import io.github.dualstream.saga.Compensation;
import io.github.dualstream.saga.Deadline;
import io.github.dualstream.saga.On;
import io.github.dualstream.saga.Saga;
import io.github.dualstream.saga.SagaContext;
import io.github.dualstream.saga.SagaNotStartedException;
import io.github.dualstream.saga.SagaOutcome;
import io.github.dualstream.saga.SagaStatus;
import io.github.dualstream.saga.StartOn;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link SagaScenario}, in the way that applications use it.
 */
class SagaScenarioTests {

	private static final Event BOOKED = Event.of("trip", "7", "trip.booked", new Trip("Rome"));

	private static final Event RESERVED = Event.of("hotel", "h", "hotel.reserved", Map.of("trip", "7"));

	private final SagaScenario trips = SagaScenario
		.of((saga) -> new Travel(saga.publisher(), saga.scheduledPublisher()));

	private static Event hotel(String type) {
		return Event.of("hotel", "Rome", type, Map.of("trip", "7"));
	}

	@Test
	void aStepPublishesSetsADeadlineAndKeepsItsState() {
		this.trips.given()
			.when(BOOKED)
			.then(hotel("hotel.requested"))
			.thenOutcome(SagaOutcome.STARTED)
			.thenStatus(SagaStatus.RUNNING)
			.thenState(new Booking("Rome", false))
			.thenDeadline("answer", Duration.ofHours(2));
		this.trips.given(BOOKED).when(RESERVED).thenNothing().thenState(new Booking("Rome", true)).thenNoDeadline();
	}

	@Test
	void aDeadlinePassesWhenTimeDoes() {
		this.trips.given(BOOKED)
			.whenTimePasses(Duration.ofMinutes(90))
			.thenNothing()
			.thenDeadline("answer", Duration.ofMinutes(30))
			.whenTimePasses(Duration.ofMinutes(30))
			.then(hotel("hotel.cancelled"))
			.thenOutcome(SagaOutcome.COMPENSATED)
			.thenNoDeadline();
	}

	@Test
	void aDeadlineInThePastIsDueWithoutTime() {
		Event overdue = Event.of("trip", "7", "trip.moved", Instant.EPOCH);
		this.trips.given(BOOKED, overdue)
			.whenTimePasses(Duration.ZERO)
			.then(hotel("hotel.cancelled"))
			.thenStatus(SagaStatus.COMPENSATED);
	}

	@Test
	void compensationsFollowInReverseOrder() {
		this.trips.given(BOOKED, RESERVED)
			.when(Event.of("trip", "7", "trip.refused", Map.of()))
			.then(hotel("hotel.released"), hotel("hotel.cancelled"))
			.thenStatus(SagaStatus.COMPENSATED);
	}

	@Test
	void aScheduledEventIsPublishedAtItsTime() {
		this.trips.given(BOOKED, RESERVED)
			.whenTimePasses(Duration.ofHours(23))
			.thenNothing()
			.whenTimePasses(Duration.ofHours(1))
			.then(Event.of("trip", "7", "trip.reminder", Map.of()));
	}

	@Test
	void duplicatesLateEventsAndEventsWithoutASagaHaveTheirOutcome() {
		this.trips.given(BOOKED).when(BOOKED).thenNothing().thenOutcome(SagaOutcome.DUPLICATE);
		this.trips.given(BOOKED, Event.of("trip", "7", "trip.refused", Map.of()))
			.when(RESERVED)
			.thenNothing()
			.thenOutcome(SagaOutcome.LATE);
		this.trips.given()
			.when(Event.of("trip", "7", "trip.refused", Map.of()))
			.thenNothing()
			.thenOutcome(SagaOutcome.NO_SAGA);
		this.trips.given().when(RESERVED).thenThrows(SagaNotStartedException.class).hasMessageContaining("travel:7");
	}

	@Test
	void aStepThatFailsIsVerified() {
		var outcome = this.trips.given(BOOKED).when(Event.of("trip", "7", "trip.failed", Map.of()));
		outcome.thenThrows(IllegalStateException.class).hasMessage("no seat");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(outcome::thenNothing)
			.withMessageContaining("no seat");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> this.trips.given().when(BOOKED).thenThrows(IllegalStateException.class))
			.withMessageContaining("STARTED");
	}

	@Test
	void whenSomethingElseFollowsThenTheAssertionFailsAndSaysWhat() {
		var outcome = this.trips.given().when(BOOKED);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> outcome.then(hotel("hotel.cancelled")))
			.withMessageContaining("hotel.requested")
			.withMessageContaining("hotel.cancelled");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(outcome::thenNothing);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(outcome::thenNoDeadline);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> outcome.thenState(new Booking("Paris", false)))
			.withMessageContaining("Rome");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> outcome.thenDeadline("answer", Duration.ofHours(1)));
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> outcome.thenDeadline("other", Duration.ofHours(1)))
			.withMessageContaining("answer");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> outcome.thenStatus(SagaStatus.COMPLETED));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> outcome.thenOutcome(SagaOutcome.LATE));
	}

	@Test
	void anEventThatIsNotForTheSagaIsAMistakeOfTheTest() {
		var given = this.trips.given(BOOKED);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> given.when(Event.of("trip", "7", "trip.painted", Map.of())))
			.withMessageContaining("trip.painted");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> given.when(Event.of("trip", "8", "trip.refused", Map.of())))
			.withMessageContaining("travel:8")
			.withMessageContaining("travel:7");
	}

	@Test
	void eventsOfAnAggregateComeBackToTheSaga() {
		SagaScenario
			.of((saga) -> new Packing(new Aggregates<>(AggregateType.of(Parcel.class), saga.eventStore(), null,
					new JsonMapper(), Upcasters.NONE)))
			.given()
			.when(Event.of("parcel", "3", "parcel.opened", new Parcel.Opened()))
			.then(Event.of("parcel", "3", "parcel.filled", new Parcel.Filled("book")))
			.thenStatus(SagaStatus.COMPLETED);
	}

	@Test
	void theClockIsThatOfTheScenario() {
		Instant[] seen = new Instant[2];
		SagaScenario.of((saga) -> {
			seen[0] = saga.clock().instant();
			return new Travel(saga.publisher(), new ScheduledPublisher() {

				@Override
				public void publishAt(Event event, Instant due) {
					saga.scheduledPublisher().publishAt(event, due);
				}

				@Override
				public void publishAfter(Event event, Duration delay) {
					seen[1] = saga.clock().instant();
				}

				@Override
				public boolean cancel(String eventId) {
					return saga.scheduledPublisher().cancel(eventId);
				}

			});
		}).given(BOOKED).whenTimePasses(Duration.ofMinutes(1)).thenNothing().when(RESERVED).thenNothing();
		assertThat(Duration.between(seen[0], seen[1])).isEqualTo(Duration.ofMinutes(1));
	}

	record Trip(String city) {

	}

	record Booking(String city, boolean reserved) {

	}

	@Saga("travel")
	static class Travel {

		private final DualStreamPublisher events;

		private final ScheduledPublisher later;

		Travel(DualStreamPublisher events, ScheduledPublisher later) {
			this.events = events;
			this.later = later;
		}

		@StartOn("trip.booked")
		Booking booked(Trip trip, SagaContext saga) {
			publish(trip.city(), "hotel.requested", saga);
			saga.deadline("answer", Duration.ofHours(2));
			saga.onCompensation("cancel");
			return new Booking(trip.city(), false);
		}

		@On(value = "hotel.reserved", key = "trip", waits = true)
		Booking reserved(Booking booking, SagaContext saga) {
			saga.cancelDeadline("answer");
			saga.onCompensation("release");
			this.later.publishAfter(Event.of("trip", saga.id(), "trip.reminder", Map.of()), Duration.ofDays(1));
			return new Booking(booking.city(), true);
		}

		@On("trip.moved")
		void moved(Instant until, SagaContext saga) {
			saga.deadline("answer", until);
		}

		@On("trip.refused")
		void refused(SagaContext saga) {
			saga.compensate("refused");
		}

		@On("trip.failed")
		void failed(Booking booking, SagaContext saga) {
			publish(booking.city(), "hotel.called", saga);
			throw new IllegalStateException("no seat");
		}

		@Deadline("answer")
		void unanswered(SagaContext saga) {
			saga.compensate("no answer");
		}

		@Compensation("cancel")
		void cancel(Booking booking, SagaContext saga) {
			publish(booking.city(), "hotel.cancelled", saga);
		}

		@Compensation("release")
		void release(Booking booking, SagaContext saga) {
			publish(booking.city(), "hotel.released", saga);
		}

		private void publish(String city, String type, SagaContext saga) {
			this.events.publish(Event.of("hotel", city, type, Map.of("trip", saga.id())));
		}

	}

	@EventSourced(type = "parcel")
	record Parcel(String content) {

		static Parcel apply(Opened opened) {
			return new Parcel("nothing");
		}

		Parcel apply(Filled filled) {
			return new Parcel(filled.content());
		}

		@EventType("parcel.opened")
		record Opened() {

		}

		@EventType("parcel.filled")
		record Filled(String content) {

		}

	}

	record Packed(boolean filled) {

	}

	@Saga(value = "packing", sourceTypes = "parcel")
	static class Packing {

		private final Aggregates<Parcel> parcels;

		Packing(Aggregates<Parcel> parcels) {
			this.parcels = parcels;
		}

		@StartOn("parcel.opened")
		Packed opened(SagaContext saga) {
			this.parcels.execute(saga.id(),
					(parcel) -> parcel.content().equals("nothing") ? List.of(new Parcel.Filled("book")) : List.of());
			return new Packed(false);
		}

		@On("parcel.filled")
		Packed filled(SagaContext saga) {
			saga.complete();
			return new Packed(true);
		}

	}

}
